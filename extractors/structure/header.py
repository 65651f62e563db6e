"""The header of a document: its kind, its title, its addressees, and where its body begins."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractors.rules import enabled
from extractors.structure import marks
from extractors.structure.labels import parse_label
from extractors.structure.lines import Layout, Line

#: No header is longer than this, in lines.
_LONGEST = 120
#: No letterhead is longer than this.
_REACH = 30
#: No editor's note is much longer than this.
_REMARK = 300


#: A title that a reader of pages glued to the first paragraph: capitals before small letters, or an opening behind it.
_GLUED = (
    regex.compile(r"(?P<title>[^\p{Ll}]{20,600})\s+(?=\p{Lu}\p{Ll})"),
    regex.compile(rf"(?P<title>\p{{L}}.{{20,400}}?[\p{{Ll}}\d”)])\s+(?={marks.OPENER.pattern}\s*\p{{L}})"),
)
#: A line that is no longer than this is no title glued to a paragraph.
_LONG = 150
#: The issuer and, on the same line, the beginning of the title; a board has "về" in its name.
_ISSUER_ABOUT = regex.compile(r"CỦA\s+(?!BAN\s+CHỈ\s+ĐẠO|TỔ\s|HỘI\s+ĐỒNG\s+(?!NHÂN\s+DÂN))[\p{Lu}\s]{6,90}?\s+(?=VỀ\s)")


@dataclass(frozen=True, slots=True)
class Header:
    """Lines of a header by their index: `body` is the first line behind it; spans are offsets."""

    body: int
    kind: tuple[int, int] | None = None
    title: tuple[int, int] | None = None
    addressees: tuple[int, int] | None = None


def read_header(view: str, lines: list[Line], *, layout: Layout, tables: list[tuple[int, int]]) -> Header:
    """The header of a document whose lines are given; `tables` are the extents of tables in the view.

    >>> from extractors.structure.lines import layout_of, lines_of
    >>> view = "CHỈ THỊ\\nVề việc A\\nCăn cứ Luật B, Sở Nội vụ."
    >>> read_header(view, lines_of(view), layout=layout_of([]), tables=[]).title
    (8, 17)
    """
    at, kind, title = 0, None, None
    addressees: tuple[int, int] | None = None
    limit = min(len(lines), _LONGEST)
    first = _first_kind(lines) or 0
    while at < limit:
        words = lines[at].words
        match = marks.KIND_LINE.match(words)
        if match and kind is None and _is_kind(words):
            kind = (lines[at].start, lines[at].start + match.end(1))
            rest = words[match.end() :].lstrip()
            at, title = _read_title(lines, at + 1, layout=layout)
            if marks.SUBJECT.match(rest) or rest.startswith("VỀ"):
                title = (
                    lines[at - 1].end - len(rest) if title is None else kind[1] + 1,
                    title[1] if title else lines[at - 1].end,
                )
        elif marks.ADDRESSEE.match(words):
            stop = _end_of_addressees(lines, at, layout=layout)
            addressees = (lines[at].start, lines[stop - 1].end)
            at = stop
        elif kind is None and title is None and marks.SUBJECT.match(words):
            at, title = _read_subject(lines, at)
        elif _is_furniture(view, lines[at], tables=tables) or (kind is None and at < first and len(words) < 100):
            at += 1
        else:
            break
    return Header(at if at < limit or limit == len(lines) else 0, kind, title, addressees)


def part_titles(lines: list[Line]) -> list[Line]:
    """The lines of a document, its title parted from the paragraph that was glued to it.

    >>> from extractors.structure.lines import lines_of
    >>> lines = lines_of("CHỈ THỊ\\nVỀ VIỆC GIỮ GÌN KỶ CƯƠNG Trong thời gian qua, " + "các sở " * 30)
    >>> [line.words[-8:] for line in part_titles(lines)][:2]
    ['CHỈ THỊ', 'KỶ CƯƠNG']
    """
    at = _first_kind(lines)
    if at is None:
        return lines
    for index in range(at + 1, min(at + 5, len(lines))):
        line = lines[index]
        match = (
            next(filter(None, (glued.match(line.words) for glued in _GLUED)), None) if len(line.words) > _LONG else None
        )
        if match is None:
            continue
        first, rest = line.start + match.end("title"), line.start + match.end()
        title = replace(line, end=first, words=match["title"])
        body = replace(line, start=rest, words=line.words[match.end() :], gap=1)
        return [*lines[:index], title, body, *lines[index + 1 :]]
    return lines


def _first_kind(lines: list[Line]) -> int | None:
    """The line that names the kind of the document: the first, before anything that can stand only behind it."""
    for index, line in enumerate(lines[:_REACH]):
        if _is_kind(line.words):
            return index
        behind = marks.ADDRESSEE.match(line.words) or marks.RECIPIENTS.match(line.words)
        if behind or len(line.words) > _LONG or parse_label(line.words, 0) is not None:
            return None
    return None


def _is_kind(words: str) -> bool:
    return marks.KIND_LINE.match(words) is not None and words[-1] != ":"


def _is_furniture(view: str, line: Line, *, tables: list[tuple[int, int]]) -> bool:
    """Whether a line is of the letterhead: capitals, number, dateline, stamp, rule, or a cell of its table.

    An editor's note in square brackets ("[BẢN TÓM LƯỢC …]") is passed over as well.
    """
    words = line.words
    if any(start <= line.start < end for start, end in tables) or _is_remark(view, line):
        return True
    if marks.is_capitals(words):
        return parse_label(view, line.start) is None
    found = marks.NUMBER_LINE.match(words) or marks.DATELINE.match(words) or marks.STAMP.match(words)
    motto = words.replace(" ", "").lower().startswith("độclập")
    return bool(found or motto or marks.RULE.match(words) or len(words) < 3)


def _is_remark(view: str, line: Line) -> bool:
    """Whether a line stands in square brackets that hold whole lines."""
    opened = view.rfind("[", max(0, line.start - _REMARK), line.start + 1)
    if opened < 0 or view[view.rfind("\n", 0, opened) + 1 : opened].strip():
        return False
    closed = view.find("]", opened, opened + 2 * _REMARK)
    return line.end <= closed + 1 and not view[closed + 1 : view.find("\n", closed)].strip()


def _read_title(lines: list[Line], at: int, *, layout: Layout) -> tuple[int, tuple[int, int] | None]:
    """The title below a kind of document: index behind it and its span, without the line that names the issuer."""
    while at < len(lines) and (marks.ISSUER_LINE.match(lines[at].words) or marks.RULE.match(lines[at].words)):
        if (title := _behind_issuer(lines, at)) is not None:
            lines = [*lines[:at], title, *lines[at + 1 :]]
            break
        at += 1
    first = at
    while at < len(lines) and _is_title(lines, at, first=first, layout=layout):
        at += 1
    at = _authority(lines, at, first=first)
    return at, (lines[first].start, lines[at - 1].end) if at > first else None


def _behind_issuer(lines: list[Line], at: int) -> Line | None:
    """The part of a line behind the issuer that begins the title: "CỦA BAN THƯỜNG VỤ TỈNH ỦY VỀ ĐẨY MẠNH …"."""
    line = lines[at]
    match = _ISSUER_ABOUT.match(line.words) if enabled("metadata.issuer_about") else None
    if match is None or (at + 1 < len(lines) and lines[at + 1].words.startswith("VỀ ")):
        return None
    rest = line.words[match.end() :]
    return replace(line, start=line.end - len(rest), words=rest)


def _authority(lines: list[Line], at: int, *, first: int) -> int:
    """Where the authority begins that stands in capitals below the title and above the grounds; else `at`."""
    if at == len(lines) or not marks.OPENER.match(lines[at].words) or not enabled("metadata.title_authority"):
        return at
    for index in range(at - 1, first, -1):
        if not marks.is_capitals(lines[index].words):
            return at
        if marks.AUTHORITY.match(lines[index].words) and not marks.LEADS_ON.search(lines[index - 1].words):
            return index
    return at


def _is_title(lines: list[Line], at: int, *, first: int, layout: Layout) -> bool:
    line, words = lines[at], lines[at].words
    if parse_label(words, 0) or marks.RULE.match(words) or marks.STAMP.match(words) or words == "|":
        return False
    if marks.ENACTS.match(words) or marks.ADDRESSEE.match(words) or marks.DATELINE.match(words):
        return False
    if words.startswith("("):
        return at > first and marks.is_capitals(words)
    if at == first:
        return len(words) < 400 and not words.startswith("Căn cứ")
    before = lines[at - 1]
    capitals = marks.is_capitals(words)
    if capitals != marks.is_capitals(before.words):
        return not capitals and line.continues and line.gap <= layout.gap
    if line.gap > layout.gap:
        return line.continues and not before.ends
    if capitals or line.continues:
        return True
    opens = marks.OPENER.match(words) is not None
    return not before.ends and not opens and len(words) < max(90, 0.9 * layout.width)


def _read_subject(lines: list[Line], at: int) -> tuple[int, tuple[int, int]]:
    """The subject of a letter ("V/v …"), as far as its lines stand together."""
    stop = at + 1
    while stop < len(lines):
        words = lines[stop].words
        furniture = marks.is_capitals(words) or marks.ADDRESSEE.match(words) or marks.DATELINE.match(words)
        if lines[stop].gap or furniture or words == "|" or marks.NUMBER_LINE.match(words):
            break
        stop += 1
    return stop, (lines[at].start, lines[stop - 1].end)


def _end_of_addressees(lines: list[Line], at: int, *, layout: Layout) -> int:
    """The index behind the addressees: what stands on the line, then the list below it."""
    stop = at + 1
    listed = not marks.ADDRESSEE.sub("", lines[at].words).strip()
    while stop < len(lines):
        line = lines[stop]
        bullet = line.words[0] in "-+•"
        joined = (
            not lines[stop - 1].words.endswith(".") and line.gap <= layout.gap and not marks.OPENER.match(line.words)
        )
        if bullet or (listed and stop == at + 1) or joined:
            stop += 1
        else:
            break
    return stop
