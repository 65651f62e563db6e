"""Paragraphs and labels to sections and blocks."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.lexicon import any_of, load_lexicon
from extractors.structure.labels import Label
from extractors.structure.nesting import Node
from extractors.structure.paragraphs import Paragraph
from extractors.structure.types import Block, Section

#: No heading is longer than this, in words.
_LONGEST_HEADING = 80
_FULL_STOP = regex.compile(r"[.;,…]\W*$")
_LISTS = frozenset({"number", "decimal", "letter", "paren"})


def _closing(kind: str) -> str:
    return any_of([row["form"] for row in load_lexicon("closings") if row["kind"] == kind])


_SELF = regex.compile(
    rf"(?:{any_of([row['form'] for row in load_lexicon('doc_types')])})\s+[^.;]{{0,60}}?{_closing('self')}",
    regex.IGNORECASE,
)
_OPENING = regex.compile(_closing("opening"))
_ORDER = regex.compile(rf"{_closing('head')}(?!\p{{L}})\s*(?:[^\s.;,]+\s+){{0,12}}?{_closing('order')}(?!\p{{L}})")
#: How the last sentence of a document ends.
_END = regex.compile(r"[./]/\.?[\s*”\"]*$")
_NOTE = regex.compile(rf"{_closing('note')}(?!\p{{L}})[^\n]{{0,60}}", regex.IGNORECASE)
_PASSED = regex.compile(r"thông\s+qua\s+(?:tại|ngày)|kỳ\s+họp", regex.IGNORECASE)
_CARRYING_OUT = regex.compile(r"tổ\s+chức\s+thực\s+hiện", regex.IGNORECASE)


def is_heading(view: str, paragraph: Paragraph, follower: Paragraph | None, *, leads: bool) -> bool:
    """Whether a labelled paragraph is a heading: no full stop at its end, and something stands below it (`leads`)."""
    words = view[paragraph.start : paragraph.end]
    if paragraph.capitals:
        return True
    if _FULL_STOP.search(words[-6:]) or len(words) > 700 or len(words.split()) > _LONGEST_HEADING:
        return False
    return leads and follower is not None


def build_sections(
    view: str, paragraphs: list[Paragraph], nodes: dict[int, Node], *, end: int
) -> tuple[list[Section], list[Block]]:
    """The sections and blocks of paragraphs; `nodes` are labels by the index of their line.

    `end` is where the last section ends.
    """
    sections: list[Section] = []
    order: dict[int, int] = {}
    blocks: list[Block] = []
    current: int | None = None
    last_label = _last_label(paragraphs, nodes)
    content = 0
    closed, ended = dict[int, int](), False
    for index, paragraph in enumerate(paragraphs):
        kind, depth = "paragraph", 0
        if paragraph.label is not None:
            node = nodes[paragraph.label]
            heading = _heads(view, paragraphs, index, nodes)
            kind = "heading" if heading else "paragraph"
            current = order[paragraph.label] = len(sections)
            content = 0 if heading else 1
            sections.append(_section(view, paragraph, node, sections, order, heading=heading, end=end))
        elif paragraph.bullet:
            kind, depth = "bullet", _bullet_depth(paragraph.bullet, blocks)
            content += 1
        else:
            if paragraph.capitals or paragraph.bold:
                kind = "heading"
            closes = not ended and last_label is not None and index > last_label and content > 0
            if closes and current is not None and _is_closing(view, paragraph):
                above = _above(sections, current, passed=_is_passed(view, paragraph))
                current, ended = _close(sections, closed, current, above, paragraph.at), True
            content += 1
        if current is not None and _is_note(view, paragraph):
            noted = _noted(paragraphs, index, nodes, sections, current)
            current = _close(sections, closed, current, noted, paragraph.at)
        if paragraph.start < paragraph.end:
            blocks.append(Block(paragraph.start, paragraph.end, kind, current, depth))
    return _ended(sections, closed, end=end), blocks


def _last_label(paragraphs: list[Paragraph], nodes: dict[int, Node]) -> int | None:
    """The last labelled paragraph before the appendices, `None` where there is none."""
    last = None
    for index, paragraph in enumerate(paragraphs):
        if paragraph.label is not None:
            if nodes[paragraph.label].label.kind == "phu_luc" and last is not None:
                break
            last = index
    return last


def _heads(view: str, paragraphs: list[Paragraph], index: int, nodes: dict[int, Node]) -> bool:
    """Whether a labelled paragraph is a heading."""
    label, follower = paragraphs[index].label, paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    leads = label is not None and follower is not None and _leads(nodes[label], follower, nodes)
    return is_heading(view, paragraphs[index], follower, leads=leads)


def _leads(node: Node, follower: Paragraph, nodes: dict[int, Node]) -> bool:
    """Whether what follows a label's paragraph lies below the label."""
    if follower.label is None:
        return True
    parent = nodes[follower.label].parent
    return parent is not None and nodes[parent] is node


