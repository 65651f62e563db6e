"""One name of a body, read by the grammar of its parts: head, field of work, holder, place."""

from __future__ import annotations

import regex

from extractors.bodies.fields import field_of, stands_alone
from extractors.bodies.parts import (
    ABOUT,
    AGENCY,
    ALONE,
    COMPOUND,
    HEAD_AT,
    HEADS,
    MANY,
    NOT_UNIT,
    TAIL,
    UNIT,
    UNIT_CLASS,
    Head,
    key_of,
    verb_behind,
)
from extractors.bodies.placed import place_of
from extractors.bodies.shapes import Link, Name
from extractors.bodies.tiers import on_ground, place_at
from extractors.bodies.which import closes_row, ground_end, needs_sort, others_at, sort_end, which_end
from extractors.rules import enabled

#: No collective names more units than this; the bound keeps a text of nothing else linear.
_MOST_UNITS = 16
_WORD = regex.compile(r"\p{L}+")
_TO_HOLDER = regex.compile(r"\s+(?:(?:của|thuộc|trực\s+thuộc)\s+)?(?:(?:các|Các)\s+)?")
#: The committee whose organs are meant stands behind them without a word between: "các cơ quan tham mưu Tỉnh ủy".
_OF_PARTY = regex.compile(r"\s+(?=(?:Tỉnh|Thành|Đảng|Huyện)\s+ủy)")
_OWNED = regex.compile(r"\s+(?:của|thuộc|trực\s+thuộc)\s+")
_OF_PLACE = regex.compile(r"\s+(?:của|cấp)(?=\s+(?:tỉnh|huyện|thành\s+phố|xã|địa\s+phương))")
_NEXT_UNIT = regex.compile(r"\s*[,/-]\s*(?:và\s+)?|\s+và\s+|\s+")
_COLON = regex.compile(r"\s*:")
#: A unit that is the head of a name: "các trường và Ban Giám hiệu …".
_HEADS_NAME = regex.compile(r"(?:Ban|Bộ|Hội|Phòng)\s+\p{Lu}")
#: Units that also stand behind another without a comma: "sở ngành", "cơ quan đơn vị".
_LOOSE = frozenset({"ngành", "ban", "đơnvị", "đoànthể"})
#: Classes of units that count only where there are several; classes of one row: "các sở, ngành, địa phương".
_PLURAL = frozenset({"place", "health", "school", "owner", "sort", "hamlet", "force", "group", "post"})
_MIXED = frozenset({("branch", "unit"), ("unit", "branch")})
_OFFICES = frozenset({"cơquan", "đơnvị", "địaphương", "sở", "ban", "ngành"})
#: A row without a comma is one word: "các sở ngành, địa phương" are two collectives.
_BARRED = regex.compile(r"[^,]*\p{L}\s+(?:ban\s+)?ngành", regex.IGNORECASE)
#: A row that ends in places.
_LOCALITY = regex.compile(r"(?i:địa\s+phương)$")
#: "các cơ quan, tổ chức, cá nhân có liên quan".
_PERSONS = regex.compile(
    r"(?:(?:\s*,\s*(?:và\s+)?|\s+và\s+)(?:cá\s+nhân|doanh\s+nghiệp|hộ\s+gia\s+đình))+(?=\s+(?:có\s+)?liên\s+quan)"
)
#: "Hội đồng Sáng kiến các cơ quan, đơn vị".
_OF_MANY = regex.compile(r"\s+các\s+(?:cơ\s+quan|sở|cấp|đơn\s+vị|trường|bệnh\s+viện)")
_SEVERAL = regex.compile(r"(?:các|từng|mỗi)\s+")
_NEXT = regex.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+")
#: How deep names stand in one another: "Chánh Văn phòng Đảng ủy Công an tỉnh".
_DEPTH = 4


