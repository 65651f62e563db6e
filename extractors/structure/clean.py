"""What interrupts the flow of a text: footnotes, page numbers, running heads, stamps, rules; all with their places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import regex

from extractors.structure import marks
from extractors.structure.lines import Line, has_room
from extractors.structure.tables import Table

Span = tuple[int, int]
_LONE = regex.compile(
    r"(?:-\s*|Trang\s+|Page\s+)?(?P<number>\d{1,3})(?:\s*-|\s*[/|]\s*\d{1,3}|\s+of\s+\d+)?$", regex.IGNORECASE
)
_NOTE = regex.compile(r"\[?(?P<mark>\d{1,2})\]?[.)]?(?=\s)")
_BRACKETED = regex.compile(r"\[(?P<mark>\d{1,2})\](?=\s|\p{L})")
_RULED = regex.compile(r"(?:^|\n)(?P<rule>[ \u00a0_-]{15,})\n")
#: Raised figures that mark a footnote (not the square of a metre), and those that begin one.
_RAISED = regex.compile(r"(?<=[\p{L}\d.,;:)”])(?<!\bk?m)(?<!\bd?m)[⁰¹²³⁴-⁹]{1,3}(?!\p{L})")
_RAISED_NOTE = regex.compile(r"(?P<mark>[⁰¹²³⁴-⁹]{1,3})\s*(?=\p{L})")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SIGNED = regex.compile(r"(?:Người\s+ký|Ký\s+bởi|Thời\s+gian\s+ký|Ngày\s+ký|Cơ\s+quan|Email)\s*:\s", regex.IGNORECASE)
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
    if line.gap == 0 and line.continues:
        width = max(len(other.words) for other in lines[index:at])
        return not before.ends and not has_room(before, line, width=width, share=0.85)
    return not (before.ends and line.gap == 0 and at - index > 12)


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
