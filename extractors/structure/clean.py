"""What interrupts the flow of a text: page numbers, running heads, stamps; all with their places."""

from __future__ import annotations

from collections import Counter

import regex

from extractors.structure import marks
from extractors.structure.lines import Line
from extractors.structure.tables import Table

Span = tuple[int, int]
_LONE = regex.compile(
    r"(?:-\s*|Trang\s+|Page\s+)?(?P<number>\d{1,3})(?:\s*-|\s*[/|]\s*\d{1,3}|\s+of\s+\d+)?$", regex.IGNORECASE
)
#: Raised figures that mark a footnote (not the square of a metre).
_RAISED = regex.compile(r"(?<=[\p{L}\d.,;:)”])(?<!\bk?m)(?<!\bd?m)[⁰¹²³⁴-⁹]{1,3}(?!\p{L})")
_SIGNED = regex.compile(r"(?:Người\s+ký|Ký\s+bởi|Thời\s+gian\s+ký|Ngày\s+ký|Cơ\s+quan|Email)\s*:\s", regex.IGNORECASE)


def find_noise(view: str, lines: list[Line], tables: list[Table]) -> list[Span]:
    """What is to be blanked: page numbers, running heads, stamps of registries, marks of electronic signatures.

    >>> from extractors.structure.lines import lines_of
    >>> view = "Giao Sở A chủ\\n2\\ntrì."
    >>> [view[s:e] for s, e in find_noise(view, lines_of(view), [])]
    ['2']
    """
    raised = [match.span() for match in _RAISED.finditer(view)]
    spans = [*_page_numbers(lines, tables), *_running_heads(lines), *_stamps(lines), *raised]
    return sorted(set(spans))


def _page_numbers(lines: list[Line], tables: list[Table]) -> list[Span]:
    """Lone numbers that count up through the text, stand at a page break, or interrupt a sentence."""
    lone = [(i, int(m["number"])) for i, line in enumerate(lines) if (m := _LONE.match(line.words))]
    bars = [(t.start, t.end) for t in tables]
    lone = [(i, n) for i, n in lone if not _between(lines, i) and not _inside(lines[i].start, bars)]
    counted = {a[0] for a, b in zip(lone, lone[1:], strict=False) if b[1] == a[1] + 1 and b[0] - a[0] > 8}
    counted |= {b[0] for a, b in zip(lone, lone[1:], strict=False) if b[1] == a[1] + 1 and b[0] - a[0] > 8}
    return [
        (lines[i].start, lines[i].end) for i, _ in lone if i in counted or _at_break(lines, i) or _interrupts(lines, i)
    ]


def _inside(at: int, spans: list[Span]) -> bool:
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if spans[middle][0] <= at else (low, middle)
    return low > 0 and at < spans[low - 1][1]


def _between(lines: list[Line], index: int) -> bool:
    """Whether a line stands beside a bar: it is a cell."""
    beside = lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]
    return any(line.words == "|" for line in beside)


def _at_break(lines: list[Line], index: int) -> bool:
    return lines[index].page_break or (index + 1 < len(lines) and lines[index + 1].page_break)


def _interrupts(lines: list[Line], index: int) -> bool:
    if not 0 < index < len(lines) - 1:
        return False
    after = lines[index + 1]
    return not lines[index - 1].ends and (after.continues or after.words[0] in ".,;")


def _running_heads(lines: list[Line]) -> list[Span]:
    """Lines that stand first or last on three pages or more, digits aside."""
    edges = [i for i, line in enumerate(lines) if _at_break(lines, i) or line.page_break]
    counts = Counter(regex.sub(r"\d+", "#", lines[i].words) for i in edges)
    return [(lines[i].start, lines[i].end) for i in edges if counts[regex.sub(r"\d+", "#", lines[i].words)] >= 3]


def _stamps(lines: list[Line]) -> list[Span]:
    """The lines of a registry's stamp around "ĐẾN", and those of an electronic signature where two stand together."""
    spans: list[Span] = []
    for index, line in enumerate(lines):
        late = (
            marks.ARRIVED_LATE.search(line.words, max(0, len(line.words) - 60)) if "ĐẾN" in line.words[-60:] else None
        )
        if late is not None:
            spans.append((line.start + late.start(), line.end))
        elif len(line.words) > 80:
            continue
        if late is not None or marks.ARRIVED.match(line.words):
            near = lines[index : index + 6]
            spans += [(n.start, n.end) for n in near if len(n.words) < 60 and marks.STAMP.match(n.words)]
        elif _SIGNED.match(line.words):
            near = lines[max(0, index - 3) : index + 4]
            if sum(1 for n in near if _SIGNED.match(n.words)) > 1:
                spans.append((line.start, line.end))
    return spans


def blank(view: str, spans: list[Span]) -> str:
    """The view with the spans as blanks, line ends kept.

    >>> blank("một hai ba", [(4, 7)])
    'một     ba'
    """
    pieces, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        pieces += [view[at:start], regex.sub(r"[^\n\f]", " ", view[start:end])]
        at = end
    return "".join([*pieces, view[at:]])


def only(view: str, spans: list[Span]) -> str:
    """A view in which everything but the spans is blank, line ends kept inside them.

    >>> only("một hai ba", [(4, 7)])
    '    hai   '
    """
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces += [" " * (start - at), view[start:end]]
        at = end
    return "".join([*pieces, " " * (len(view) - at)])
