"""Knows Vietnamese administrative prose and touches nothing: text in, facts out.

>>> [len(document.figures) for document in extract("")]
[0]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.facts import DocumentFacts

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["extract", "load"]


def extract(text: str) -> tuple[DocumentFacts, ...]:
    """The facts of each document in a text (NFC), in the order of the text.

    Raises `ValueError` where the text is not NFC.
    """
    from extractors.steps import read_text

    return tuple(reading.facts() for reading in read_text(text))


def load() -> Language:
    """The spaCy pipeline: tokens join back to the text, facts on `doc.spans` and `doc._.facts`."""
    from extractors.nlp import load_language

    return load_language()
