"""The issuing body in full: abbreviations expanded, in proper case, with its province, without its term."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from extractors.lexicon import any_of, load_lexicon
from extractors.metadata.case import proper_case
from extractors.metadata.letterhead import issuer_lines
from extractors.metadata.provinces import find_province
from extractors.structure import marks
from extractors.structure.lines import Line, lines_of
from extractors.structure.types import Part

Named = tuple[str, int, int]
_TERM = regex.compile(r"[\s,(]*(?:KHÓA|NHIỆM\s+KỲ|KỲ\s+HỌP|LẦN\s+THỨ)(?!\p{L}).*$", regex.IGNORECASE | regex.DOTALL)
_SHORT = [
    (regex.compile(rf"(?<!\p{{L}}){short}(?!\p{{L}})"), full)
    for short, full in (
        (r"UBND", "ỦY BAN NHÂN DÂN"),
        (r"HĐND", "HỘI ĐỒNG NHÂN DÂN"),
        (r"UBMTTQ(?:\s*VN|\s+VIỆT\s+NAM)?", "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM"),
        (r"TP\.?(?=\s)", "THÀNH PHỐ"),
        (r"BCH", "BAN CHẤP HÀNH"),
        (r"BTV", "BAN THƯỜNG VỤ"),
    )
]
_LACKS_NAME = regex.compile(r"(?<!\p{L})(?:tỉnh|thành\s+phố|Tỉnh\s+ủy|Thành\s+ủy)$", regex.IGNORECASE)
_OF_TITLE = regex.compile(r"CỦA\s+(?P<body>[^|]+)")


@cache
def _starts() -> tuple[Any, dict[str, str]]:
    """What begins a body's name, with the blank between two words lost or kept, and the kinds of these forms."""
    rows = load_lexicon("issuers")
    kinds = {"".join(row["form"].upper().split()): row["kind"] for row in rows}
    loose = any_of([row["form"].upper() for row in rows]).replace(r"\s+", r"\s*")
    return regex.compile(rf"{loose}(?!\p{{L}})"), kinds


@cache
def _opening() -> Any:
    heads = any_of([row["form"] for row in load_lexicon("issuers") if row["kind"] in ("local", "party", "central")])
    verbs = any_of([row["form"] for row in load_lexicon("issuing_verbs")])
    return regex.compile(
        rf"(?:^|,)\s*(?P<body>(?:Chủ\s+tịch\s+|Thường\s+trực\s+)?{heads}(?:(?!\s+{verbs})\s+[\p{{L}}-]+){{0,9}}?),?\s+{verbs}(?!\p{{L}})",
        regex.MULTILINE,
    )


def kind_of(words: str) -> str | None:
    """The kind of a body by how its name begins: `local`, `party`, `office`, `central`, or `None`.

    >>> kind_of("BỘ Y TẾ"), kind_of("UBND TỈNH A"), kind_of("KẾ HOẠCH")
    ('central', 'local', None)
    """
    pattern, kinds = _starts()
    match = pattern.match(words.upper().strip())
    return kinds["".join(match.group().split())] if match else None


def full_name(words: str, *, province: str | None) -> str:
    """A body's name from capitals: expanded, without term, with the province behind a tỉnh that lacks it.

    >>> full_name("BAN CÁN SỰ ĐẢNG UBND TỈNH", province="Hà Tĩnh")
    'Ban cán sự đảng Ủy ban nhân dân tỉnh Hà Tĩnh'
    """
    words = _TERM.sub("", " ".join(words.split())).strip(" *.,:|-")
    words = regex.sub(r"CÁN\s*SỰ\s*ĐẢNG", "CÁN SỰ ĐẢNG", words)
    for pattern, full in _SHORT:
        words = pattern.sub(full if words == words.upper() else proper_case(full), words)
    name = proper_case(words)
    return f"{name} {province}" if province and _LACKS_NAME.search(name) else name


