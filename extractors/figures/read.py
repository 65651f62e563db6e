"""The step that reads the figures of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extractors.deadlines.inherit import governing_deadline
from extractors.facts import Figure
from extractors.figures.cells import in_cell
from extractors.figures.changes import mark_changes
from extractors.figures.comparators import compare, listed, share_comparators
from extractors.figures.levels import TIERLESS, UNIT_TIERS, mark_levels, tier_of_subject
from extractors.figures.quantities import find_quantities
from extractors.figures.tables import Table, bare_quantity, find_tables
from extractors.figures.tiers import tier_defined, tier_of_budget, tier_over
from extractors.figures.times import reported_year, role_in_time, time_of
from extractors.figures.types import Quantity
from extractors.indicators import find_subjects
from extractors.reading import Reading
from extractors.roles import Role, role_of
from extractors.rules import enabled
from extractors.sentences import find_sentences
from extractors.structure.types import Block

#: Greater than any offset.
_LAST = 1 << 60


def read_figures(reading: Reading) -> Reading:
    """The reading with its figures, in the order of the text."""
    figures: list[Figure] = []
    tables = find_tables(reading.structure, reading.part.blocks)
    taken = _taken(reading)
    for block in reading.part.blocks:
        if _is_body(reading, block):
            figures += _figures_of_block(reading, block, tables, taken)
    return replace(reading, figures=tuple(sorted(figures, key=lambda f: (f.start, f.end))))


def _taken(reading: Reading) -> list[tuple[int, int]]:
    """Where citations and times stand, in the order of the text: their numbers are no figures."""
    spans = [(c.start, c.end) for c in reading.citations]
    return sorted(spans + [(t.start, t.end) for t in reading.times if t.use != "length"])


def _is_body(reading: Reading, block: Block) -> bool:
    """Whether a block is text of the document: body or appendix, not header, recipients, signature or column head."""
    part = reading.part
    apart = any(s and s[0] <= block.start < s[1] for s in (part.recipients, part.signature))
    return part.body[0] <= block.start and not apart and block.kind != "head_cell"


def _figures_of_block(
    reading: Reading, block: Block, tables: dict[int, Table], taken: list[tuple[int, int]]
) -> list[Figure]:
    view = reading.structure.footnotes if block.kind == "footnote" else reading.view
    if block.cell is not None and (bare := bare_quantity(view, block, tables[block.cell.table])):
        bare = in_cell(view, compare(view, bare, block.start, block.end), block, tables[block.cell.table])
        return _figures_of(reading, bare, block.start, block.end)
    figures: list[Figure] = []
    for start, end in find_sentences(view, block.start, block.end):
        last = None
        for quantity in quantities_of(view, start, end, taken=taken):
            if last and not quantity.role and _shares_role(view, last, quantity):
                quantity = replace(quantity, role=figures[-1].role, rules=(*quantity.rules, "figures.role_list"))
            if block.cell is not None:
                quantity = in_cell(view, quantity, block, tables[block.cell.table])
            figures += _figures_of(reading, quantity, start, end)
            last = quantity
    return figures


def _shares_role(view: str, last: Quantity, quantity: Quantity) -> bool:
    """Whether two quantities are items of one list: "10% tập thể, 5% cá nhân"."""
    if not enabled("figures.role_list") or last.pair == "old":
        return False
    return "figures.comparator_list" in quantity.rules or listed(view, last, quantity)


def quantities_of(view: str, start: int, end: int, *, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """The quantities of a sentence with comparator, change, baseline and tiers, none in a span that is `taken`.

    >>> [(q.value, q.comparator) for q in quantities_of("đạt tối thiểu 90%, tăng 05 bậc", 0, 30)]
    [(90.0, '>='), (5.0, '=')]
    """
    found = [q for q in find_quantities(view, start, end) if not _is_taken(q, taken)]
    if not found:
        return found
    found = share_comparators(view, [_compared(view, q, start, end) for q in found])
    found = mark_changes(view, found, start, end)
    return mark_levels(view, [q for q in found if _stands(q)], start, end)


def _compared(view: str, quantity: Quantity, start: int, end: int) -> Quantity:
    if quantity.kind == "rank" and quantity.comparator == "<=" or quantity.pair == "old":
        return quantity
    return compare(view, quantity, start, end)


def _stands(quantity: Quantity) -> bool:
    """Whether places are gained or lost: `6 bậc` of a scale is no figure."""
    return quantity.kind != "places" or quantity.change is not None


def _is_taken(quantity: Quantity, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether the number belongs to a citation or to a time; `2/3 tổng số` is no day."""
    if "figures.fraction" in quantity.rules:
        return False
    index = bisect_right(taken, (quantity.at, _LAST))
    return any(start <= quantity.at < end for start, end in taken[max(0, index - 2) : index])


