"""Lists of values: what they state once, and one value of several things."""

from __future__ import annotations

import regex

from extractors.indicators.backwards import backwards
from extractors.indicators.clauses import BREAK, object_after
from extractors.indicators.words import VALUE, strip_end, word_of
from extractors.rules import enabled

_TIER = regex.compile(r"\s*(?:\b(?:ở|tại|của) )?\bcấp (?:tỉnh|huyện|xã|cơ sở|thành phố)\b", regex.IGNORECASE)
#: Several tiers at the end: the value is said of each, and its level tells of which.
_TIERS = regex.compile(
    r"(?: (?:ở|tại|của|thuộc))?(?: các)? cấp (?:tỉnh|huyện|xã)(?:(?:,| và) (?:cấp )?(?:tỉnh|huyện|xã)\b)+$",
    regex.IGNORECASE,
)
#: A number of things, with whose predicate a share has nothing to do.
_COUNT = regex.compile(r"(?:\p{L}+ )*\d[\d.,]* $")
#: How many items further on a shared predicate is sought.
_MOST = 12
_FIELDS = regex.compile(r"(?:,| và) (?=lĩnh vực\b)")


def predicated(left: str, after: str, right: str, *, counted: bool = False) -> str:
    """The noun phrase with the predicate or the noun that a list states once; a count shares none with a share."""
    if not enabled("figures.subject_shared"):
        return after
    if _TIER.match(after) and (head := _last_object(left)):
        after = _TIER.split(head)[0] + " " + after.lstrip()
    if word_of("predicate").match(after):
        return _with_noun(after, _last_object(left))
    if word_of("predicate").search(after, 1):
        return after
    shared = _shared_predicate(right, counted=counted)
    return f"{after} {shared}" if shared else after


def _with_noun(predicate: str, before: str) -> str:
    """A predicate with the noun of the item before: "90% xã đạt chuẩn, trong đó 30% đạt chuẩn nâng cao"."""
    split = word_of("predicate").search(before, 1)
    return f"{before[: split.start()].strip()} {predicate}" if split else predicate


def is_tier(text: str) -> bool:
    """Whether the text is only a tier.

    >>> is_tier("cấp huyện")
    True
    """
    return _TIER.fullmatch(text) is not None


def tiered(text: str, told: list[str]) -> str:
    """What was told before, said of another tier, where the text names only a tier."""
    if not told or not enabled("figures.subject_shared"):
        return text
    return str(_TIER.sub(f" {text.strip()}", told[0], count=1)) if _TIER.search(told[0]) else f"{told[0]} {text}"


def with_tier(text: str, right: str) -> str:
    """What is told, said of the tier that stands directly behind the value ("đạt 90% ở cấp huyện")."""
    behind = _TIER.match(right)
    return tiered(behind.group().strip(), [text]) if behind and text else text


def _shared_predicate(right: str, *, counted: bool) -> str:
    """The predicate of a later item of the list of values that begins in `right`."""
    at = 0
    for _ in range(_MOST):
        value = VALUE.search(right, at)
        if value is None or counted and "%" in value.group():
            return ""
        if not counted and _COUNT.match(value.group()) and enabled("figures.subject_share"):
            return ""
        lead = strip_end(right[at : value.start()], "compare", "lead")[0]
        rest = right[value.end() :]
        item = object_after(rest)
        predicate = word_of("predicate").search(item, 1)
        if BREAK.search(lead) and not lead.rstrip().endswith(";"):
            return ""
        if not item:
            return ""
        if predicate:
            return item[predicate.start() :]
        at = value.end()
    return ""


def _last_object(left: str) -> str:
    """What the values before belong to, where it stands behind the first of them with a noun."""
    for value in backwards(VALUE, left):
        item = object_after(left[value.end() :])
        if item and not _TIER.match(item):
            return item
    return ""


def one_or_several(text: str) -> list[str]:
    """One wording, or one for each of the things that are joined in it."""
    if not text or not enabled("figures.subject_several"):
        return [text] if text else []
    text = str(_TIERS.sub("", text)) or text
    first, *others = _FIELDS.split(text)
    at = first.find("lĩnh vực")
    return [first, *(first[:at] + other for other in others)] if at > 0 else [text]