def of_letterhead(view: str, part: Part, *, province: str | None) -> Named | None:
    """The issuer that the letterhead names: its last body, with the place of the one above it."""
    units = _units(issuer_lines(view, part))
    if not units:
        return None
    start, end, words = units[-1]
    name = full_name(words, province=province)
    kind = kind_of(words)
    if len(units) > 1 and kind == "congress":
        name += f" {full_name(units[-2][2], province=province)}"
    if len(units) > 1 and kind == "office":
        name += _place_above(units[-2][2], name)
    return name, start, end


def _place_above(above: str, name: str) -> str:
    """What an office takes over from the body it belongs to: the province, the Party committee, the centre."""
    whole, kind = full_name(above, province=None), kind_of(above)
    if kind == "local":
        place = regex.search(r"(?<!\p{L})(?:tỉnh|thành\s+phố)\s.+$", whole)
        return f" {place.group()}" if place and place.group() not in name else ""
    if kind == "party":
        return f" {whole}"
    return " Trung ương" if "Trung ương" in whole and "Trung ương" not in name else ""


def _units(lines: list[Line]) -> list[tuple[int, int, str]]:
    """Lines that belong together: a new body begins where a line begins one and the last is complete."""
    pattern, _ = _starts()
    units: list[tuple[int, int, str]] = []
    for line in lines:
        words = line.words.strip("| ")
        begins = pattern.match(words) is not None
        if not begins and units and line.gap:
            continue
        if units and (not begins or not _is_complete(units[-1][2], words)):
            units[-1] = (units[-1][0], line.end, f"{units[-1][2]} {words}")
        elif begins or not units:
            units.append((line.start, line.end, words))
    return [unit for unit in units if pattern.match(unit[2])]


def _is_complete(words: str, more: str) -> bool:
    """Whether a body's name can end here: not within a form that the next words complete ("VĂN PHÒNG / CHÍNH PHỦ")."""
    pattern, kinds = _starts()
    match, whole = pattern.match(words), pattern.match(f"{words} {more}")
    if match is None:
        return False
    longer = whole is not None and whole.end() > len(words)
    bare = match.end() == len(words) and kinds["".join(match.group().split())] in ("office",)
    return not longer and not bare


def of_title(view: str, part: Part, *, province: str | None) -> Named | None:
    """The issuer that stands between the kind of document and its title ("NGHỊ QUYẾT CỦA BAN THƯỜNG VỤ TỈNH ỦY")."""
    if part.kind is None:
        return None
    end = part.title[0] if part.title else part.header[1]
    match = _OF_TITLE.search(view, part.kind[1], end)
    if match is None or kind_of(match["body"]) is None:
        return None
    return (
        full_name(match["body"], province=province),
        match.start("body"),
        match.start("body") + len(match["body"].rstrip()),
    )


def of_authority(view: str, part: Part, *, province: str | None) -> Named | None:
    """The issuer that stands in capitals between the title and the grounds ("ỦY BAN THƯỜNG VỤ QUỐC HỘI")."""
    if part.title is None or part.kind is None:
        return None
    for line in lines_of(view, start=part.title[1], end=part.header[1]):
        if marks.is_capitals(line.words) and kind_of(line.words):
            return full_name(line.words, province=province), line.start, line.end
    return None


def of_opening(view: str, part: Part, *, province: str | None) -> Named | None:
    """The issuer that the opening sentences name as the one who issues."""
    first = part.sections[0].start if part.sections else part.body[1]
    stop = min(max(first, part.body[0]), part.body[0] + 12_000)
    for match in _opening().finditer(view, part.body[0], stop):
        name = full_name(match["body"], province=province)
        if find_province(name, 0, len(name)) or not name.endswith(("của", "các")):
            return name, match.start("body"), match.end("body")
    return None


def of_signature(view: str, part: Part, *, province: str | None) -> Named | None:
    """The body on whose behalf the document is signed."""
    if part.signature is None:
        return None
    for line in lines_of(view, start=part.signature[0], end=part.signature[1]):
        match = marks.SIGNING.match(line.words)
        if match and kind_of(line.words[match.end() :]):
            return full_name(line.words[match.end() :], province=province), line.start + match.end(), line.end
    return None