def parse_name(view: str, at: int, end: int, depth: int = 0) -> Name | None:
    """The name of a body that begins with the word at `at`, or `None`.

    >>> text = "Ban Tuyên giáo Tỉnh ủy hướng dẫn"
    >>> name = parse_name(text, 0, len(text))
    >>> text[name.start : name.end]
    'Ban Tuyên giáo Tỉnh ủy'
    """
    word = _WORD.match(view, at, end)
    pattern = HEAD_AT.get(word.group().casefold()) if word else None
    match = pattern.match(view, at, end) if pattern else None
    word = NOT_UNIT.match(view, at, end) if match else None
    if match is None or depth > _DEPTH or (word is not None and word.end() > match.end()):
        return None
    head = HEADS[key_of(match.group())]
    many = MANY.search(view, max(0, at - 20), at)
    start = many.start() if many and many.group()[0] not in "nN" else at
    return _named(view, start, match.end(), end, head, bool(many), depth)


def _named(view: str, start: int, core: int, end: int, head: Head, many: bool, depth: int) -> Name | None:
    stop = field_of(view, core, end, head)
    stop = others_at(view, core, end) if many and stop is None else stop
    if head.takes == "field" and stop is None and depth == 0 and not _COLON.match(view, core, end):
        if many or not stands_alone(view, start, core, end):
            return None
        return Name(start, core, head.kind, (Link(head, (core, core)),))
    field, core = (core, stop or core), stop or core
    holder = _holder(view, core, end, head, depth, many)
    if holder is not None:
        links = (Link(head, (core, holder.end)), *holder.links)
        return Name(start, holder.end, head.kind, links, many, holder.bare, holder.field if holder.field[0] else field)
    placed = head.takes not in ("body", "maybebody") and enabled("bodies.place")
    place = place_of(view, core, end, head) if placed else None
    several = many or (head.kind == "mass" and view[start].islower())
    tail = TAIL.match(view, core, end) if several and place is None else None
    stop = place or (tail.end() if tail else core)
    suffix = (core, stop) if place else (core, core)
    alone = head.takes in ("place", "body", "either") or (head.takes in ("organ", "field") and field[0] == core)
    bare = alone and not (place or tail) and (depth == 0 or head.takes != "field")
    return Name(start, stop, head.kind, (Link(head, suffix),), many, bare, field)


def _holder(view: str, at: int, end: int, head: Head, depth: int, many: bool) -> Name | None:
    """The body that a body belongs to, or that a person leads."""
    person = head.kind == "person"
    if not enabled("bodies.person" if person else "bodies.holder"):
        return None
    to = _TO_HOLDER.match(view, at, end)
    if to is None or (
        _OWNED.match(view, at, end) and not (many or head.takes in ("organ", "maybebody", "body", "either"))
    ):
        return None
    found = parse_name(view, to.end(), end, depth + 1)
    if (
        person
        and (units := parse_units(view, to.end(), end, led=True))
        and (not found or (found.field[0] == found.field[1] and units.end > found.end))
    ):
        return _led(view, units, end)
    if found is not None and (person or found.links[0].head.holds) and (found.kind != "person"):
        return _led(view, found, end) if person else found
    of_many = head.kind == "board" and _OF_MANY.match(view, at, end)
    if not person and head.takes not in ("body", "either") and not of_many:
        return None
    return parse_units(view, to.end(), end, led=True)


def _led(view: str, name: Name, end: int) -> Name:
    """A person leads all the collectives of a row: "Người đứng đầu cấp ủy, chính quyền các cấp, các ngành"."""
    while view[name.start].islower() or name.kind == "collective":
        joint = _NEXT.match(view, name.end, end)
        if joint is None:
            break
        at = joint.end()
        if many := _SEVERAL.match(view, at, end):
            at = many.end()
        more = None
        if view[at : at + 1].islower():
            found = parse_name(view, at, end, 1)
            more = found if found and found.kind != "person" else parse_units(view, at, end, led=True)
        if more is None:
            break
        name = Name(name.start, more.end, name.kind, name.links, name.many, field=name.field)
    return name


