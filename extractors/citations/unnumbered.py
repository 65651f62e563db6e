"""Citations without a number: by type, issuer and date; resolutions of a congress or a plenum; dated laws."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors.citations.draft import Draft, types_by_form
from extractors.citations.issuer import issuer_at
from extractors.citations.numbered import outer_law
from extractors.citations.pieces import DATE, ORDINAL, TERM, date_of
from extractors.citations.tail import tail_at
from extractors.lexicon import any_of, load_lexicon
from extractors.rules import enabled
from extractors.text import squeeze

_RESOLUTION = r"(?:Nghị\s+quyết|NGHỊ\s+QUYẾT)\s+(?:của\s+)?"
_OF_CONGRESS = (
    rf"đại\s+biểu|toàn\s+quốc|(?:[Đđ]ảng\s+)?bộ|[Đđ]ảng|tỉnh|thành\s+phố|huyện|thị\s+xã|quận|xã|phường|của|lần\s+thứ\s+{ORDINAL}"
    r"|thứ\s+[IVXLC]+\b|[IVXLC]+\b|\p{Lu}\p{Ll}+"
)
_OFFICE = r"(?:,?\s*\(?nhiệm\s+kỳ\s+(?:19|20)\d\d\s*-\s*(?:19|20)?\d\d\)?)?"
#: `Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII, nhiệm kỳ 2020 - 2025`; congresses of all levels are no one document.
_CONGRESS = regex.compile(
    rf"{_RESOLUTION}(?P<issuer>Đại\s+hội(?:\s+(?:{_OF_CONGRESS}))+)(?!\s+các\s+cấp)(?<!\scủa){_OFFICE}"
)
#: `Nghị quyết Trung ương 4 Khóa XII`, `Kết luận Hội nghị Trung ương 5`.
_PLENUM = regex.compile(
    rf"(?P<type>Nghị\s+quyết|Kết\s+luận)\s+(?:của\s+)?"
    rf"(?P<issuer>(?:Hội\s+nghị\s+)?Trung\s+ương\s+(?:lần\s+thứ\s+)?{ORDINAL}(?:\s*,?\s*{TERM})?)"
)
_MEETING = regex.compile(
    rf"(?P<type>Nghị\s+quyết|Kết\s+luận)\s+(?:của\s+)?(?P<issuer>Hội\s+nghị\s+(?:lần\s+)?thứ\s+{ORDINAL})"
)
_TITLE_WORD = r"(?!(?:có|từ|kể|trước|sau|đến|số|theo|được|tại|khi|và\s+Nghị)\b)\p{L}+,?\s+"
_LAW = regex.compile(
    rf"\b(?P<type>Luật|Bộ\s+luật|Pháp\s+lệnh)\s+(?=\p{{Lu}})(?:{_TITLE_WORD}){{1,24}}(?:được\s+Quốc\s+hội\s+thông\s+qua\s+)?{DATE}"
)


@cache
def _dated() -> regex.Pattern[str]:
    """`Kết luận ngày 5/3/2024 của …`, `Nghị quyết của …`: the type word and what must follow it."""
    forms = [row["form"] for row in load_lexicon("citation_types") if row["doc_type"] and not row["form"].isupper()]
    return regex.compile(rf"(?<![\p{{L}}])(?P<type>{any_of(forms)})\s+(?:(?={DATE})|của\s+(?=\p{{Lu}}))")


def find_unnumbered(view: str, start: int, end: int) -> Iterator[Draft]:
    """Drafts of the citations without a number in `view[start:end]`; they may overlap those with a number.

    >>> [d.issuer for d in find_unnumbered("Nghị quyết Trung ương 4 Khóa XII về", 0, 35)]
    ['Trung ương 4 Khóa XII']
    """
    for rule, find in _FINDERS:
        if enabled(rule):
            yield from find(view, start, end)


def _congress(view: str, start: int, end: int) -> Iterator[Draft]:
    for match in _CONGRESS.finditer(view, start, end):
        tail = tail_at(view, match.end(), end)
        yield Draft(
            start=match.start(), end=tail.end if tail.date else match.end(), doc_type="nghi_quyet",
            rule="citations.congress", date=tail.date, issuer=squeeze(match["issuer"]),
        )  # fmt: skip


def _plenum(view: str, start: int, end: int) -> Iterator[Draft]:
    for match in _PLENUM.finditer(view, start, end):
        yield _of_plenum(view, match, match.end(), end)
    for match in _MEETING.finditer(view, start, end):
        span = issuer_at(view, match.start("issuer"), end)
        yield _of_plenum(view, match, span[1] if span else match.end(), end)


def _of_plenum(view: str, match: regex.Match[str], behind: int, end: int) -> Draft:
    tail = tail_at(view, behind, end)
    return Draft(
        start=match.start(), end=tail.end if tail.date else behind, doc_type=_type_of(match),
        rule="citations.plenum", date=tail.date, issuer=squeeze(view[match.start("issuer") : behind]),
    )  # fmt: skip


def _dated_law(view: str, start: int, end: int) -> Iterator[Draft]:
    for match in _LAW.finditer(view, start, end):
        tail = tail_at(view, match.end(), end)
        yield Draft(
            start=outer_law(view, start, match.start()), end=tail.end, doc_type=_type_of(match),
            rule="citations.dated_law", date=date_of(match), issuer=tail.issuer,
        )  # fmt: skip


def _by_date(view: str, start: int, end: int) -> Iterator[Draft]:
    for match in _dated().finditer(view, start, end):
        tail = tail_at(view, match.end("type"), end)
        if tail.date and tail.issuer:
            yield Draft(
                start=match.start(), end=tail.end, doc_type=_type_of(match),
                rule="citations.dated", date=tail.date, issuer=tail.issuer,
            )  # fmt: skip


def _type_of(match: regex.Match[str]) -> str:
    return types_by_form()[squeeze(match["type"]).lower()]


_FINDERS = (
    ("citations.congress", _congress),
    ("citations.plenum", _plenum),
    ("citations.dated_law", _dated_law),
    ("citations.dated", _by_date),
)
