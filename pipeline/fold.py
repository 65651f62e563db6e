"""Folding: how text is compared where accents, đ, case and Unicode form must not matter."""

from __future__ import annotations

import unicodedata

import regex

_WORD = regex.compile(r"[\p{L}\p{N}]+")


class _Folds(dict[int, str]):
    """Each code point and what it folds to, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        base = unicodedata.normalize("NFD", chr(point))[0]
        folded = {"đ": "d", "Đ": "d"}.get(base, base.lower())
        self[point] = folded if len(folded) == 1 else base
        return self[point]


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text in lower case without accents, đ as d: one character for each of the text in NFC.

    >>> fold("Đất đai, HÀ GIANG")
    'dat dai, ha giang'
    """
    return unicodedata.normalize("NFC", text).translate(_FOLDS)


def match_query(text: str | None) -> str:
    """A full-text query for every word of the text, folded and quoted; nothing a user types is an operator.

    >>> match_query("Mức độ hài lòng?")
    '"muc" "do" "hai" "long"'
    """
    words = _WORD.findall(fold(text or ""))
    return " ".join(f'"{word}"' for word in words) or '""'


def slug(name: str) -> str:
    """A name as an id: folded words joined by hyphens.

    >>> slug("Sở Thông tin và Truyền thông")
    'so-thong-tin-va-truyen-thong'
    """
    return "-".join(_WORD.findall(fold(name)))
