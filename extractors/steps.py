"""The steps in which a document is read, in order: the one list that is the diagram of the extractors."""

from __future__ import annotations

from extractors.assignments import read_assignments
from extractors.bodies import read_bodies
from extractors.citations import read_citations
from extractors.confidence import weigh_facts
from extractors.deadlines import read_deadlines
from extractors.entities import read_entities
from extractors.figures import read_figures
from extractors.mending import mend
from extractors.metadata import read_metadata
from extractors.reading import Reading, Step
from extractors.restoring import restore
from extractors.structure import find_structure

STEPS: tuple[tuple[str, Step], ...] = (
    ("metadata", read_metadata),
    ("citations", read_citations),
    ("deadlines", read_deadlines),
    ("bodies", read_bodies),
    ("entities", read_entities),
    ("figures", read_figures),
    ("assignments", read_assignments),
    ("confidence", weigh_facts),
)


def read_text(text: str) -> tuple[Reading, ...]:
    """One reading for each document of the text (NFC), in the order of the text."""
    mended = mend(text)
    structure = find_structure(mended.text)
    readings = []
    for part in structure.documents:
        reading = Reading(structure, part)
        for _name, step in STEPS:
            reading = step(reading)
        readings.append(reading)
    return restore(tuple(readings), mended)
