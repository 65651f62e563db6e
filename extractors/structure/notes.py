"""Footnotes: where each begins and ends, and where its mark stands in the text."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.structure.lines import Line, has_room
from extractors.structure.tables import Table

_NOTE = regex.compile(r"\[?(?P<mark>\d{1,2})\]?[.)]?(?=\s)")
_BRACKETED = regex.compile(r"\[(?P<mark>\d{1,2})\](?=\s|\p{L})")
_RULED = regex.compile(r"(?:^|\n)(?P<rule>[ \u00a0_-]{15,})\n")
#: Raised figures that begin a footnote.
_RAISED_NOTE = regex.compile(r"(?P<mark>[⁰¹²³⁴-⁹]{1,3})\s*(?=\p{L})")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
#: A footnote is no longer than this, in lines.
_LONGEST_NOTE = 40


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number, where its label begins, the span of its words, where its mark stands in the text."""

    mark: int
    label: int
    start: int
    end: int
    at: int | None = None


def find_notes(text: str, view: str, lines: list[Line], tables: list[Table]) -> list[Note]:
    """The footnotes of a text, in order: a number alone or before a note below a rule, or `[1]` behind the end.

    >>> from extractors.structure.lines import lines_of
    >>> view = "một số chỉ số\\n1\\nqua từng năm;\\n" + 20 * " " + "\\n1\\nGồm ba chỉ số.\\ntiếp theo"
    >>> [(note.mark, view[note.start : note.end]) for note in find_notes(view, view, lines_of(view), [])]
    [(1, 'Gồm ba chỉ số.')]
    """
    rules = [match.end() for match in _RULED.finditer(text)]
    below = set()
    for rule in rules:
        at = _first_from(lines, rule)
        if at is not None:
            below.add(at)
    found: list[Note] = []
    expected = 1
    index = 0
    while index < len(lines):
        raised = _RAISED_NOTE.match(lines[index].words)
        if raised:
            note, index = _raised_note(view, lines, index, raised["mark"])
            found.append(note)
            continue
        read = _note_at(view, lines, index, expected, ruled=index in below, noted=bool(found))
        if read is None:
            index += 1
            continue
        start, stop = read
        at = _mark_of(view, lines, index, expected)
        found.append(Note(expected, lines[index].start, start, lines[stop - 1].end, at))
        if stop < len(lines) and _opens_note(view, lines, stop, expected + 1):
            below.add(stop)
        expected, index = expected + 1, stop
    return [note for note in found if not _in_table(note.start, tables)]


def _raised_note(view: str, lines: list[Line], index: int, mark: str) -> tuple[Note, int]:
    """The footnote that a raised figure begins, and the line behind it."""
    stop = index + 1
    while stop < len(lines) and lines[stop].gap == 0 and not lines[stop].page_break and stop - index < _LONGEST_NOTE:
        if _RAISED_NOTE.match(lines[stop].words) or lines[stop].words == "|":
            break
        stop += 1
    start = lines[index].start
    at = view.rfind(mark, max(0, start - 20_000), start)
    words = start + len(mark)
    words += len(view[words : words + 9]) - len(view[words : words + 9].lstrip())
    return Note(int(mark.translate(_PLAIN)), start, words, lines[stop - 1].end, at if at >= 0 else None), stop


def _first_from(lines: list[Line], at: int) -> int | None:
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if lines[middle].start < at else (low, middle)
    return low if low < len(lines) else None


def _opens_note(view: str, lines: list[Line], index: int, mark: int) -> bool:
    match = _NOTE.match(view, lines[index].start, lines[index].end + 1)
    return match is not None and int(match["mark"]) == mark


def _note_at(
    view: str, lines: list[Line], index: int, mark: int, *, ruled: bool, noted: bool
) -> tuple[int, int] | None:
    """Where the words of a note with that mark begin and the line behind its last, if one begins at `index`."""
    if not ruled and not (view[lines[index].start] == "[" and _BRACKETED.match(lines[index].words)):
        return None
    if not _opens_note(view, lines, index, mark):
        return None
    match = _NOTE.match(view, lines[index].start, lines[index].end + 1)
    start = match.end() if match else lines[index].end
    stop = index + 1
    if start >= lines[index].end - 1 and stop < len(lines):
        start, stop = lines[stop].start, stop + 1
    gap = lines[stop].gap if stop < len(lines) else 0
    while stop < len(lines) and stop - index < _LONGEST_NOTE:
        if _opens_note(view, lines, stop, mark + 1) or not _goes_on(lines, index, stop, gap=gap):
            break
        stop += 1
    return start + len(view[start:]) - len(view[start:].lstrip()) if start < len(view) else start, stop


def _goes_on(lines: list[Line], index: int, at: int, *, gap: int) -> bool:
    """Whether line `at` belongs to the note that line `index` begins, with `gap` blank ones between its own."""
    before, line = lines[at - 1], lines[at]
    if line.page_break or line.words == "|":
        return False
    if line.gap != gap and (before.ends or not line.continues):
        return False
    mixed = line.gap != gap or any(other.gap for other in lines[index + 1 : at])
    if line.gap == 0 and line.continues and mixed:
        width = max(len(other.words) for other in lines[index:at])
        return not before.ends and not has_room(before, line, width=width, share=0.85)
    return not (before.ends and line.gap == 0 and (line.continues or at - index > 12))


def _mark_of(view: str, lines: list[Line], index: int, mark: int) -> int | None:
    """Where the mark of a note stands in the text before it: bracketed as the note is, alone on a line, or glued."""
    start = lines[index].start
    if view[start] == "[":
        return view.rfind(f"[{mark}]", 0, start) + 1 or None
    alone, glued = rf"^[ \t]*{mark}(?=[ \t]*$)", rf"(?<=[\p{{L}}”)\]]){mark}(?=[ \t]*$|[\s.,;:)])"
    pattern = regex.compile(f"{alone}|{glued}", regex.MULTILINE)
    places = [match.end() - len(str(mark)) for match in pattern.finditer(view, max(0, start - 8_000), start)]
    return places[-1] if places else None


def _in_table(at: int, tables: list[Table]) -> bool:
    return any(table.start <= at < table.end for table in tables)