def _figures_of(reading: Reading, quantity: Quantity, start: int, end: int) -> list[Figure]:
    """One figure for each thing and each tier of which the quantity is said."""
    judged, deadline, every = _judged(reading, quantity, start, end)
    levels, rules = _levels(reading, quantity, start)
    ranked = quantity.kind == "rank"
    subjects = find_subjects(reading, start, end, quantity.start, quantity.end, ranked=ranked)
    if levels == (None,) and len(subjects) == 1 and quantity.kind == "percent" and not quantity.mixed:
        levels = (tier_of_subject(subjects[0].indicator),)
    return [
        Figure(
            quote=reading.text[quantity.start : quantity.end],
            start=quantity.start,
            end=quantity.end,
            rule=" ".join(dict.fromkeys((*rules, *judged.rules))),
            value=quantity.value,
            value_high=quantity.high,
            unit=quantity.unit,
            comparator=quantity.comparator,
            change=quantity.change,
            per=quantity.per,
            baseline=quantity.baseline,
            level=level,
            role=judged.name,
            margin=judged.margin,
            indicator=subject.indicator or None,
            code=subject.code,
            phrase=subject.phrase or None,
            section=reading.part.section_path(quantity.start),
            deadline=quantity.date or deadline,
            every=every,
        )
        for subject in subjects
        for level in levels
    ]


def _judged(reading: Reading, quantity: Quantity, start: int, end: int) -> tuple[Role, str | None, str | None]:
    """The role of a quantity, its deadline, and how often it holds."""
    judged = Role(quantity.role) if quantity.role else role_of(reading, start, end, quantity.start, quantity.end)
    time = governing_deadline(reading, quantity.start, quantity.end)
    role = judged.name if quantity.role else role_in_time(reading, quantity, judged.name, time, start)
    if role != judged.name:
        judged = replace(judged, name=role, rules=("figures.result_time",))
    if quantity.pair == "old":
        return replace(judged, name="result" if quantity.year else "other"), quantity.year, None
    deadline, every = time_of(reading, quantity, role, time)
    if deadline is None and role == "result":
        deadline = reported_year(reading, quantity.start)
    return judged, deadline, every


def _levels(reading: Reading, quantity: Quantity, start: int) -> tuple[tuple[str | None, ...], tuple[str, ...]]:
    """The tiers of a quantity, those of whom the passage speaks where it names none, and its rules."""
    if quantity.levels != (None,) or quantity.mixed:
        return quantity.levels, quantity.rules
    if tier := tier_defined(reading, quantity.start, start):
        return (tier,), (*quantity.rules, "figures.level_defined")
    if quantity.kind == "percent" and (tier := tier_of_budget(reading, quantity.start)):
        return (tier,), (*quantity.rules, "figures.level_budget")
    if quantity.kind in TIERLESS:
        return quantity.levels, quantity.rules
    if (own := UNIT_TIERS.get(quantity.unit)) and enabled("figures.level"):
        return (own,), (*quantity.rules, "figures.level")
    tier = tier_over(reading, quantity.start, start)
    return (tier,), (*quantity.rules, "figures.level_over") if tier else quantity.rules
