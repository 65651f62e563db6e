"""Forms of a lexicon as patterns: printed with any white space and signs, and many of them as one group or by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
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


_WORD = regex.compile(r"\p{L}+")


def fold_word(word: str) -> str:
    """A word as patterns compare it where small letters and capitals are one.

    >>> fold_word("Chủ")
    'chủ'
    """
    return word.casefold().replace("i\u0307", "i")


class ByFirstWord(Mapping[str, regex.Pattern[str]]):
    """Patterns by the first word, folded, of what they match; what no text begins with is never compiled.

    >>> verbs = ByFirstWord.of(["chủ trì", "tham mưu"])
    >>> verbs.match("Sở Y tế chủ trì", 8, 15).group()
    'chủ trì'
    """

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._patterns = dict(patterns)
        self._compiled: dict[str, regex.Pattern[str]] = {}

    @classmethod
    def of(cls, forms: Iterable[str], group: Callable[[list[str]], str] = any_form, flags: str = "") -> ByFirstWord:
        """The forms by their first words, which are letters; `group` makes a pattern of several, `flags` hold in it."""
        words: dict[str, list[str]] = defaultdict(list)
        for form in forms:
            words[fold_word(_WORD.match(form)[0])].append(form)
        return cls({word: f"(?{flags}:{group(found)})" for word, found in words.items()})

    def __getitem__(self, word: str) -> regex.Pattern[str]:
        if word not in self._compiled:
            self._compiled[word] = regex.compile(self._patterns[word])
        return self._compiled[word]

    def __contains__(self, word: object) -> bool:
        return word in self._patterns

    def __iter__(self) -> Iterator[str]:
        return iter(self._patterns)

    def __len__(self) -> int:
        return len(self._patterns)

    def match(self, view: str, at: int, end: int) -> regex.Match[str] | None:
        """What one of the patterns matches at `at`, or `None`."""
        word = _WORD.match(view, at, end)
        first = fold_word(word[0]) if word else ""
        return self[first].match(view, at, end) if first in self._patterns else None
