"""What an outcome counts: as which part of a fact in a text not seen before.

Errors found at a first contact are mended afterwards, and some of that helps the next text too. How much is measured on
the texts whose errors nobody looks at: if mending took away a share of the errors elsewhere and a fraction of that
share there, then a first contact counts the rest and what the extractors find now in the same text counts that fraction
(`carried_over`). What they find now in the texts held out counts in full.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from extractors.facts import KINDS
from pipeline.training.contacts import Outcome

#: The contacts made with extractors whose classes of errors have been mended since.
OLDER = frozenset({"8d631ad", "c16f360"})
#: How much an outcome of an older contact counts.
OLDER_COUNTS = 0.2
#: What the extractors find now, in texts that had their first contact before.
NOW = "now"
#: Texts whose errors nobody looks at: in these all they find is unseen. Two of portals, four of our own.
HELD_OUT = frozenset(
    {
        "06c6f91f5c3b4c21",
        "c49a5afadf61b342",
        "chi-thi-giai-ngan-dau-tu-cong",
        "ke-hoach-kinh-te-tu-nhan",
        "nghi-quyet-cai-cach-hanh-chinh",
        "nghi-quyet-ho-tro-hop-tac-xa",
    }
)
#: As how many facts of a kind the facts of one document count at most.
MOST_OF_ONE = 50.0
#: A kind with fewer errors at the first contact with the texts held out goes with all kinds together.
FEWEST_ERRORS = 10


def counts_of(outcomes: list[Outcome], carried: dict[str, float]) -> list[float]:
    """How much each outcome counts: for its contact, and as one of the many of its document."""
    sizes = Counter((one.contact, one.document, one.kind) for one in outcomes)
    return [
        share * min(1.0, MOST_OF_ONE / sizes[one.contact, one.document, one.kind])
        for one, share in zip(outcomes, shares_of(outcomes, carried), strict=True)
    ]


def shares_of(outcomes: list[Outcome], carried: dict[str, float]) -> list[float]:
    """As which part of a fact not seen before each outcome counts."""
    again = {one.document for one in outcomes if one.contact == NOW}
    first = {one.document for one in outcomes if one.contact != NOW and one.contact not in OLDER}
    shares = []
    for one in outcomes:
        if one.contact in OLDER:
            shares.append(OLDER_COUNTS)
        elif one.document not in first or one.document not in again:
            shares.append(float(one.document in first))
        else:
            mended = 1.0 if one.document in HELD_OUT else carried[one.kind]
            shares.append(mended if one.contact == NOW else 1.0 - mended)
    return shares


def carried_over(outcomes: list[Outcome]) -> dict[str, float]:
    """For each kind the fraction of what mending took away elsewhere that it took away in the texts held out too.

    From 0 to 1; 0 without texts held out, or where mending changed nothing.
    """
    again = {one.document for one in outcomes if one.contact == NOW}
    found: defaultdict[tuple[str, bool, bool], list[bool]] = defaultdict(list)
    for one in outcomes:
        if one.document in again and one.contact not in OLDER:
            for kind in (one.kind, "all"):
                found[kind, one.document in HELD_OUT, one.contact == NOW].append(not one.exact)
    together = _fraction(found, "all")
    errors = {kind: sum(found[kind, True, False]) for kind in KINDS}
    return {kind: together if errors[kind] < FEWEST_ERRORS else _fraction(found, kind) for kind in KINDS}


def _fraction(found: dict[tuple[str, bool, bool], list[bool]], kind: str) -> float:
    """Of the share of errors gone elsewhere, the fraction gone in the texts held out."""
    gone = []
    for held in (False, True):
        before, after = found[kind, held, False], found[kind, held, True]
        if not before or not after or not any(before):
            return 0.0
        gone.append(1 - (sum(after) / len(after)) / (sum(before) / len(before)))
    return min(1.0, max(0.0, gone[1] / gone[0])) if gone[0] > 0.02 else 0.0
