"""The view: the text as it is understood, character for character as long as the text itself.

Whatever is mended is mended here and only for understanding: tone marks in their modern place, dashes of one
kind, stray emphasis marks as blanks. Since no step changes the length, one offset serves the text and its view.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import regex

from extractors.lexicon import load_lexicon, pattern_of

#: Old tone placement and new, of equal length in NFC (Quyết định 240/QĐ 1984 and the practice of the segmenter).
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONE = regex.compile(r"(?<![qQ])(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\p{L})", regex.IGNORECASE)
#: Characters that look or mean the same: dashes, blanks of all widths, bullets of symbol fonts, the Icelandic eth.
_SAME = {
    **dict.fromkeys("–—−‑‐―\uf02d", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t\v\x00", " "),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad*_\\", " "),
    **dict.fromkeys("\u2028\u2029\u0085", "\n"),
    **dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\u25cf\u25aa\u25fe\u2219", "•"),
    "Ð": "Đ",
    "ð": "đ",
}
_HEADING = regex.compile(r"^#{1,6}(?=[ \t])", regex.MULTILINE)
_TAG = regex.compile(r"</?\p{L}[^<>\n]{0,200}>")
_MARKS = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook above, dot below: the five tone marks


def fold_tones(text: str) -> str:
    """The text with tone marks in their modern place, as long as before.

    >>> fold_tones("số hoá, Uỷ ban, quý, thuỷ sản")
    'số hóa, Ủy ban, quý, thủy sản'
    """
    return str(_TONE.sub(_modern, text))


def _modern(match: regex.Match[str]) -> str:
    old = match.group()
    new = _TONES[old.lower()]
    return "".join(n.upper() if o.isupper() else n for o, n in zip(old, new, strict=True))


def view_of(text: str) -> str:
    """The text for understanding: same length, tones modern, dashes plain, emphasis, tabs and tags blank.

    Fixed phrases get back the tone mark that a scan swapped. Raises `ValueError` where the text is not NFC.

    >>> view_of("**Đến** năm 2021 – 2025")
    '  Đến   năm 2021 - 2025'
    >>> view_of("Phần đấu đạt 90%")
    'Phấn đấu đạt 90%'
    """
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("the text is not in NFC: normalise it when it is read")
    view = text.replace("\r\n", " \n").replace("\r", "\n")
    for character, plain in _SAME.items():
        if character in view:
            view = view.replace(character, plain)
    if "<" in view:
        view = _TAG.sub(_blank, view)
    if "#" in view:
        view = _HEADING.sub(_blank, view)
    return mend_phrases(fold_tones(view))


def _blank(match: regex.Match[str]) -> str:
    """As many blanks; a tag that breaks the line becomes a line end."""
    words = match.group()
    return ("\n" if words[:3].lower() in ("<br", "<p>", "</p") else " ") + " " * (len(words) - 1)


def toneless(text: str) -> str:
    """The text without tone marks, as long as before; the marks of vowels stay (ê, ơ, ư).

    >>> toneless("Phấn đấu giảm")
    'Phân đâu giam'
    """
    return text.translate({ord(toned): base for base, forms in _tones_of_vowels().items() for toned in forms})


@cache
def _tones_of_vowels() -> dict[str, str]:
    """Each vowel and its five forms with a tone mark."""
    vowels = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    return {vowel: "".join(unicodedata.normalize("NFC", vowel + mark) for mark in _MARKS) for vowel in vowels}


@dataclass(frozen=True, slots=True)
class _Swap:
    """A fixed phrase with one tone mark swapped: the wrong word, the wrong phrase, the right one, what may follow."""

    word: str
    wrong: str
    right: str
    unless: str


@cache
def _swaps() -> tuple[_Swap, ...]:
    swaps = []
    for row in load_lexicon("fixed_phrases"):
        words = row["form"].lower().split()
        for index, word in enumerate(words):
            for other in _swapped(word):
                wrong = " ".join([*words[:index], other, *words[index + 1 :]])
                swaps.append(_Swap(other, wrong, " ".join(words), row["unless_before"]))
    return tuple(swaps)


def _swapped(word: str) -> list[str]:
    """The word with each other tone mark, or none, in the place of its own."""
    bare = toneless(word)
    at = next((i for i, (a, b) in enumerate(zip(word, bare, strict=True)) if a != b), None)
    if at is None:
        at = next((i for i, letter in enumerate(word) if letter in _tones_of_vowels()), None)
    if at is None:
        return []
    forms = bare[at] + _tones_of_vowels()[bare[at]]
    return [word[:at] + form + word[at + 1 :] for form in forms if form != word[at]]


def mend_phrases(view: str) -> str:
    """The view with its fixed phrases mended; only what occurs is looked for.

    >>> mend_phrases("BỐ SUNG KẾ HOACH")
    'BỔ SUNG KẾ HOẠCH'
    """
    words = view.lower().split()
    plain, known = " ".join(words), set(words)
    for swap in _swaps():
        if swap.word in known and swap.wrong in plain:
            view = _mend_phrase(view, swap)
    return view


def _mend_phrase(view: str, swap: _Swap) -> str:
    unless = rf"(?!\s+(?:{swap.unless})\b)" if swap.unless else ""
    pattern = regex.compile(rf"(?<!\p{{L}}){pattern_of(swap.wrong)}(?!\p{{L}}){unless}", regex.IGNORECASE)
    right = swap.right.split()

    def mended(match: regex.Match[str]) -> str:
        pieces = regex.split(r"(\s+)", match.group())
        for index, (old, new) in enumerate(zip(pieces[::2], right, strict=True)):
            pieces[2 * index] = "".join(n.upper() if o.isupper() else n for o, n in zip(old, new, strict=True))
        return "".join(pieces)

    return str(pattern.sub(mended, view))


def squeeze(text: str) -> str:
    """The text on one line, white space runs as one blank.

    >>> squeeze(" Ban\\n  Chấp hành ")
    'Ban Chấp hành'
    """
    return " ".join(text.split())
