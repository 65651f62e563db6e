"""What the letterhead says: the number, the dateline, the lines that name the issuer."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractors.edtf import edtf
from extractors.structure import marks
from extractors.structure.lines import Line, lines_of
from extractors.structure.types import Part

_SYMBOL = r"\d{1,6}\p{Ll}?[ ]*(?:[/-]\s?[\p{Lu}\d][\p{L}\d&.]*[ ]*)+"
_NUMBER = regex.compile(rf"(?<!\p{{L}})Số\s*:\s*(?P<number>{_SYMBOL})|^[ ]*Số\s+(?P<bare>{_SYMBOL})", regex.MULTILINE)
_NAME = r"\p{Lu}[\p{L}]*\.?(?:(?:[ ]|[ ]?-[ ]?)\p{Lu}[\p{L}]*\.?){0,5}"
_BLANK = r"[\s.…_]*"
_DATELINE = regex.compile(
    rf"(?P<place>{_NAME})\s*,\s*ngày{_BLANK}(?P<day>\d{{1,2}})?{_BLANK}tháng{_BLANK}(?P<month>\d{{1,2}})?{_BLANK}"
    rf"năm{_BLANK}(?P<year>\d{{4}})?"
)
_BROKEN = regex.compile(r"(?:^|[\s|])(\p{Lu}\p{Ll}+(?:[ ]+\p{Lu}\p{Ll}+){0,3})\s*\n\s*$")
#: The kind of unit before a name, and the first words of the name, on the same line or the one above.
_UNIT = regex.compile(
    r"(?<=[\n|*]\s{0,9})(?:Thành\s+phố|Tỉnh|Thị\s+xã|Huyện|Quận|Đặc\s+khu|Phường|Xã)\s+(?:\p{Lu}\p{L}*\s+){0,3}$"
)
_PIECE = regex.compile(r"\S+(?:\s\S+)*")
_FIGURES = regex.compile(r"\d\s*[/-]|[/-]\s*\d")
_MOTTO = regex.compile(r"(?i:độc\s*lập\s*-)")

#: The last sentence of a resolution: `Nghị quyết này được Hội đồng nhân dân tỉnh … thông qua ngày …`.
_PASSED = regex.compile(
    r"(?i)(?<!\p{L})(?:nghị\s+quyết|quy\s+chế|quy\s+định)\s+(?:này\s+)?(?:đã\s+)?được\s[^.;]{0,240}?thông\s+qua"
    r"\s+(?P<date>ngày\s+(?P<day>\d{1,2})\s*(?:tháng\s+|[/.-]\s*)(?P<month>\d{1,2})\s*(?:năm\s+|[/.-]\s*)(?P<year>\d{4}))"
)
#: It stands within so many characters of the end.
_LAST = 2000


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and date of a document, with where they stand."""

    place: str
    date: str | None
    place_at: tuple[int, int]
    date_at: tuple[int, int]


def find_number(view: str, part: Part) -> tuple[str, int, int] | None:
    """The document's own number without blanks and its place, `None` where it is not filled in."""
    end = part.title[0] if part.title and part.kind else part.header[1]
    match = _NUMBER.search(view, part.start, end)
    if match is None:
        return None
    group = "number" if match["number"] else "bare"
    words = match[group].rstrip(" .-/")
    return "".join(words.split()), match.start(group), match.start(group) + len(words)


def find_dateline(view: str, part: Part) -> Dateline | None:
    """The dateline of a document, `None` where there is none.

    The date is `None` where day, month or year is left open.
    """
    match = _DATELINE.search(view, part.start, part.header[1])
    if match is None:
        return None
    start = match.start("place")
    start = _start_of_place(view, part.start, start, whole=" " in match["place"])
    given = match["day"] and match["month"] and match["year"]
    date = edtf(match["year"], match["month"], match["day"]) if given else None
    place = " ".join(view[start : match.end("place")].split())
    return Dateline(place, date, (start, match.end("place")), (match.end("place"), match.end()))


def find_passed(view: str, part: Part) -> tuple[str, int, int] | None:
    """The day on which the document says that it was passed, ISO with its place, `None` where it does not say so."""
    low = max(part.body[0], part.body[1] - _LAST)
    for match in _PASSED.finditer(view, low, part.body[1]):
        date = edtf(match["year"], match["month"], match["day"])
        if date:
            return date, match.start("date"), match.end("date")
    return None


def _start_of_place(view: str, low: int, start: int, *, whole: bool) -> int:
    """Where the place of a dateline begins: the kind of unit or the first words of its name may stand before `start`.

    `whole` says that the name has two words already.
    """
    unit = _UNIT.search(view, max(low, start - 50), start)
    if unit is not None and view.count("\n", unit.start(), start) <= 1:
        return int(unit.start())
    broken = None if whole else _BROKEN.search(view, max(low, start - 40), start)
    return int(broken.start(1)) if broken else start


def _columns(lines: list[Line]) -> list[Line]:
    """The lines of a letterhead, those of two columns taken apart: the left column first, then the right."""
    pieces: list[tuple[int, Line]] = []
    for line in lines:
        spans = [match.span() for match in _PIECE.finditer(line.words)]
        if len(spans) > 3:
            spans = [(0, len(line.words))]
        for column, (start, end) in enumerate(spans):
            words = line.words[start:end]
            pieces.append((column, replace(line, start=line.start + start, end=line.start + end, words=words)))
    return [line for _, line in sorted(pieces, key=lambda piece: piece[0])]


def issuer_lines(view: str, part: Part) -> list[Line]:
    """The lines in capitals above the kind of document that name bodies, without national title, motto and number.

    Where something else stands between two of them, or the edge of a cell, the second has a gap of at least one.
    """
    stop = part.kind[0] if part.kind else part.header[1]
    nation = [m.span() for m in marks.LETTERHEAD.finditer(view, part.start, stop)]
    found: list[Line] = []
    apart = 0
    for line in _columns(lines_of(view, start=part.start, end=stop)):
        words = line.words.strip("| ")
        held = any(start < line.end and line.start < end for start, end in nation)
        if held or not words or marks.RULE.match(words) or _MOTTO.search(words) or _FIGURES.search(words):
            apart = 1
            continue
        if marks.ADDRESSEE.match(words) or marks.SUBJECT.match(words):
            break
        if marks.is_capitals(words) and not marks.NUMBER_LINE.match(words) and not marks.STAMP.match(words):
            found.append(replace(line, gap=apart))
            apart = 0
    return found
