"""The step that reads the metadata of a document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from extractors.facts import Metadata
from extractors.lexicon import load_lexicon
from extractors.metadata import issuer as issuers
from extractors.metadata.letterhead import find_dateline, find_number, find_passed, issuer_lines
from extractors.metadata.period import amends, find_body_horizon, find_body_period, find_horizon, find_period
from extractors.metadata.provinces import find_province, most_named_province
from extractors.metadata.signer import find_signer
from extractors.reading import Reading
from extractors.rules import enabled
from extractors.structure import marks
from extractors.structure.types import Part
from extractors.text import mend_phrases

#: Kinds of document that set out no plan of their own.
_NO_PLAN = frozenset({"cong_van", "thong_bao", "to_trinh", "bao_cao", "cong_dien"})


#: Where the issuer is looked for, in order.
_ISSUERS = (
    ("metadata.issuer_of_title", issuers.of_title),
    ("metadata.issuer_letterhead", issuers.of_letterhead),
    ("metadata.issuer_authority", issuers.of_authority),
    ("metadata.issuer_opening", issuers.of_opening),
    ("metadata.issuer_signature", issuers.of_signature),
)


@dataclass(slots=True)
class _Found:
    """The fields found so far, each with the span it was read from."""

    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)

    def put(self, name: str, found: tuple[str, int, int] | None, *, rule: str = "") -> None:
        """Keep a field unless it is there already or its rule is off."""
        if found is not None and name not in self.values and enabled(rule or f"metadata.{name}"):
            self.values[name] = found[0]
            self.spans[name] = (found[1], found[2])


def read_metadata(reading: Reading) -> Reading:
    """The reading with its metadata: every field that the document states, with the span it was read from."""
    view, part = reading.view, reading.part
    found = _Found()
    found.put("number", find_number(view, part))
    dateline = find_dateline(view, part)
    if dateline is not None:
        found.put("place", (dateline.place, *dateline.place_at))
        if dateline.date is not None:
            found.put("issued_on", (dateline.date, *dateline.date_at))
    found.put("issued_on", find_passed(view, part), rule="metadata.passed")
    _put_kind(view, part, found)
    _put_title(reading.text, part, found)
    province = _province_of(view, part, found)
    _put_issuer(view, part, found, province=province[0] if province else None)
    if not _is_central(view, part, found):
        found.put("province", province)
    name, title = find_signer(view, part)
    found.put("signer", name)
    found.put("signer_title", title)
    _put_period(view, part, found)
    return replace(reading, metadata=Metadata(**found.values, spans=found.spans))


@cache
def _kinds() -> dict[str, str]:
    return {row["form"].upper(): row["value"] for row in load_lexicon("doc_types") if row["value"]}


def _put_kind(view: str, part: Part, found: _Found) -> None:
    """The kind: what stands above the title; a letter has none but a subject or addressees."""
    if part.kind is not None:
        value = _kinds().get(" ".join(view[slice(*part.kind)].split()))
        found.put("doc_type", (value, *part.kind) if value else None, rule="metadata.kind_line")
        return
    addressees = marks.ADDRESSEE.search(view, *part.header)
    if part.title is not None:
        found.put("doc_type", ("cong_van", *part.title), rule="metadata.letter")
    elif addressees and "number" in found.values:
        found.put("doc_type", ("cong_van", *addressees.span()), rule="metadata.letter")


def _put_title(text: str, part: Part, found: _Found) -> None:
    if part.title is None:
        return
    words = " ".join(text[slice(*part.title)].replace("*", "").replace("_", " ").replace("|", " ").split())
    found.put("title", (mend_phrases(words.strip(" -")), *part.title))


def _province_of(view: str, part: Part, found: _Found) -> tuple[str, int, int] | None:
    """The province: of the letterhead, the dateline, the title, else the one that the text names most."""
    for line in issuer_lines(view, part):
        named = find_province(view, line.start, line.end, bare=True)
        if named:
            return named
    for name in ("place", "title"):
        if name in found.spans:
            named = find_province(view, *found.spans[name], bare=name == "place")
            if named:
                return named
    return most_named_province(view, part.start, part.end)


def _put_issuer(view: str, part: Part, found: _Found, *, province: str | None) -> None:
    """The issuer: as the line above the title names it, the letterhead, the authority, the opening, the signature."""
    for rule, read in _ISSUERS:
        if "issuer" not in found.values and enabled(rule):
            found.put("issuer", read(view, part, province=province), rule=rule)


def _is_central(view: str, part: Part, found: _Found) -> bool:
    """Whether the issuer is a body of the centre: its papers belong to no province."""
    name = found.values.get("issuer")
    if name is None or not enabled("metadata.central"):
        return False
    return issuers.kind_of(name) == "central" or name.endswith("Trung ương")


def _put_period(view: str, part: Part, found: _Found) -> None:
    if part.title is None or found.values.get("doc_type") in _NO_PLAN:
        return
    title = view[slice(*part.title)]
    for name, read in (("period", find_period(title)), ("horizon", find_horizon(title))):
        if read is not None:
            value, start, end = read
            found.put(name, (value, part.title[0] + start, part.title[0] + end))
    if "period" in found.values and "horizon" not in found.values:
        found.put("horizon", find_body_horizon(view, part, period=found.values["period"]), rule="metadata.horizon_body")
    if "period" not in found.values and not amends(title):
        found.put("period", find_body_period(view, part.body[0], part.end), rule="metadata.period_body")
