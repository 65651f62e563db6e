"""Forms of a lexicon as patterns: printed with any white space and signs, and many of them as one group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import regex

#: Not in the middle of a word.
BEFORE, AFTER = r"(?<![\p{L}\p{N}])", r"(?![\p{L}\p{N}])"
_PIECES = regex.compile(r"\s+và\s+|\s*[-,&.]\s*|\s+|[^\s,&.-]+")
_SIGN = regex.compile(r"\s*[-,&.]\s*")


def pieces_of(form: str) -> list[str]:
    """The patterns of the words of a form and of what stands between them, in order.

    >>> pieces_of("Nội vụ")
    ['Nội', '\\\\s+', 'vụ']
    """
    sign, space = r"(?:\s*[-,&.]\s*|\s+)", r"\s+"
    if form.isupper():
        sign, space = r"(?:\s*[-,&.]\s*|\s+|)", r"(?:\s+|\s*\.\s*)"
    found = []
    for piece in _PIECES.findall(form):
        if piece.strip() == "và":
            found.append(r"(?:\s+và\s+|\s*&\s*)")
        elif _SIGN.fullmatch(piece):
            found.append(sign)
        else:
            found.append(regex.escape(piece) if piece.strip() else space)
    return found


def flexible(form: str) -> str:
    """A pattern for a form: white space and the signs between its words may be printed in any way.

    >>> bool(regex.fullmatch(flexible("chính trị - xã hội"), "chính trị-\\n xã  hội"))
    True
    """
    return "".join(pieces_of(form))


def any_form(forms: Iterable[str]) -> str:
    """One group that matches any of the forms, the longest first, at the borders of words.

    What several forms begin with is tried once.

    >>> any_form(["Nội vụ", "Nội", "Y"]).removesuffix(AFTER)
    '(?:Nội(?:\\\\s+vụ|)|Y)'
    """
    tree: dict[str, Any] = {}
    for form in sorted(forms, key=len, reverse=True):
        node = tree
        for piece in pieces_of(form):
            node = node.setdefault(piece, {})
        node[""] = {}
    return _branches(tree, group="(?:{})") + AFTER


def _branches(node: dict[str, Any], group: str = "{}") -> str:
    ways = [piece + _branches(rest) for piece, rest in node.items() if piece]
    if "" in node:
        ways += [""] if ways else []
    return ("(?:{})" if len(ways) > 1 else group).format("|".join(ways))
