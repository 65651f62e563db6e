"""The trained model: a small spaCy pipeline over syllables, loaded once and only where a question stands."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = Path(__file__).parent.parent / "model" / "ner"
#: The labels of the model.
LABELS = ("BODY", "INDICATOR", "TARGET")
_SYLLABLE = regex.compile(r"\w+|[^\w\s]")


def make_doc(language: Language, text: str) -> Doc:
    """A `Doc` of single syllables and signs (white space between them counts as one blank).

    The model reads syllables, not words: word segmentation of names is unstable (*Tỉnh ủy* is one word or two).
    """
    from spacy.tokens import Doc

    spans = [match.span() for match in _SYLLABLE.finditer(text)]
    spaces = [spans[i][1] < spans[i + 1][0] for i in range(len(spans) - 1)] + [False] * bool(spans)
    doc = Doc(language.vocab, words=[text[s:e] for s, e in spans], spaces=spaces)
    doc.user_data["offsets"] = spans
    return doc


@cache
def load_model() -> Language | None:
    """The model, or `None` where none was made yet."""
    if not MODEL.is_dir():
        return None
    import spacy

    return spacy.load(MODEL)


def find_entities(texts: list[str]) -> list[list[tuple[int, int, str]]]:
    """For each text the entities that the model sees, as (start, end, label); nothing without a model."""
    language = load_model()
    if language is None or not texts:
        return [[] for _ in texts]
    docs = [make_doc(language, text) for text in texts]
    found = []
    for doc in language.pipe(docs):
        offsets = doc.user_data["offsets"]
        found.append([(offsets[e.start][0], offsets[e.end - 1][1], e.label_) for e in doc.ents])
    return found
