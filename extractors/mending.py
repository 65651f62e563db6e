"""Text in which blanks were lost and words were broken by marks, mended for reading, with a way back.

What is read from the mended text is carried back to the source: offsets and quotes are those of the source.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from extractors.lexicon import load_lexicon
from extractors.syllables import is_syllable

_BROKEN = regex.compile(r"(?<!\p{L})\p{L}{1,6}(?:\*{1,8}\p{L}{1,6}){1,6}(?!\p{L})")
_MARKS = regex.compile(r"\*+")
#: A comma, semicolon or colon, or a percent sign, with a word right behind it.
_CLOSED = regex.compile(r"[,;:](?<=\p{Ll}\p{Ll}[,;:])(?=\p{L}\p{L})|%(?<=\d\s?%)(?=\p{Ll}\p{Ll})")
_NUMBERS = {
    "year": r"(?:19|20)\d\d(?!\d)",
    "day": r"\d{1,2}(?!\d)",
    "number": r"\d+\s?[-/]",
    "quarter": r"(?:IV|I{1,3}|[1-4])(?!\p{L})",
}
#: A digit that touches a word, and a percentage behind a word.
_TOUCHING = regex.compile(r"\d(?:(?<=(?P<word>\p{L})\d)|(?=(?P<next>\p{L})))")
_SHARE = regex.compile(r"\d{1,3}(?:[.,]\d+)?\s?%")
_WORD = regex.compile(r"(?<!\p{L})\p{L}{2,7}$")
#: How many letters a word has that can be two.
_LENGTHS = range(5, 15)
_EDGES = ".,;:!?()[]{}\"'“”‘’…-–*_/|"

#: From where to where, and what stands there instead.
Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with its damage mended; `places` holds the offset in `source` of each character, `None` where all stay."""

    source: str
    text: str
    places: tuple[int, ...] | None = None

    def start(self, at: int) -> int:
        """The offset in the source where something begins.

        >>> mend("đến năm2026").start(8), mend("đến năm2026").end(12)
        (7, 11)
        """
        if self.places is None:
            return at
        return self.places[at] if at < len(self.places) else len(self.source)

    def end(self, at: int) -> int:
        """The offset in the source where something ends."""
        if self.places is None or at == 0:
            return at
        return len(self.source) if at >= len(self.places) else self.places[at - 1] + 1

    def laid_back(self, view: str) -> str:
        """A view of the mended text as one of the source, of the source's length.

        >>> mend("n**ă**m 2026").laid_back("năm 2026")
        'n  ă  m 2026'
        """
        if self.places is None:
            return view
        characters = [c if c in "\n\f" else " " for c in self.source]
        for at, place in enumerate(self.places):
            if view[at] != " " or characters[place] != "\n":
                characters[place] = view[at]
        return "".join(characters)


def mend(text: str) -> Mended:
    """The text with words made whole and lost blanks put back.

    >>> mend("Phấ**n đấu đến năm2026 đạt 90%hồ sơ,giao Sở Nội vụ chủtrì.").text
    'Phấn đấu đến năm 2026 đạt 90% hồ sơ, giao Sở Nội vụ chủ trì.'
    """
    edits = sorted({*_broken(text), *_closed(text), *_numbered(text), *_glued(text)})
    if not edits:
        return Mended(text, text)
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for start, end, words in edits:
        if start < at:
            continue
        pieces += [text[at:start], words]
        places += [*range(at, start), *[max(0, start - 1)] * len(words)]
        at = end
    pieces.append(text[at:])
    places += range(at, len(text))
    return Mended(text, "".join(pieces), tuple(places))


def _broken(text: str) -> list[Edit]:
    """The marks inside words; what is parted by them must be a syllable when put together."""
    if "*" not in text:
        return []
    words = [match for match in _BROKEN.finditer(text) if is_syllable(match.group().replace("*", ""))]
    return [(word.start() + m.start(), word.start() + m.end(), "") for word in words for m in _MARKS.finditer(word[0])]


def _closed(text: str) -> list[Edit]:
    return [(match.end(), match.end(), " ") for match in _CLOSED.finditer(text)]


@cache
def _forms() -> tuple[dict[str, Any], Any]:
    """What number follows a word of time or a document's number; a word of time that follows a number."""
    rows = load_lexicon("glued_words")
    behind = "|".join(row["form"] for row in rows if row["before"] in ("year", "day"))
    return (
        {row["form"]: regex.compile(_NUMBERS[row["before"]]) for row in rows},
        regex.compile(rf"(?:{behind})(?!\p{{L}})", regex.IGNORECASE),
    )


def _numbered(text: str) -> list[Edit]:
    """Words of time and numbers without a blank between them, and words right before a percentage."""
    forms, behind = _forms()
    ends = []
    for match in _TOUCHING.finditer(text):
        at = match.start()
        if match["next"] and behind.match(text, match.end()):
            ends.append(match.end())
        word = _WORD.search(text, max(0, at - 8), at) if match["word"] else None
        if word is None:
            continue
        form = forms.get(word.group().lower())
        if form.match(text, at) if form is not None else _SHARE.match(text, at) and is_syllable(word.group()):
            ends.append(at)
    return [(at, at, " ") for at in ends]


def _glued(text: str) -> list[Edit]:
    """Two syllables without a blank between them; where they can be parted in two ways, as the text has them apart."""
    known = {word.strip(_EDGES) for word in text.split()}
    cuts = {word: cut for word in known if len(word) in _LENGTHS and (cut := _cut_of(word, known))}
    if not cuts:
        return []
    pattern = regex.compile(rf"(?<!\p{{L}})(?:{'|'.join(map(regex.escape, cuts))})(?!\p{{L}})")
    return [(at, at, " ") for match in pattern.finditer(text) for at in [match.start() + cuts[match.group()]]]


def _cut_of(word: str, known: set[str]) -> int:
    """Where a word that is no syllable is to be parted in two that are, 0 where it is not."""
    if word.isascii() or not word.isalpha() or is_syllable(word):
        return 0
    cuts = [at for at in range(2, len(word) - 1) if is_syllable(word[:at]) and is_syllable(word[at:])]
    if len(cuts) > 1:
        cuts = [at for at in cuts if word[:at] in known and word[at:] in known] or cuts
    return cuts[0] if len(cuts) == 1 else 0
