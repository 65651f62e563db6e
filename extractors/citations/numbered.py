"""Citations with a number: the number is found first, then the type word before it, then date and issuer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors.citations.draft import Draft, codes_of, type_pattern, types_by_code, types_by_form
from extractors.citations.pieces import GAP, NUMBER, number_of
from extractors.citations.tail import tail_at
from extractors.rules import enabled
from extractors.text import squeeze

#: Type word and number stand at most so far apart (`Báo cáo tiếp thu, giải trình số`), a law's title may be longer.
_WINDOW, _TITLE = 70, 260
_NUMBER = regex.compile(rf"(?<![\w/.,-])(?<!\d\s)(?:{NUMBER})")
_SO = rf"(?:{GAP}*\b(?i:số){GAP}*[:.]?)"
_ADJACENT = regex.compile(rf"{_SO}?{GAP}*")
_APART = regex.compile(rf"(?:\s+\p{{L}}+,?){{1,5}}{_SO}{GAP}*")
_SO_BEFORE = regex.compile(rf"{_SO}{GAP}*$")
_LIST_BEFORE = regex.compile(rf"^{GAP}*(?:,|;|và|cùng|hoặc|,\s*và){_SO}?{GAP}*$")
_FORM_BEFORE = regex.compile(r"(?i)\b(?:mẫu|biểu|phụ\s+lục|phiếu|bảng)(?:\s+số)?\s*:?\s*$")
_LAW_NUMBER = regex.compile(r"(?:UBTV)?QH\d*$")
_LAW_WORD = regex.compile(r"\b(?:Bộ\s+luật|Luật|Pháp\s+lệnh|BỘ\s+LUẬT|LUẬT|PHÁP\s+LỆNH)(?=\s)")
#: `Luật Sửa đổi, bổ sung một số điều của Luật Cán bộ và Luật Viên chức`: the outer law is the one that is named.
_AMENDING = regex.compile(
    r"Luật\s+[Ss]ửa\s+đổi,?\s+bổ\s+sung\s+(?:một\s+số\s+)?điều\s+của\s+(?:các\s+)?(?:(?:Luật|Bộ\s+luật)\s[^;:.]{3,120}(?:và|,)\s+)?$"
)
#: Symbols of letters that carry no type (`574/UBND-NC`) are those of official letters.
_LETTER = regex.compile(r"^[\dA-Za-zđĐ]+[-/][A-ZĐ]{2,}(?:[-/.][A-ZĐa-z&]+)*$")


@cache
def _types() -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\p{{L}}-])(?i:{type_pattern()})(?!\p{{L}})")


def find_numbered(view: str, start: int, end: int) -> Iterator[Draft]:
    """Drafts of the citations with a number in `view[start:end]`, in order.

    >>> [d.number for d in find_numbered("Nghị quyết số 18-NQ/TW, số 19-NQ/TW", 0, 35)]
    ['18-NQ/TW', '19-NQ/TW']
    """
    last: Draft | None = None
    for match in _NUMBER.finditer(view, start, end):
        head = _head(view, match, max(start, last.end if last else start), last)
        if head is None:
            continue
        at, doc_type, rule = head
        tail = tail_at(view, match.end(), end)
        last = Draft(
            start=at, end=tail.end, doc_type=doc_type, rule=rule,
            number=number_of(match), date=tail.date, issuer=tail.issuer,
        )  # fmt: skip
        yield last


def _head(view: str, number: regex.Match[str], low: int, last: Draft | None) -> tuple[int, str, str] | None:
    """Where the citation begins, its type, and the rule that says so."""
    for rule, find in (("citations.law", _law), ("citations.numbered", _typed)):
        if enabled(rule) and (found := find(view, number, low)):
            return (*found, rule)
    so = _SO_BEFORE.search(view, max(low, number.start() - 12), number.start())
    at = number.start() if so is None else so.start() + len(so.group()) - len(so.group().lstrip())
    if last and enabled("citations.list_type") and _LIST_BEFORE.match(view[last.end : number.start()]):
        return at, _by_code(number) or last.doc_type, "citations.list_type"
    if enabled("citations.bare") and _may_be_bare(view, number):
        return at, _by_code(number) or "", "citations.bare"
    return None


def _typed(view: str, number: regex.Match[str], low: int) -> tuple[int, str] | None:
    """The last type word before the number, with no more than a few words between."""
    words = list(_types().finditer(view, max(low, number.start() - _WINDOW), number.start()))
    if not words:
        return None
    word = words[-1]
    doc_type = types_by_form()[squeeze(word.group()).lower()]
    between = view[word.end() : number.start()]
    if _ADJACENT.fullmatch(between):
        return word.start(), doc_type or _by_code(number) or "cong_van"
    if _APART.fullmatch(between) and (not doc_type or _agrees(doc_type, number)):
        return word.start(), doc_type or _by_code(number) or "cong_van"
    return None


def _law(view: str, number: regex.Match[str], low: int) -> tuple[int, str] | None:
    """A law's title before its number: `Luật Đầu tư công số 58/2024/QH15`."""
    if not number["year"] or not _LAW_NUMBER.match(number_of(number).rsplit("/", 1)[-1]):
        return None
    words = list(_LAW_WORD.finditer(view, max(low, number.start() - _TITLE), number.start()))
    if not words or regex.search(r"[;:.]\s", view[words[-1].start() : number.start()]):
        return None
    typed = _typed(view, number, words[-1].start())
    if typed is not None and typed[1] == "nghi_quyet":
        return None
    doc_type = "phap_lenh" if words[-1].group().lower().startswith("pháp") else "luat"
    return outer_law(view, low, words[-1].start()), doc_type


def outer_law(view: str, low: int, at: int) -> int:
    """Where the law that amends the one whose title begins at `at` begins; `at` itself where there is none.

    >>> outer_law("Luật Sửa đổi, bổ sung một số điều của Luật Đo lường", 0, 38)
    0
    """
    outer = _AMENDING.search(view, max(low, at - _TITLE), at)
    return outer.start() if outer else at


def _by_code(number: regex.Match[str]) -> str | None:
    """The type that the number's symbol says: `QĐ` in `468/QĐ-TTg`."""
    parts = regex.split(r"[-/.]", number_of(number))
    return next((types_by_code()[part] for part in parts if part in types_by_code()), None)


def _agrees(doc_type: str, number: regex.Match[str]) -> bool:
    parts = {part.upper() for part in regex.split(r"[-/.]", number_of(number))}
    return bool(parts & codes_of(doc_type)) or not _by_code(number)


def _may_be_bare(view: str, number: regex.Match[str]) -> bool:
    """Whether a number without a type word names a document: its symbol has a type and an issuer."""
    if not _by_code(number) or len(regex.split(r"[-/]", number["symbol"])) < 2:
        return False
    return _FORM_BEFORE.search(view, max(0, number.start() - 20), number.start()) is None
