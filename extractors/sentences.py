"""Blocks to sentences and clauses."""

from __future__ import annotations

from bisect import bisect_right

import regex

from extractors.lexicon import load_lexicon
from extractors.run_in import find_run_ins

_ABBREVIATION = "|".join(regex.escape(row["form"][:-1]) for row in load_lexicon("dotted"))
#: A sentence ends at . ; ? ! before white space, and where the blank behind a full stop was lost.
_END = regex.compile(r"[.;?!…]+[”\"’)\]]*(?=\s|$)|(?<=\p{Ll}\p{Ll})[.;](?=\p{Lu}\p{Ll})")
#: What stands before a full stop that ends nothing: an abbreviation, an initial, the label of a section.
_NO_END = regex.compile(rf"(?<![\p{{L}}\d])(?:{_ABBREVIATION}|\p{{Lu}})$")
_LABEL = regex.compile(r"\s*(?:[-+*•]\s*)?(?:\d{1,3}(?:\.\d{1,2})*|[a-zđ]|[IVXLC]+|Điều\s+\d+)$")
_LOWER = regex.compile(r"\s*[\p{Ll},;:)]")
_PAIRS = {"(": ")", "[": "]", "“": "”"}
_BRACKET = regex.compile(r"[()\[\]“”]")
#: A bracket that is not closed within so many characters is a mistake and holds nothing together.
_LONGEST_BRACKET = 600


def find_sentences(view: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of `view[start:end]` as (start, end) offsets of `view`; `;` ends one too.

    Full stops of abbreviations, numbers and labels end none, nor does anything between brackets or quotation marks.

    >>> find_sentences("Đạt 90%. Giảm 10%.", 0, 18)
    [(0, 8), (9, 18)]
    >>> text = "1. Giao các sở (Nội vụ; Tài chính), v.v. thuộc TP. Hà Nội rà soát; báo cáo."
    >>> [text[s:e] for s, e in find_sentences(text, 0, len(text))]
    ['1. Giao các sở (Nội vụ; Tài chính), v.v. thuộc TP. Hà Nội rà soát;', 'báo cáo.']
    """
    closed = _bracketed(view, start, end)
    opens = [span[0] for span in closed]
    found, at = [], start
    for match in _END.finditer(view, start, end):
        held = bisect_right(opens, match.start()) - 1
        if held >= 0 and match.start() < closed[held][1]:
            continue
        if _ends(view, at, match.start(), match.end(), end=end):
            found.append((at, match.end()))
            at = match.end()
    found.append((at, end))
    found = [part for span in found for part in _parted(view, *span)]
    return [span for span in (_trimmed(view, s, e) for s, e in found) if span[0] < span[1]]


def _parted(view: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence, parted where a heading runs into the sentence behind it."""
    cuts = [start, *find_run_ins(view, start, end), end]
    return list(zip(cuts, cuts[1:], strict=False))


def _ends(view: str, first: int, at: int, after: int, *, end: int) -> bool:
    """Whether the mark at `at` ends the sentence that begins at `first`."""
    if view[at] != ".":
        return view[at] != "…" or not _LOWER.match(view, after, end)
    if after - at > 1 and view[at : at + 3] != "./." and _LOWER.match(view, after, end):
        return False
    if after - at == 1 and (_LOWER.match(view, after, end) or _NO_END.search(view, max(first, at - 12), at)):
        return False
    return at - first > 14 or not _LABEL.fullmatch(view, first, at)


def _bracketed(view: str, start: int, end: int) -> list[tuple[int, int]]:
    """The outermost pairs of brackets and quotation marks, in order; what is never closed is left out."""
    spans: list[tuple[int, int]] = []
    opened: dict[str, list[int]] = {closer: [] for closer in _PAIRS.values()}
    for match in _BRACKET.finditer(view, start, end):
        mark, at = match.group(), match.start()
        if mark in _PAIRS:
            opened[_PAIRS[mark]].append(at)
        elif opened[mark]:
            first = opened[mark].pop()
            if at - first <= _LONGEST_BRACKET:
                while spans and spans[-1][0] >= first:
                    spans.pop()
                spans.append((first, at))
    return spans


def _trimmed(view: str, start: int, end: int) -> tuple[int, int]:
    piece = view[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
