"""Time expressions: a date with the words before and behind it that say by, before, in, from, during, how often."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import regex

from extractors.deadlines.atoms import Atom, find_atoms
from extractors.lexicon import any_of, load_lexicon
from extractors.rules import enabled
from extractors.text import squeeze

#: No prefix is longer than this.
_PREFIX_WINDOW = 40
#: An hour of the day between the words before a date and the date: `trước 16h30 ngày …`, `đến 12 giờ 00 phút ngày …`.
_HOUR = r"(?:\d{1,2}\s*(?:h|g|giờ)\s*(?:\d{1,2}\s*(?:phút)?)?['’′]?\s*,?\s*)?"
_JOIN = regex.compile(r"(?i)\s*,?\s*(?:-|(?:cho\s+)?(?:đến|tới)(?:\s+(?:hết|cuối))?)\s*")
_FROM = regex.compile(r"(?i)(?<!\p{L})(?:kể\s+|bắt\s+đầu\s+)?từ(?:\s+(?:đầu|giữa|cuối))?\s*$")
_NEXT = (
    r"\s*,?\s*(?:của\s+)?(?:(?P<month>tháng\s+(?:sau|tiếp\s+theo|kế\s+tiếp|liền\s+kề|báo\s+cáo))"
    r"|(?P<quarter>tháng\s+(?:cuối|đầu)\s+(?:của\s+)?(?:(?:mỗi|hằng|hàng|từng)\s+)?quý(?:\s+(?:sau|tiếp\s+theo|kế\s+tiếp))?|quý\s+(?:sau|báo\s+cáo))"
    r"|(?P<year>năm\s+(?:sau|tiếp\s+theo|kế\s+tiếp|liền\s+kề|báo\s+cáo|kế\s+hoạch|xét(?:\s+(?:tặng|duyệt|chọn))?|đánh\s+giá)))"
)
_REPEATED = regex.compile(rf"(?i){_NEXT}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Expression:
    """A time expression: its place, what it says, and the atom whose year may stand elsewhere."""

    start: int
    end: int
    kind: str
    rule: str
    every: str | None = None
    date: str | None = None
    atom: Atom | None = None
    last: Atom | None = None
    #: `asof`, `baseline`: what the prefix says where it is no deadline.
    says: str = ""


@cache
def rows(group: str) -> dict[str, str]:
    """What each form of a group of `time_words.csv` says."""
    return {row["form"]: row["value"] for row in load_lexicon("time_words") if row["group"] == group}


@cache
def _prefix() -> regex.Pattern[str]:
    forms = any_of(list(rows("prefix")))
    return regex.compile(rf"(?i)(?<!\p{{L}})(?P<form>{forms})\s*[:(]?\s*{_HOUR}$")


@cache
def _suffix() -> regex.Pattern[str]:
    return regex.compile(rf"(?i)\s*,?\s*(?P<form>{any_of(list(rows('suffix')))})(?!\p{{L}})")


@cache
def _every() -> regex.Pattern[str]:
    return regex.compile(rf"(?i)\s*,?\s*(?:của\s+)?(?P<form>{any_of(list(rows('every')))})(?!\p{{L}})")


def find_dated(view: str, start: int, end: int) -> list[Expression]:
    """The expressions with a date in `view[start:end]`, in order; two dates of one span are one expression.

    >>> [e.kind for e in find_dated("trước ngày 31/5/2024; từ tháng 3 đến tháng 10 năm 2026", 0, 54)]
    ['before', 'during']
    """
    found: list[Expression] = []
    for atom in find_atoms(view, start, end):
        if not enabled(f"deadlines.{_RULES[atom.form]}"):
            continue
        low = max(start, found[-1].end if found else start)
        joined = _joined(view, found[-1], atom) if found and enabled("deadlines.span") else None
        if joined is not None:
            found[-1] = _with_suffix(view, joined, end)
        else:
            found.append(_with_suffix(view, _with_prefix(view, atom, low), end))
    return found


def _joined(view: str, before: Expression, atom: Atom) -> Expression | None:
    """The span from the expression before to the atom, where they are joined: `từ ngày 15/11 đến ngày 15/12`."""
    first = before.atom
    if first is None or before.last is not None or before.every or first.high is not None or atom.high is not None:
        return None
    gap = view[first.end : atom.start]
    if first.end != before.end or not _JOIN.fullmatch(gap):
        return None
    opened = first.form != "year" or _FROM.search(view, max(0, first.start - 16), first.start)
    if "-" not in gap and not opened:
        return None
    return replace(before, end=atom.end, kind="during", last=atom, rule="deadlines.span", says="")


def _with_prefix(view: str, atom: Atom, low: int) -> Expression:
    """The expression of an atom and the words before it."""
    long = atom.high is not None or (atom.form == "month" and atom.month_high != atom.month)
    kind, start, says = "during" if long else "in", atom.start, ""
    match = _prefix().search(view, max(low, atom.start - _PREFIX_WINDOW), atom.start)
    if match and enabled("deadlines.prefix"):
        said = rows("prefix")[squeeze(match["form"]).lower()]
        if said in ("asof", "baseline"):
            says = said
        elif atom.high is None or said == "in":
            kind, start = (said if atom.high is None else "during"), match.start("form")
        elif said == "from":
            start = match.start("form")
    return Expression(start=start, end=atom.end, kind=kind, rule=f"deadlines.{_RULES[atom.form]}", atom=atom, says=says)


#: The rule under which each form of date is read.
_RULES = {
    "day": "day", "day_of_year": "elliptic", "day_of_month": "repeated", "day_alone": "span",
    "month": "month", "quarter": "quarter",
    "half": "half", "period": "period", "year": "year", "year_end": "elliptic",
}  # fmt: skip


def _with_suffix(view: str, expression: Expression, end: int) -> Expression:
    """The expression with what stands behind it: `trở đi`, `hằng năm`, `của tháng sau`."""
    every = _every().match(view, expression.end, end)
    yearless = (
        expression.atom is not None and expression.atom.year is None and not (expression.last and expression.last.year)
    )
    if every and yearless and enabled("deadlines.repeated"):
        value = rows("every")[squeeze(every["form"]).lower()] or None
        return replace(expression, end=every.end(), kind="recurring", every=value, rule="deadlines.repeated")
    again = _REPEATED.match(view, expression.end, end)
    if again and yearless and enabled("deadlines.repeated"):
        value = next(name for name in ("month", "quarter", "year") if again[name])
        return replace(expression, end=again.end(), kind="recurring", every=value, rule="deadlines.repeated")
    if expression.atom is not None and expression.atom.form == "day_of_month":
        return replace(expression, kind="recurring", every="month", rule="deadlines.repeated")
    suffix = _suffix().match(view, expression.end, end)
    if suffix and enabled("deadlines.onward"):
        said = rows("suffix")[squeeze(suffix["form"]).lower()]
        says, kind = ("asof", expression.kind) if said == "asof" else (expression.says, "from")
        return replace(expression, end=suffix.end(), kind=kind, says=says, rule="deadlines.onward")
    return expression
