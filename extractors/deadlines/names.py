"""Whether a period belongs to a name: of a plan or campaign, of a cited document, of a law."""

from __future__ import annotations

from bisect import bisect_right

import regex

from extractors.bodies.forms import ByFirstWord
from extractors.deadlines.contexts import last_of, words
from extractors.deadlines.expressions import Expression
from extractors.facts import Citation
from extractors.lexicon import any_of, load_lexicon
from extractors.rules import enabled

_AHEAD = regex.compile(
    r"(?i)\s*,?\s*(?:và\s+)?(?:có\s+tính\s+đến\s+|(?:có\s+)?(?:định\s+hướng|tầm\s+nhìn)\s*)?(?:các\s+năm\s+)?(?:giai\s+đoạn\s+(?:[IVX]+|\d)\s*[:(]?\s*)?"
)
_OPENS_TITLE = regex.compile(r"(?i)\s*(?:\([^)]{0,60}\)\s*)?,?\s*(?:[“\"]|của\s)?")
_GOES_ON = regex.compile(r"(?i)\s*,?\s*(?:và\s+)?(?:định\s+hướng|tầm\s+nhìn)")
#: `phong trào “…”, giai đoạn 2021 - 2025`.
_QUOTED = regex.compile(r"[”\"]\s*,?\s*$")
#: What is issued with another document has a name.
_ISSUED = regex.compile(
    r"(?i)[”\"]?\s*,?\s*(?:đã\s+)?(?:được\s+)?(?:ban\s+hành|phê\s+duyệt)\s+(?:kèm\s+theo|theo|tại)\b"
)
_ITSELF = regex.compile(r"\s+này\b")
_ABOUT = regex.compile(r"\s+(?:về|của)\b")
#: What is told of a part of a year, and the parts.
_REPORT = regex.compile(
    r"(?i)(?<!\p{L})(?:báo\s+cáo|số\s+liệu|biểu\s+mẫu)"
    r"(?:\s+(?:kết\s+quả|tình\s+hình|công\s+tác|thực\s+hiện|định\s+kỳ|tổng\s+hợp|hoạt\s+động|sơ\s+kết))*\s+$"
)
_PARTS, _NEAR = ("quarter", "half", "month"), 60
_WORDS = regex.compile(r"\p{L}+")
#: A name has at most so many words; one that begins with a small letter fewer, and no comma.
_LONG, _SHORT, _FAR = 45, 14, 400
#: What a plan is about may be listed between commas before its period; a verb behind a comma begins a clause.
_LISTED = 32
_CLAUSE = regex.compile(r"[,;]\s*(?:và\s+)?")
_VERB = ByFirstWord.of([row["form"] for row in load_lexicon("duty_verbs")], lambda forms: any_of(forms) + r"(?!\p{L})")


def is_report(view: str, low: int, expression: Expression) -> bool:
    """Whether the expression names the report or the figures of a part of a year: `gửi báo cáo quý IV/2025`."""
    atom = expression.atom
    if atom is None or atom.form not in _PARTS or expression.start != atom.start:
        return False
    return _REPORT.search(view, max(low, atom.start - _NEAR), atom.start) is not None


def is_term(expression: Expression) -> bool:
    """Whether the expression is a day or a part of a year by which something is to be done: `trước ngày 10/02/2026`."""
    atom = expression.atom
    return atom is not None and expression.kind in ("before", "by") and atom.form not in ("period", "year")


def is_ahead(view: str, before: int, start: int) -> bool:
    """Whether nothing but `định hướng`, `tầm nhìn` stands between an expression that ends at `before` and `start`.

    >>> is_ahead("giai đoạn 2021 - 2025, định hướng đến năm 2030", 21, 34)
    True
    """
    return before <= start and _AHEAD.fullmatch(view, before, start) is not None


def in_name(view: str, low: int, expression: Expression) -> bool:
    """Whether the expression ends the name of a plan, programme or campaign in its sentence, which begins at `low`."""
    if not _may_be_named(expression) or not enabled("deadlines.plan_name"):
        return False
    if _ISSUED.match(view, expression.end):
        return True
    head = last_of("plan", view, low, expression.start)
    if head is None or expression.start - head.end() > _FAR:
        return False
    between = view[head.end() : expression.start]
    if _QUOTED.search(between):
        return True
    comma = between.rstrip().endswith(",")
    if _ITSELF.match(between) or words("plan_break").search(between):
        return False
    if expression.kind == "by" and comma and not _GOES_ON.match(view, expression.end):
        return False
    count = len(_WORDS.findall(between))
    if view[head.start()].isupper() or _ABOUT.match(between):
        return count <= _LONG
    if expression.atom is not None and expression.atom.form == "period":
        return count <= _LISTED and not _has_clause(between)
    return count <= _SHORT and "," not in between


def _has_clause(words: str) -> bool:
    """Whether a verb of duty stands behind a comma."""
    return any(_VERB.match(words, comma.end(), len(words)) for comma in _CLAUSE.finditer(words))


def _may_be_named(expression: Expression) -> bool:
    """Periods, bare years and `đến năm 2030` stand in names; `trước …`, `trong …` do not."""
    atom = expression.atom
    if atom is None or atom.form not in ("period", "year"):
        return False
    return expression.kind == "by" or expression.start == atom.start


def in_title(view: str, low: int, expression: Expression, citations: tuple[Citation, ...]) -> bool:
    """Whether the expression ends the title of a document that is cited before it in the sentence."""
    if not _may_be_named(expression) or not enabled("deadlines.cited_title"):
        return False
    at = bisect_right([c.end for c in citations], expression.start) - 1
    if at < 0 or citations[at].start < low:
        return False
    opening = _OPENS_TITLE.match(view, citations[at].end)
    if words("title").match(view, opening.end()) is None and "“" not in opening.group():
        return False
    between = view[citations[at].end : expression.start]
    comma = between.rstrip().endswith(",")
    return not (expression.kind == "by" and comma and not _GOES_ON.match(view, expression.end))
