"""Lines to paragraphs: wrapped lines are joined, over a page break too; a label or a bullet begins a new one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractors.lexicon import any_of, load_lexicon
from extractors.structure import marks
from extractors.structure.labels import Label, parse_bullet, parse_label
from extractors.structure.lines import Layout, Line, has_room

_STAR = regex.compile(r"(?<![*])[*]\s+$")
_OPEN_END = regex.compile(
    rf"(?:,|\s-|\(|(?<!\p{{L}}){any_of([row['form'] for row in load_lexicon('open_ends')])})$", regex.IGNORECASE
)
_OPEN_WORD = regex.compile(
    rf"(?<!\p{{L}}){any_of([row['form'] for row in load_lexicon('open_ends')])}$", regex.IGNORECASE
)
_NUMERIC = regex.compile(r"\d")
#: A sentence may go on after so many blank lines (a footnote was lifted out).
_LONGEST_GAP = 60
#: A quotation that is not closed within so many lines is a mistake.
_LONGEST_QUOTE = 150


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Joined lines: `start` is behind label or bullet, `at` where these stand; `capitals` where it is set in them."""

    at: int
    start: int
    end: int
    label: int | None = None
    bullet: str = ""
    capitals: bool = False
    bold: bool = False


def find_labels(view: str, lines: list[Line], *, layout: Layout) -> dict[int, Label]:
    """The candidates for a label, by the index of their line: those that stand where a paragraph can begin.

    >>> from extractors.structure.lines import layout_of, lines_of
    >>> view = "I. MỤC TIÊU\\n1. Đến năm 2025"
    >>> [label.words for label in find_labels(view, lines_of(view), layout=layout_of([])).values()]
    ['I', '1']
    """
    found = {}
    end = lines[-1].end if lines else 0
    for index, line in enumerate(lines):
        at = line.start + (line.words[0] in '“"')
        label = parse_label(view, at, end=end)
        if label is not None and _can_begin(lines, index, layout=layout) and not _is_inline(line, label):
            strong = marks.is_capitals(line.words[label.after - line.start :])
            found[index] = replace(label, strong=strong)
    return found


def find_quoted(view: str, lines: list[Line], indices: list[int]) -> frozenset[int]:
    """Which of the labelled lines (ordinals of `indices`) stand inside a quotation that begins a paragraph.

    >>> from extractors.structure.lines import lines_of
    >>> view = "1. Sửa khoản 2:\\n“2. Mức chi\\na) Một.”\\n2. Bãi bỏ."
    >>> sorted(find_quoted(view, lines_of(view), [0, 1, 2, 3]))
    [1, 2]
    """
    found = set()
    until = -1
    for ordinal, index in enumerate(indices):
        at = lines[index].start
        if at >= until and view[at] in '“"':
            last = lines[min(index + _LONGEST_QUOTE, len(lines) - 1)].end
            until = view.find("”" if view[at] == "“" else '"', at + 1, last)
        if at < until:
            found.add(ordinal)
    return frozenset(found)


def _can_begin(lines: list[Line], index: int, *, layout: Layout) -> bool:
    """Whether a new paragraph can begin with a line."""
    if index == 0 or not layout.wrapped:
        return index == 0 or lines[index].gap > 0 or not _OPEN_END.search(lines[index - 1].words[-12:])
    before, line = lines[index - 1], lines[index]
    if before.ends or line.gap > layout.gap or before.words == "|" or marks.is_capitals(before.words):
        return True
    return not layout.spaced and has_room(before, line, width=layout.width)


def _is_inline(line: Line, label: Label) -> bool:
    """Whether "(1)" opens a run of numbers inside one sentence: the next stands on the same line."""
    return label.kind == "paren" and label.style == "1" and f"({label.number[0] + 1})" in line.words[:2000]


def join_lines(text: str, lines: list[Line], labels: dict[int, Label], *, layout: Layout) -> list[Paragraph]:
    """The paragraphs of lines; `labels` are the labels that hold, by the index of their line."""
    found: list[Paragraph] = []
    index = 0
    while index < len(lines):
        line, label = lines[index], labels.get(index)
        start, bullet = line.start, ""
        stop = index + 1
        if label is not None:
            start = label.after
            while stop < len(lines) and lines[stop].start < start:
                stop += 1
        else:
            start, bullet = _bullet_of(text, line)
        stop = _end_of_paragraph(text, lines, labels, index, stop, start, layout=layout)
        end = lines[stop - 1].end
        while start < end and text[start] in " \t\n\r\u00a0*_":
            start += 1
        capitals = marks.is_capitals(" ".join(part.words for part in lines[index:stop]))
        bold = text[max(0, line.start - 2) : line.start] == "**" and "**" in text[max(start, end - 3) : end + 3]
        found.append(Paragraph(line.start, min(start, end), end, index if label else None, bullet, capitals, bold))
        index = stop
    return found


def _bullet_of(text: str, line: Line) -> tuple[int, str]:
    if line.indent and _STAR.search(text, max(0, line.start - line.indent), line.start):
        return line.start, "*"
    found = parse_bullet(text, line.start, end=line.end)
    return (line.start, "") if found is None else (found[1], found[0])


def _end_of_paragraph(
    text: str, lines: list[Line], labels: dict[int, Label], index: int, stop: int, start: int, *, layout: Layout
) -> int:
    """The index behind the last line that belongs to the paragraph which line `index` begins."""
    if (
        stop < len(lines)
        and start >= lines[stop - 1].end
        and stop not in labels
        and "|" not in text[lines[stop - 1].end : lines[stop].start]
        and _bullet_of(text, lines[stop])[1] == ""
    ):
        stop += 1  # the label stands alone on its line
    while stop < len(lines):
        line = lines[stop]
        if (
            stop in labels
            or line.words == "|"
            or not _joins(lines[stop - 1], line, layout=layout, labelled=index in labels)
        ):
            break
        if _bullet_of(text, line)[1] and (lines[stop - 1].ends or line.gap > layout.gap or not layout.spaced):
            break
        stop += 1
    return stop


def _is_shouted(words: str) -> bool:
    """Whether a line is a heading in capitals, or a piece of one: words, not the symbol of a document."""
    return words[0].isalpha() and " " in words and marks.is_capitals(words)


def _joins(before: Line, line: Line, *, layout: Layout, labelled: bool) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if not (layout.spaced and line.gap <= layout.gap) and _is_shouted(before.words) != _is_shouted(line.words):
        return False
    unfinished = not before.ends
    if layout.wrapped and line.gap <= layout.gap:
        if layout.spaced or (unfinished and line.continues):
            return True
        share = 0.9 if unfinished and not labelled else 0.96
        return not has_room(before, line, width=layout.width, share=share)
    if not unfinished:
        return False
    if line.continues or (line.gap <= 1 and _OPEN_WORD.search(before.words[-12:])):
        return line.gap < _LONGEST_GAP
    wide = len(before.words) > (0.75 * layout.width if layout.wrapped else 60)
    return wide and (_NUMERIC.match(line.words) is not None or _OPEN_END.search(before.words[-12:]) is not None)
