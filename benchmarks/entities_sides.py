"""The four ways of finding bodies that are compared: rules alone, the model alone, both, and the stock model.

Each gives for a text the facts of its documents, so that the scorer can compare them with the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from typing import Any

import regex

from extractors.assignments import read_assignments
from extractors.bodies import full_name
from extractors.entities.model import find_entities
from extractors.facts import KINDS
from extractors.reading import Mention, Reading
from extractors.rules import without
from extractors.sentences import find_sentences
from extractors.steps import read_text

Facts = dict[str, list[dict[str, Any]]]
_WORD = regex.compile(r"\S")


def both(text: str) -> list[Facts]:
    """The facts as shipped: rules, and the model where they leave a question."""
    return [_facts(reading) for reading in read_text(text)]


def rules(text: str) -> list[Facts]:
    """The facts without the model."""
    with without("entities.model"):
        return both(text)


def model(text: str) -> list[Facts]:
    """The facts of a reader that knows bodies and figures from the model alone; roles come from the usual step."""
    return _from_spans(text, lambda sentences: find_entities(sentences))


def stock(text: str) -> list[Facts]:
    """The same with the organisations of the stock named-entity model of the word segmenter's package."""
    return _from_spans(text, lambda sentences: [list(_organisations(s)) for s in sentences])


def _facts(reading: Reading) -> Facts:
    return {kind: [asdict(fact) for fact in getattr(reading, kind)] for kind in KINDS}


def _from_spans(text: str, find: Callable[[list[str]], list[list[tuple[int, int, str]]]]) -> list[Facts]:
    with without("entities.model"):
        readings = read_text(text)
    found: list[Facts] = []
    for reading in readings:
        places = [s for block in reading.part.blocks for s in find_sentences(reading.view, block.start, block.end)]
        answers = find([reading.view[s:e] for s, e in places])
        spans = [(at + s, at + e, x) for (at, _), row in zip(places, answers, strict=True) for s, e, x in row]
        found.append(_facts_of(reading, spans))
    return found


def _facts_of(reading: Reading, spans: list[tuple[int, int, str]]) -> Facts:
    bodies = tuple(
        Mention(s, e, full_name(reading.view[s:e]), "entity", "entities.model", number)
        for number, (s, e, label) in enumerate(spans)
        if label in ("BODY", "ORG") and reading.part.body[0] <= s < reading.part.body[1]
    )
    told = read_assignments(replace(reading, bodies=bodies, assignments=()))
    targets = [{"start": s, "end": e, "quote": reading.text[s:e]} for s, e, label in spans if label == "TARGET"]
    return {"figures": targets, "deadlines": [], "citations": [], "assignments": _facts(told)["assignments"]}


def _organisations(sentence: str) -> Iterator[tuple[int, int, str]]:
    """The organisations that the stock model names, found again in the sentence that it rewrites."""
    from underthesea import ner

    at = 0
    words: list[int] = []
    for word, _, _, tag in ner(sentence):
        pattern = r"\s*".join(map(regex.escape, word.replace(" ", "")))
        match = regex.compile(pattern).search(sentence, at)
        if match is None:
            continue
        at = match.end()
        if tag.endswith("ORG") and (tag.startswith("B") or not words):
            if words:
                yield words[0], words[1], "ORG"
            words = [match.start(), match.end()]
        elif tag.endswith("ORG"):
            words[1] = match.end()
        elif words:
            yield words[0], words[1], "ORG"
            words = []
    if words:
        yield words[0], words[1], "ORG"


SIDES: dict[str, Callable[[str], list[Facts]]] = {"rules": rules, "model": model, "both": both, "stock": stock}
