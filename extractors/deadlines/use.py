"""What a time expression is for: a deadline, or the date of a cited document, a term, a baseline, a name, a result."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

import regex

from extractors.deadlines.contexts import words
from extractors.deadlines.expressions import Expression
from extractors.deadlines.force import of_other_force, takes_force
from extractors.deadlines.names import in_name, in_title, is_ahead, is_report, is_term
from extractors.deadlines.place import Places, clause_start
from extractors.deadlines.recurring import is_rate, says_how_often
from extractors.deadlines.years import ended_before
from extractors.reading import Reading, Time
from extractors.rules import enabled
from extractors.text import squeeze

_TERM = regex.compile(r"(?i)nhiệm\s+kỳ(?:\s+(?:đại\s+hội|bầu\s+cử))?(?:\s+khóa\s+[IVXLC]+)?\s*,?\s*\(?\s*$")
#: `giữa nhiệm kỳ (năm 2023)` says when that is.
_PART_OF_TERM = regex.compile(r"(?i)(?:giữa|cuối|hết)\s+$")
_OLD_VALUE = regex.compile(
    r"(?i)\btừ\s+[\d.,]+\s*(?:%|\p{L}+(?:(?:\s+|\s*/\s*)\p{L}+){0,4})?\s*\(?\s*(?:vào\s+|trong\s+|của\s+)?$"
)
_NEW_VALUE = regex.compile(r"(?i)\s*\)?\s*(?:lên|xuống|còn|đến|thành)\s")
#: `gấp 1,6 lần năm 2020`.
_MULTIPLE = regex.compile(r"(?i)\d\s*lần\s+(?:(?:của|cuối|so\s+với)\s+)*$")
#: `so với bình quân giai đoạn …`, `so với thời điểm 31/10/2025`.
_AGAINST = regex.compile(r"(?i)(?<!\p{L})so\s+với\s+(?:(?:\p{L}+|\d{1,2})\s+){1,6}\(?$")
_NUMBERED = regex.compile(r"[/-]\s*[A-ZĐ][A-Za-zĐ&]*\d*\s*,?\s*$")
_OPENS_REPORT = regex.compile(
    r"(?i)\s*(?:(?:đánh\s+giá|khái\s+quát|tóm\s+tắt|một\s+số|những|các|về|công\s+tác|chung)\s+)*"
)
_OCCASION = regex.compile(r"(?i)kỷ\s+niệm\b[^.;]*$")
#: Under these rules an expression is a deadline wherever it stands.
_ALWAYS = ("deadlines.cell", "deadlines.term_part", "deadlines.hours")
#: So many words up to a time that stand in the title too, within so many characters, repeat it.
_REPEATED, _TITLE = 9, 120
_PER = regex.compile(r"(?i)mỗi\s+(?:năm|quý|tháng)")


@dataclass(frozen=True)
class Judge:
    """Decides the uses of the expressions of one document; `bound` is a date it was not written before."""

    reading: Reading
    places: Places
    bound: str | None

    @cached_property
    def _citation_ends(self) -> list[int]:
        return [citation.end for citation in self.reading.citations]

    def use_of(
        self, view: str, expression: Expression, date: str | None, before: Time | None, sentence: tuple[int, int]
    ) -> str:
        """What the expression is for; `before` is the time before it, `sentence` the bounds of its sentence."""
        if self._cited(view, expression):
            return "citation"
        if self._goes_on(view, expression, before):
            return "name"
        low, high = sentence
        if expression.rule in _ALWAYS or takes_force(view, low, expression, self.places):
            return "deadline"
        if expression.kind == "recurring" and expression.atom is None:
            return self._recurring(view, low, high, expression, before)
        return (
            self._not_bounding(view, low, expression)
            or self._of_name(view, low, expression)
            or self._of_past(view, low, high, expression, date)
            or "deadline"
        )

    def _goes_on(self, view: str, expression: Expression, before: Time | None) -> bool:
        """Whether the expression goes on with the period of a name: `…, định hướng đến năm 2030`."""
        if before is None or expression.kind not in ("by", "during") or not enabled("deadlines.ahead"):
            return False
        named = before.use in ("name", "citation", "term")
        return named and before.end < expression.start and is_ahead(view, before.end, expression.start)

    def _cited(self, view: str, expression: Expression) -> bool:
        """Whether the expression is the date of a document, the citing one's own among them."""
        if not enabled("deadlines.cited"):
            return False
        at = bisect_left(self._citation_ends, expression.start + 1)
        if at < len(self._citation_ends) and self.reading.citations[at].start < expression.end:
            return True
        atom = expression.atom
        return (
            atom is not None
            and atom.form == "day"
            and _NUMBERED.search(view, max(0, atom.start - 30), atom.start) is not None
        )

    def _recurring(self, view: str, low: int, high: int, expression: Expression, before: Time | None) -> str:
        if self.places.is_title(view, expression.start, expression.end):
            return "name"
        if enabled("deadlines.reported") and self._in_report(expression.start):
            return "result"
        span = (low, high, expression.start, expression.end)
        if _PER.match(view, expression.start) and is_rate(view, *span):
            return "rate" if enabled("deadlines.rate") else "deadline"
        if expression.rule == "deadlines.recurring_list":
            return before.use if before is not None and before.kind == "recurring" else "deadline"
        if says_how_often(view, *span):
            return "deadline"
        return "kind"

    def _not_bounding(self, view: str, low: int, expression: Expression) -> str | None:
        """A term of office, a baseline, a rule's force."""
        start = expression.atom.start if expression.atom else expression.start
        term = _TERM.search(view, max(low, start - 40), start) if enabled("deadlines.term") else None
        if term and not _PART_OF_TERM.search(view, max(low, term.start() - 8), term.start()):
            return "term"
        multiple = _MULTIPLE.search(view, max(low, start - 24), start)
        if (expression.says == "baseline" or multiple) and enabled("deadlines.baseline"):
            return "baseline"
        against = expression.kind in ("in", "during") and _AGAINST.search(view, max(low, start - 80), start)
        if against and expression.start == start and enabled("deadlines.against"):
            return "baseline"
        old = _OLD_VALUE.search(view, max(low, start - 60), start)
        if old and _NEW_VALUE.match(view, expression.end) and enabled("deadlines.old_value"):
            return "old"
        return "effect" if enabled("deadlines.effect") and of_other_force(view, low, expression, self.places) else None

    def _of_name(self, view: str, low: int, expression: Expression) -> str | None:
        """A title, the name of a plan, the title of a cited document."""
        if enabled("deadlines.title") and self.places.is_title(view, expression.start, expression.end):
            return "name"
        if enabled("deadlines.occasion") and _OCCASION.search(view, max(low, expression.start - 90), expression.start):
            return "name"
        if enabled("deadlines.report_of") and is_report(view, low, expression):
            return "name"
        if enabled("deadlines.grounds") and self.places.in_grounds(view, expression.start) and not is_term(expression):
            return "name"
        if self._repeats_title(view, expression):
            return "name"
        named = in_name(view, low, expression) or in_title(view, low, expression, self.reading.citations)
        return "name" if named else None

    def _repeats_title(self, view: str, expression: Expression) -> bool:
        """Whether the words up to the expression are those of the document's own title."""
        if expression.start < self.reading.part.header[1] or not enabled("deadlines.own_title"):
            return False
        before = squeeze(view[max(0, expression.start - _TITLE) : expression.end]).casefold().split()[-_REPEATED:]
        return len(before) == _REPEATED and " ".join(before) in self._title

    @cached_property
    def _title(self) -> str:
        span = self.reading.part.title
        return squeeze(self.reading.view[slice(*span)]).casefold() if span else ""

    def _of_past(self, view: str, low: int, high: int, expression: Expression, date: str | None) -> str | None:
        """A date over when the document was written, or in a sentence or section that reports."""
        if expression.says == "asof" and expression.kind != "recurring" and enabled("deadlines.asof"):
            return "result"
        if ended_before(date, self.bound) and enabled("deadlines.past"):
            return "result"
        year = (date or "")[:4]
        issued = self.reading.metadata.issued_on
        if not enabled("deadlines.reported") or not year or (issued and year > issued[:4]):
            return None
        if self._in_report(expression.start):
            return "result"
        if self.bound is None or expression.kind != "in":
            return None
        clause = clause_start(view, low, expression.start)
        return "result" if words("past").search(view, clause, min(high, expression.end + 60)) else None

    def _in_report(self, offset: int) -> bool:
        """Whether a heading above says that results are reported."""
        for section in self.places.sections_of(offset):
            opening = _OPENS_REPORT.match(section.title)
            if opening is not None and words("reported").match(section.title, opening.end()):
                return True
        return False
