"""A spaCy `Language` over underthesea: takes the text of a source, gives a `Doc` that carries the facts."""

from __future__ import annotations

from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from extractors.facts import KINDS
from extractors.mending import mend
from extractors.reading import Reading
from extractors.restoring import restore
from extractors.steps import STEPS
from extractors.structure import find_structure
from extractors.tokenizer import Tokenizer

_EXTENSIONS: tuple[tuple[str, Any], ...] = (
    ("mended", None),
    ("structure", None),
    ("readings", ()),
    ("facts", ()),
    ("documents", ()),
)

#: The components of the pipeline, in order.
COMPONENTS: tuple[str, ...] = ("structure", *(name for name, _ in STEPS), "facts")


@cache
def load_language() -> Language:
    """The pipeline, made once: its components are `COMPONENTS`.

    >>> load_language().pipe_names[0]
    'structure'
    """
    for name, default in _EXTENSIONS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    if not Span.has_extension("fact"):
        Span.set_extension("fact", default=None)
    language = Language(Vocab(), make_doc=None)
    language.tokenizer = Tokenizer(language.vocab)
    language.max_length = 50_000_000
    for name in COMPONENTS:
        language.add_pipe(f"chitieu_{name}", name=name)
    return language


@Language.component("chitieu_structure")
def _structure(doc: Doc) -> Doc:
    doc._.mended = mend(doc.text)
    structure = find_structure(doc._.mended.text)
    doc._.readings = tuple(Reading(structure, part) for part in structure.documents)
    return doc


def _register(name: str, step: Any) -> None:
    @Language.component(f"chitieu_{name}")
    def component(doc: Doc) -> Doc:
        doc._.readings = tuple(step(reading) for reading in doc._.readings)
        return doc


for _name, _step in STEPS:
    _register(_name, _step)


@Language.component("chitieu_facts")
def _facts(doc: Doc) -> Doc:
    """Lay the facts on the document: `doc._.documents`, `doc._.facts`, and snapped to tokens `doc.spans[kind]`."""
    doc._.readings = restore(doc._.readings, doc._.mended)
    doc._.structure = doc._.readings[0].structure if doc._.readings else find_structure(doc.text)
    doc._.documents = tuple(reading.facts() for reading in doc._.readings)
    doc._.facts = tuple(f for document in doc._.documents for kind in KINDS for f in document.of_kind(kind))
    for kind in KINDS:
        spans = []
        for fact in (f for document in doc._.documents for f in document.of_kind(kind)):
            span = doc.char_span(fact.start, fact.end, label=kind, alignment_mode="expand")
            if span is not None:
                span._.fact = fact
                spans.append(span)
        doc.spans[kind] = spans
    return doc