def _section(
    view: str,
    paragraph: Paragraph,
    node: Node,
    sections: list[Section],
    order: dict[int, int],
    *,
    heading: bool,
    end: int,
) -> Section:
    label: Label = node.label
    parent = order.get(node.parent) if node.parent is not None else None
    path = label.words if parent is None else f"{sections[parent].path} > {label.words}"
    title = " ".join(view[paragraph.start : paragraph.end].split()) if heading else ""
    return Section(label.words, path, label.kind, title, label.start, paragraph.end, end, parent)


def _bullet_depth(bullet: str, blocks: list[Block]) -> int:
    if bullet == "+":
        return 2
    if bullet in "-–—•●":
        return 1
    return 1 if not blocks or blocks[-1].kind != "bullet" else max(1, blocks[-1].depth)


def _is_closing(view: str, paragraph: Paragraph) -> bool:
    """Whether an unlabelled paragraph speaks of the document as a whole, no longer of the last item."""
    words = view[paragraph.start : min(paragraph.end, paragraph.start + 400)]
    ends = _END.search(view, max(paragraph.start, paragraph.end - 12), paragraph.end) is not None
    return bool(ends or words.startswith("(") or _OPENING.match(words) or _SELF.match(words) or _ORDER.match(words))


def _is_passed(view: str, paragraph: Paragraph) -> bool:
    words = view[paragraph.start : paragraph.end]
    return _SELF.match(words) is not None and _PASSED.search(words) is not None


def _above(sections: list[Section], current: int, *, passed: bool) -> int | None:
    """The section that a closing paragraph belongs to: the innermost that is no item of a list."""
    at: int | None = None if passed else current
    while at is not None and sections[at].kind in _LISTS and not _CARRYING_OUT.search(sections[at].title):
        at = sections[at].parent
    return at


def _is_note(view: str, paragraph: Paragraph) -> bool:
    plain = paragraph.label is None and paragraph.bullet in ("", "*")
    return plain and _NOTE.match(view, paragraph.start, paragraph.end) is not None


def _noted(
    paragraphs: list[Paragraph], index: int, nodes: dict[int, Node], sections: list[Section], current: int
) -> int | None:
    """The section of a note ("Lưu ý …:"): behind the last item of a list it is one to the whole list."""
    if sections[current].kind not in ("letter", "paren"):
        return current
    label = next((p.label for p in paragraphs[index + 1 :] if p.label is not None), None)
    follower = nodes[label].label if label is not None else None
    return current if follower is not None and follower.kind == sections[current].kind else sections[current].parent


def _close(sections: list[Section], closed: dict[int, int], current: int, above: int | None, at: int) -> int | None:
    """End the sections below `above` at an offset; what comes back is `above`."""
    inner: int | None = current
    while inner is not None and inner != above:
        closed[inner] = at
        inner = sections[inner].parent
    return above


def _ended(sections: list[Section], closed: dict[int, int], *, end: int) -> list[Section]:
    """The sections with their ends: where the next begins that is not below them, or where they were closed."""
    ends = [closed.get(index, end) for index in range(len(sections))]
    stack: list[int] = []
    for index, section in enumerate(sections):
        while stack and stack[-1] != section.parent:
            inner = stack.pop()
            ends[inner] = min(ends[inner], section.start)
        stack.append(index)
    return [replace(section, end=e) for section, e in zip(sections, ends, strict=True)]
