"""The view: the text as it is understood, character for character as long as the text itself.

Whatever is mended is mended here and only for understanding: tone marks in their modern place, dashes of one
kind, stray emphasis marks as blanks. Since no step changes the length, one offset serves the text and its view.
"""

from __future__ import annotations

import unicodedata

import regex

#: Old tone placement and new, of equal length in NFC (Quyết định 240/QĐ 1984 and the practice of the segmenter).
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONE = regex.compile(r"(?<![qQ])(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\p{L})", regex.IGNORECASE)
_SAME = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
        "‐": "-",
        "\u00a0": " ",
        "\t": " ",
        "\r": " ",
        "*": " ",
        "_": " ",
    }
)


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
    """The text for understanding: same length, tones modern, dashes plain, emphasis and tabs blank.

    Raises `ValueError` where the text is not NFC.

    >>> view_of("**Đến** năm 2021 – 2025")
    '  Đến   năm 2021 - 2025'
    """
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("the text is not in NFC: normalise it when it is read")
    return fold_tones(text.translate(_SAME))


def squeeze(text: str) -> str:
    """The text on one line, white space runs as one blank.

    >>> squeeze(" Ban\\n  Chấp hành ")
    'Ban Chấp hành'
    """
    return " ".join(text.split())
