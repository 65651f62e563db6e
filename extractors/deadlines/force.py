"""Whether a time tells the force of a rule: that of the document itself binds, that of another does not."""

from __future__ import annotations

import regex

from extractors.deadlines.contexts import words
from extractors.deadlines.expressions import Expression
from extractors.deadlines.place import Places
from extractors.lexicon import any_of, load_lexicon
from extractors.rules import enabled

#: The words of force right before a date: `có hiệu lực thi hành kể từ ngày …`, `được áp dụng: từ ngày …`.
_FORCE = regex.compile(
    r"(?i)(?<!\p{L})(?:hiệu\s+lực(?:\s+(?:thi\s+hành|pháp\s+luật|áp\s+dụng))?|áp\s+dụng|thực\s+hiện)"
    r"\s*(?:cả\s+)?(?:kể\s+)?:?\s*$"
)
_ITSELF = any_of([row["form"] for row in load_lexicon("time_contexts") if row["group"] == "itself"])
_THIS = regex.compile(rf"(?i)(?<!\p{{L}}){_ITSELF}\s+(?:\p{{L}}+\s+){{0,6}}?này(?!\p{{L}})")
#: `Nghị quyết có hiệu lực …` without "này".
_OPENS = regex.compile(rf"(?i)[\s*]*{_ITSELF}\s[^.;:]{{0,240}}?có\s+hiệu\s+lực")
#: Another rule is named: by number, or a kind that the document itself is not.
_OTHER = regex.compile(r"(?i)(?<!\p{L})(?:(?:bộ\s+)?luật|nghị\s+định|thông\s+tư|pháp\s+lệnh|số\s*:?\s*\d)(?!\p{L})")
_ENDED = regex.compile(r"(?i)hết\s+hiệu\s+lực")
#: "thông qua Sở A": by way of a body, not the passing of a rule.
_THROUGH = regex.compile(r"thông\s+qua\s+(?:các\s+|cơ\s+quan|đơn\s+vị|\p{Lu})")
#: A line that tells of force leads in to at most so many others.
_LINES = 6


def takes_force(view: str, low: int, expression: Expression, places: Places) -> bool:
    """Whether the document itself is in force from the date: `Nghị quyết này có hiệu lực từ ngày …`.

    `low` is where the sentence begins.
    """
    if expression.kind not in ("from", "during") or not enabled("deadlines.own_force"):
        return False
    at = places.index_of(expression.start)
    first = low if at is None else places.blocks[at].start
    if _FORCE.search(view, max(low, expression.start - 50), expression.start):
        return _is_own(view, first, low, expression.start)
    return (
        at is not None
        and not view[first : expression.start].strip()
        and any(
            _FORCE.search(view, max(start, end - 50), end) and _is_own(view, start, start, end)
            for start, end in _lead_ins(view, at, places)
        )
    )


def _is_own(view: str, start: int, low: int, end: int) -> bool:
    """Whether the block that begins at `start`, up to `end`, speaks of the document itself."""
    if _OTHER.search(view, low, end) or _ENDED.search(view, low, end):
        return False
    return _THIS.search(view, start, end) is not None or _OPENS.match(view, start, end) is not None


def _lead_ins(view: str, at: int, places: Places) -> list[tuple[int, int]]:
    """The nearest line above a block that ends in a colon, as a list of none or one."""
    for lead in reversed(places.blocks[max(0, at - _LINES) : at]):
        if view[lead.start : lead.end].rstrip().endswith(":"):
            return [(lead.start, lead.end)]
    return []


def of_other_force(view: str, low: int, expression: Expression, places: Places) -> bool:
    """Whether a date tells the force or the passing of a rule, in its sentence or in the line that leads in to it."""
    atom, start = expression.atom, expression.start
    if words("effect").search(view, max(low, start - 60), start):
        return True
    if atom is not None and atom.form == "day" and atom.start == start and expression.kind == "in":
        passed = words("passed").search(view, max(low, start - 60), start)
        if passed and not _THROUGH.match(view, passed.start()):
            return True
    at = places.index_of(start) or 0
    if not places.blocks or low > places.blocks[at].start:
        return False
    return any(words("effect").search(view, max(first, end - 120), end) for first, end in _lead_ins(view, at, places))
