"""Is this Vietnamese? Written syllables are few: an onset, a rhyme and a tone, from `lexicons/syllables.csv`."""

from __future__ import annotations

import unicodedata
from functools import cache

import regex

from extractors.lexicon import load_lexicon

_TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng
_OF_STOPS = "\u0301\u0323"  # rhymes that end in a stop take sắc or nặng
_FRONT = "eêiy"
_MARKED = "ăâêôơư"
_VOWELS = "aăâeêioôơuưy"
_TOKEN = regex.compile(r"[^\s\p{Pd}/(),.;:\"“”'’!?…\[\]|*_+<>=%&]+")
_LETTER = regex.compile(r"\p{L}")


def is_syllable(word: str) -> bool:
    """Whether a word is a possible Vietnamese syllable (either place of the tone mark).

    >>> [word for word in ("Quyết", "hoà", "hòa", "Điu", "Mc", "ng") if is_syllable(word)]
    ['Quyết', 'hoà', 'hòa', 'Điu']
    """
    return word.lower() in _syllables()


def share_of_syllables(text: str) -> float:
    """The share of words that are Vietnamese syllables, between 0 and 1; numbers and abbreviations do not count.

    A text without words has the share 0.

    >>> share_of_syllables("Quyết nghị của UBND tỉnh năm 2025")
    1.0
    >>> share_of_syllables("QuyÕt nghÞ cña UBND tØnh n¨m 2025")
    0.0
    """
    known = _syllables()
    words = [word for word in _TOKEN.findall(text) if _counts(word)]
    return sum(word.lower() in known for word in words) / len(words) if words else 0.0


def count_words(text: str) -> int:
    """How many words of a text `share_of_syllables` looks at."""
    return sum(map(_counts, _TOKEN.findall(text)))


def _counts(word: str) -> bool:
    """Whether a token is a word: letters, but no abbreviation in capitals, number or symbol."""
    if word.isascii() and (word.isupper() or not word.isalpha()):
        return False
    return len(word) > 1 and _LETTER.search(word) is not None


@cache
def _syllables() -> frozenset[str]:
    """All written syllables, in small letters and NFC."""
    rows = load_lexicon("syllables")
    rhymes = {kind: [r["form"] for r in rows if r["kind"] == kind] for kind in ("rhyme", "rhyme_qu")}
    found: set[str] = set()
    for onset in (row for row in rows if row["kind"] == "onset"):
        for rhyme in rhymes["rhyme_qu" if onset["before"] == "qu" else "rhyme"]:
            if _stands(onset["before"], rhyme):
                found.update(onset["form"] + toned for toned in _toned(rhyme))
    return frozenset(found)


def _stands(before: str, rhyme: str) -> bool:
    if before == "front":
        return rhyme[0] in _FRONT
    if before == "back":
        return rhyme[0] not in _FRONT
    return before in ("any", "qu") or rhyme.startswith(before)


@cache
def _toned(rhyme: str) -> tuple[str, ...]:
    """A rhyme without tone (unless it ends in a stop) and with each tone it takes."""
    stop = rhyme[-1] in "ckpt" or rhyme.endswith("ch")
    forms = [] if stop else [rhyme]
    for place in _places(rhyme):
        for tone in _OF_STOPS if stop else _TONES:
            forms.append(unicodedata.normalize("NFC", rhyme[: place + 1] + tone + rhyme[place + 1 :]))
    return tuple(forms)


def _places(rhyme: str) -> tuple[int, ...]:
    """Where the tone mark may stand in a rhyme: the marked vowel, else the last before a consonant, else the first.

    Open `oa`, `oe`, `uy` have two places in use.
    """
    marked = [i for i, letter in enumerate(rhyme) if letter in _MARKED]
    vowels = [i for i, letter in enumerate(rhyme) if letter in _VOWELS]
    if marked:
        return (marked[0],) if rhyme in ("ưa", "ưu", "ưi") else (marked[-1],)
    if len(vowels) < len(rhyme):
        return (vowels[-1],)
    if rhyme in ("oa", "oe", "uy"):
        return 0, 1
    return (1,) if len(rhyme) == 3 else (0,)
