"""The structure of a source, in one pass from lines to documents."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from extractors.structure import marks
from extractors.structure.clean import blank, find_noise, only
from extractors.structure.documents import find_documents
from extractors.structure.glued import split_glued
from extractors.structure.header import part_titles, read_header
from extractors.structure.heads import cells_of
from extractors.structure.labels import Label, parse_label
from extractors.structure.lines import Layout, Line, layout_of, lines_of
from extractors.structure.nesting import Node, nest_labels
from extractors.structure.notes import Note, find_notes
from extractors.structure.paragraphs import find_labels, find_quoted, join_lines
from extractors.structure.rows import in_order, row_sections
from extractors.structure.sections import build_sections
from extractors.structure.signature import read_ending
from extractors.structure.tables import Table, find_tables, outside
from extractors.structure.types import Block, Part, Section, Structure
from extractors.text import view_of


def find_structure(text: str) -> Structure:
    """The structure of a text in NFC.

    >>> structure = find_structure("CHỈ THỊ\\nVề việc A\\n1. Giao Sở Nội vụ:\\na) Chủ trì rà soát.")
    >>> [section.path for section in structure.documents[0].sections]
    ['1', '1 > a)']
    """
    view = view_of(text)
    lines = lines_of(view)
    tables = find_tables(view, lines, text=text)
    notes = find_notes(text, view, lines, tables)
    noise = [*find_noise(view, lines, tables), *_of_notes(notes)]
    footnotes = only(view, [(note.start, note.end) for note in notes])
    if noise:
        view = blank(view, noise)
        lines = lines_of(view)
    extents = find_documents(view, lines)
    parts = []
    for ordinal, (first, stop) in enumerate(extents):
        start = 0 if ordinal == 0 else lines[first].start
        end = lines[extents[ordinal + 1][0]].start if ordinal + 1 < len(extents) else len(text)
        inside = [table for table in tables if start <= table.start < end]
        part = _part(text, view, lines[first:stop], inside, start=start, end=end)
        parts.append(_with_notes(part, [note for note in notes if start <= note.start < end]))
    return Structure(text, view, tuple(parts), footnotes)


def _of_notes(notes: list[Note]) -> list[tuple[int, int]]:
    """The spans of notes with the marks before them, and of the marks in the text."""
    spans = [(note.label, note.end) for note in notes]
    return spans + [(note.at, note.at + len(str(note.mark))) for note in notes if note.at is not None]


def _with_notes(part: Part, notes: list[Note]) -> Part:
    """The document with its footnotes as blocks, each in the section in which its mark stands."""
    if not notes:
        return part
    blocks = list(part.blocks)
    for note in notes:
        at = note.start if note.at is None else note.at
        found = [i for i, s in enumerate(part.sections) if s.start <= at < s.end]
        blocks.append(Block(note.start, note.end, "footnote", found[-1] if found else None))
    return replace(part, blocks=tuple(sorted(blocks, key=lambda block: block.start)))


def _part(text: str, view: str, lines: list[Line], tables: list[Table], *, start: int, end: int) -> Part:
    """One document from its lines."""
    lines = part_titles(lines)
    spans = [(table.start, table.end) for table in tables]
    plain = outside(lines, tables)
    layout = layout_of(plain)
    heads = [(s, e) for s, e in spans if _is_letterhead(view[s:e])]
    header = read_header(view, lines, layout=layout, tables=heads)
    ending = read_ending(lines, header.body, tables=spans)
    at = lines[header.body].start if header.body < len(lines) else end
    body_end = lines[ending.body_end - 1].end if ending.body_end > header.body else at
    body, rest = lines[header.body : ending.body_end], lines[ending.rest :]
    sections: list[Section] = []
    blocks: list[Block] = []
    pieces = [(piece, body_end) for piece in _split(body)] + [(piece, end) for piece in _split(rest)]
    for number, (piece, last) in enumerate(pieces):
        if number + 1 < len(pieces) and pieces[number + 1][1] == last:
            last = pieces[number + 1][0][0].start
        more, further = _read_body(text, view, piece, tables, layout=layout, end=last)
        sections, blocks = _append(sections, blocks, more, further)
    return Part(
        start, end, (start, at), (at, body_end), ending.recipients, ending.signature,
        tuple(sections), tuple(blocks), header.kind, header.title,
    )  # fmt: skip


def _is_letterhead(words: str) -> bool:
    """Whether a table holds the letterhead: a national title, a number or a dateline."""
    return any(mark.search(words) for mark in (marks.LETTERHEAD, marks.NUMBER_LINE, marks.DATELINE, marks.ADDRESSEE))


def _split(lines: list[Line]) -> list[list[Line]]:
    """The lines up to the first appendix without a number, and each such appendix: their sections begin anew."""
    starts = [0]
    numbered = -9
    for index, line in enumerate(lines):
        label = parse_label(line.words, 0) if line.words[0] in "PpBbMm" else None
        if label is not None and label.kind == "phu_luc" and label.number != (0,):
            numbered = index
        elif label is not None or index - numbered > 4:
            appendix = label is not None and label.kind == "phu_luc"
            if appendix or (marks.ATTACHED_LINE.match(line.words) and index - numbered > 4):
                starts.append(index)
    return [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True) if a < b]


def _append(
    sections: list[Section], blocks: list[Block], more: list[Section], further: list[Block]
) -> tuple[list[Section], list[Block]]:
    """Sections and blocks of an appendix behind those of the body."""
    by = len(sections)
    moved = [
        Section(s.label, s.path, s.kind, s.title, s.start, s.body, s.end, None if s.parent is None else s.parent + by)
        for s in more
    ]
    later = [
        Block(b.start, b.end, b.kind, None if b.section is None else b.section + by, b.depth, b.cell) for b in further
    ]
    return sections + moved, blocks + later


def _read_body(
    text: str, view: str, lines: list[Line], tables: list[Table], *, layout: Layout, end: int
) -> tuple[list[Section], list[Block]]:
    """Sections and blocks of lines; the lines of tables become cells."""
    if not lines:
        return [], []
    inside = [t for t in tables if lines[0].start <= t.start and t.end <= lines[-1].end]
    plain = outside(lines, inside)
    candidates = find_labels(view, plain, layout=layout)
    cut = split_glued(view, plain, candidates, gap=layout.gap)
    if len(cut) > len(plain):
        plain, candidates = cut, find_labels(view, cut, layout=layout)
    nodes = _nest(view, plain, candidates)
    labels: dict[int, Label] = {index: node.label for index, node in nodes.items()}
    paragraphs = join_lines(text, plain, labels, layout=layout)
    sections, blocks = build_sections(view, paragraphs, nodes, end=end)
    starts = [section.start for section in sections]
    cells: list[Block] = []
    more: list[Section] = []
    first = tables.index(inside[0]) if inside else 0
    for number, table in enumerate(inside, start=first):
        at = bisect_right(starts, table.start) - 1
        while at >= 0 and table.start >= sections[at].end:
            parent = sections[at].parent
            at = -1 if parent is None else parent
        holder = at if at >= 0 else None
        found, placed = row_sections(view, cells_of(view, table, number, holder), [*sections, *more], holder)
        more, cells = more + found, cells + placed
    return in_order(sections + more, sorted(blocks + cells, key=lambda block: block.start))


def _nest(view: str, lines: list[Line], candidates: dict[int, Label]) -> dict[int, Node]:
    """The labels that hold, by the index of their line; parents are line indices too."""
    stream = [index for index, label in candidates.items() if label.kind != "phu_luc" or label.number != (0,)]
    labels: list[Label | None] = [candidates[index] for index in stream]
    found = nest_labels(labels, quoted=find_quoted(view, lines, stream))
    return {
        stream[i]: Node(node.label, None if node.parent is None else stream[node.parent])
        for i, node in enumerate(found)
        if node is not None
    }