def parse_units(view: str, at: int, end: int, *, led: bool | None = False) -> Name | None:
    """A collective such as "các sở, ban, ngành" whose first unit stands at `at`, or `None`.

    One unit by itself counts where a person leads it (`led`), or where it closes a row of bodies (`led` is `None`).

    >>> text = "các cơ quan, đơn vị có liên quan triển khai"
    >>> name = parse_units(text, 4, len(text))
    >>> text[name.start : name.end]
    'các cơ quan, đơn vị có liên quan'
    """
    first = _first_unit(view, at, end)
    if first is None:
        return None
    many = MANY.search(view, max(0, at - 20), at)
    kind, stop, count = UNIT_CLASS[key_of(first.group())], first.end(), 1
    while count < _MOST_UNITS and (more := _next_unit(view, stop, end, kind)) is not None:
        if more[0] != kind and (_BARRED.fullmatch(view, at, stop) or (count == 1 and not many)):
            break
        kind, stop, count = more[0], more[1], count + 1
    agency = sort_end(view, first.group(), stop, end, kind=kind, many=bool(many), count=count)
    shown = agency or (kind == "unit" and which_end(view, stop, end, many=bool(many)))
    if not (many or led is not False or count > 1 or shown or key_of(first.group()) in ALONE):
        return None
    persons = _PERSONS.match(view, stop, end) if kind == "unit" and enabled("bodies.persons") else None
    only = key_of(first.group()) == "tổchức" and count == 1 and not (many and (agency or persons))
    several = many or (kind == "owner" and led is None)
    if only or (kind in _PLURAL and not several) or (needs_sort(kind) and not agency):
        return None
    core = agency or (persons.end() if persons else stop)
    stop = _tail(
        view,
        core,
        end,
        many=bool(many),
        places=kind in ("place", "hamlet") or _LOCALITY.search(view, at, core) is not None,
    )
    if led is None and not many and count == 1 and stop == core and not closes_row(view, at, stop, end):
        return None
    start = many.start() if many and many.group()[0] not in "nN" else at
    return Name(start, stop, "collective", (), bool(many))


def _first_unit(view: str, at: int, end: int) -> regex.Match[str] | None:
    first = UNIT.match(view, at, end)
    if first is None or not enabled("bodies.collective") or NOT_UNIT.match(view, at, end):
        return None
    return None if COMPOUND.search(view, max(0, at - 12), at + len(first.group().split()[0])) else first


def _next_unit(view: str, at: int, end: int, kind: str) -> tuple[str, int] | None:
    """The class and the end of the next unit of a row; offices and places may go on a row of branches."""
    joint = _NEXT_UNIT.match(view, at, end)
    unit = UNIT.match(view, joint.end(), end) if joint else None
    if unit is None or kind in ("tier", "party") or NOT_UNIT.match(view, joint.end(), end):
        return None
    key = key_of(unit.group())
    if (joint.group().isspace() and key not in _LOOSE) or _HEADS_NAME.match(view, unit.start(), end):
        return None
    if key == "tổchức" and verb_behind(view, unit.end(), end):
        return None
    found = UNIT_CLASS[key]
    if found == kind:
        return kind, int(unit.end())
    mixed = (kind, found) in _MIXED and key in _OFFICES and enabled("bodies.mixed")
    return (found, int(unit.end())) if mixed and not AGENCY.match(view, unit.end(), end) else None


def _tail(view: str, at: int, end: int, *, many: bool, places: bool) -> int:
    """Where the words end that say which bodies a collective means."""
    for _ in range(3):
        if not view[at : at + 1].isspace():
            return at
        if (holder := _owner(view, at, end)) is not None:
            return holder.end
        said = TAIL.match(view, at, end) or ABOUT.match(view, at, end)
        stop = which_end(view, at, end, many=many) or (
            said.end() if said else place_at(view, at, end) or on_ground(view, at, end)
        )
        stop = ground_end(view, at, end, having=places) if stop is None else stop
        if stop is None:
            return at
        at = stop
    return at


def _owner(view: str, at: int, end: int) -> Name | None:
    """The body that the collective belongs to."""
    owned = _OWNED.match(view, at, end) or _OF_PARTY.match(view, at, end)
    holder = parse_name(view, owned.end(), end, 1) if owned else None
    return holder if holder and holder.kind != "person" else None
