"""What a single line of a document is: letterhead, number, dateline, kind of document, recipients, signature."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import any_of, load_lexicon


def _forms(lexicon: str, *, column: str = "", value: str = "") -> list[str]:
    return [row["form"] for row in load_lexicon(lexicon) if not column or row[column] == value]


def _upper(forms: list[str]) -> str:
    return any_of([form.upper() for form in forms])


_PARTS = "document_parts"
_NATION = _upper(_forms(_PARTS, column="part", value="nation"))
_PARTY = _upper(_forms(_PARTS, column="part", value="party"))
_KINDS = _upper([row["form"] for row in load_lexicon("doc_types") if row["value"]])
_ATTACHED_KINDS = _upper(_forms("doc_types", column="attached", value="x"))
_MARK = any_of(_forms("signing_marks")).replace(r"\.", r"\s?\.")
_TITLES = _upper(_forms("signing_titles"))

#: The national title or the Party's, in capitals.
LETTERHEAD = regex.compile(rf"(?:{_NATION}|{_PARTY})")
#: "Số: 31/UBND-TH" with at least a digit, or the dateline with its year: what a filled-in letterhead has.
NUMBER_LINE = regex.compile(r"(?<!\p{L})Số(?:\s*:|\s+(?=\d+\s*[/-]))")
FILLED = regex.compile(
    r"(?<!\p{L})Số\s*:?\s*\d+[^\n]{0,3}[/-]|\p{Lu}[\p{L}.\s-]{2,30},\s*ngày\s+[\d\s]{0,6}\s*tháng\s+[\d\s]{0,6}\s*năm\s+20\d\d"
)
DATELINE = regex.compile(r"\p{Lu}[\p{L}.\s-]{1,40},?\s*ngày\s*[\d.…\s]{0,8}\s*tháng\s*[\d.…\s]{0,8}\s*năm\s*[\d.…]{2,}")
RECIPIENTS = regex.compile(
    rf"(?:{any_of(_forms(_PARTS, column='part', value='recipients'))})(?=\s*:|\s*$)", regex.IGNORECASE
)
ADDRESSEE = regex.compile(any_of(_forms(_PARTS, column="part", value="addressee")) + r"\s*:?", regex.IGNORECASE)
ATTACHED = regex.compile(rf"{any_of(_forms(_PARTS, column='part', value='attached'))}", regex.IGNORECASE)
ENACTS = regex.compile(rf"{_upper(_forms(_PARTS, column='part', value='enacts'))}\s*:?$")
OPENER = regex.compile(any_of(_forms(_PARTS, column="part", value="opener")) + r"(?=\W)")
#: The authority in capitals between title and grounds, and what ends a line of a title that goes on.
AUTHORITY = regex.compile(rf"{_upper(_forms(_PARTS, column='part', value='authority'))}(?!\p{{L}})")
LEADS_ON = regex.compile(rf"(?:(?<!\p{{L}}){_upper(_forms(_PARTS, column='part', value='leads_on'))}|[,-])$")
_REGISTRY = _forms(_PARTS, column="part", value="stamp")
_ARRIVAL = _upper([form for form in _REGISTRY if form.lower().endswith("đến")])
_ROUTING = any_of([form for form in _REGISTRY if not form.lower().endswith("đến")])
#: What a registry stamps on what it receives.
STAMP = regex.compile(
    rf"(?:{_ARRIVAL}\s*(?:[Ss]ố|[Nn]gày|:)|(?i:{_ROUTING})\s*:|(?:Ngày|Giờ):?\s+\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\s*$)"
)
ARRIVED = regex.compile(rf"{_ARRIVAL}\s*(?:[Ss]ố|SỐ|[Nn]gày|:|$)")
#: The same glued to the end of a line.
ARRIVED_LATE = regex.compile(rf"(?<=[\p{{Ll}}\d])\s+{_ARRIVAL}\s+Số\s+\d[^\n]{{0,30}}$")
KIND_LINE = regex.compile(rf"({_KINDS})(?=\s*$|\s+(?:SỐ|CỦA|VỀ)\b)")
ATTACHED_LINE = regex.compile(rf"(?:{_ATTACHED_KINDS})(?=\s*$|\s+(?:SỐ\s*)?[IVX\d]+\s*$)")
SUBJECT = regex.compile(r"(?:V/v|Về\s+việc|V\.v)\b", regex.IGNORECASE)
ISSUER_LINE = regex.compile(r"(?:CỦA|HỘI\s+NGHỊ|KHÓA|KỲ\s+HỌP)\s")
SIGNING = regex.compile(rf"(?:{_MARK})\s?(?=\p{{Lu}}{{2}})")
SIGNING_TITLE = regex.compile(rf"(?:{_TITLES})\s*$")
#: Recipients without their heading: a list on one line that ends with who files the paper.
FILED = regex.compile(r"-\s[^\n]{5,1500}?;\s*-\s*Lưu\s*:")
#: The title at the end of a line, also where it was glued to the body before it; `ĐOÀN CHỦ TỊCH` is a body.
LAST_TITLE = regex.compile(rf"(?<!ĐOÀN\s+)(?P<title>{_TITLES})\s*$")
NAME = regex.compile(r"\p{Lu}\p{Ll}*(?:[ \u00a0]+\p{Lu}\p{Ll}*){1,5}$")
RULE = regex.compile(r"[-–—=.…~]{3,}$|[*]{1,3}$")
_LOWER = regex.compile(r"\p{Ll}")
_LETTERS = regex.compile(r"\p{L}")


@cache
def is_capitals(words: str) -> bool:
    """Whether a line is set in capitals (it has two letters or more, hardly one of them small).

    >>> is_capitals("QUYẾT ĐỊNH:"), is_capitals("Điều 1."), is_capitals("VỀ NGHỊ QUYẾT 05-NQ/TU của")
    (True, False, False)
    """
    piece = words[:400]
    letters = len(_LETTERS.findall(piece))
    return letters >= 2 and len(_LOWER.findall(piece)) <= 0.08 * letters


def is_name(words: str) -> bool:
    """Whether a line is nothing but a person's name.

    >>> is_name("Nguyễn Văn A"), is_name("Như trên"), is_name("Sở Nội vụ")
    (True, False, False)
    """
    return len(words) < 45 and NAME.match(words) is not None
