"""`chitieu explain`: how the sentence at a place was read: tokens, spans, rules, inherited values and from where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from extractors.confidence import features_of, reasons_of
from extractors.facts import KINDS, Fact
from extractors.reading import Reading
from extractors.sentences import find_sentences
from extractors.steps import read_text
from extractors.text import squeeze
from extractors.tokenizer import find_words
from pipeline.errors import ChitieuError
from pipeline.source import Source

#: How many of the features that speak most for or against a fact are named.
_REASONS = 6
_ASIDE = {"quote", "start", "end", "rule", "origin", "confidence"}


def explain(source: Source, offset: int) -> str:
    """How the sentence that holds the character at `offset` (code points of the source's text) was read.

    Raises `ChitieuError` where no sentence stands there.
    """
    for reading in read_text(source.text):
        for start, end in _sentences(reading):
            if start <= offset < end:
                return "\n".join(_lines(reading, start, end))
    raise ChitieuError(
        f"{source.path}: no sentence stands at {offset}. Offsets run from 0 to {len(source.text) - 1}; "
        "give one inside the body of a document."
    )


def _sentences(reading: Reading) -> Iterator[tuple[int, int]]:
    for block in reading.part.blocks:
        yield from find_sentences(reading.view, block.start, block.end)


def _lines(reading: Reading, start: int, end: int) -> Iterator[str]:
    yield f"sentence   {start}-{end}  {squeeze(reading.text[start:end])}"
    block = reading.part.block_at(start)
    yield f"section    {reading.part.section_path(start) or '(before the first heading)'}"
    if block is not None:
        yield f"block      {block.kind} {block.start}-{block.end}" + (f" {block.cell}" if block.cell else "")
    words = [reading.text[start + s : start + e] for s, e in find_words(reading.text[start:end])]
    yield "tokens     " + " | ".join(squeeze(word) for word in words)
    for time in (t for t in reading.times if start <= t.start < end):
        what = " ".join(f"{k}={v}" for k, v in (("kind", time.kind), ("date", time.date), ("every", time.every)) if v)
        yield f"time       {time.start}-{time.end} {_quote(reading, time)}  use={time.use} {what} [{time.rule}]"
    for body in (b for b in reading.bodies if start <= b.start < end):
        yield f"body       {body.start}-{body.end} {_quote(reading, body)}  {body.name} [{body.rule}]"
    for kind in KINDS:
        for fact, features in zip(getattr(reading, kind), features_of(reading, kind), strict=True):
            if start <= fact.start < end:
                yield from _fact(reading, kind, fact, start, end)
                reasons = ", ".join(f"{name} {weight:+.2f}" for name, weight in reasons_of(kind, features)[:_REASONS])
                yield f"           confidence {fact.confidence}: {reasons}"


def _quote(reading: Reading, span: Any) -> str:
    return f"“{squeeze(reading.text[span.start : span.end])}”"


def _fact(reading: Reading, kind: str, fact: Fact, start: int, end: int) -> Iterator[str]:
    fields = " ".join(f"{k}={v}" for k, v in asdict(fact).items() if k not in _ASIDE and v is not None)
    yield (
        f"{kind[:-1]:10} {fact.start}-{fact.end} {_quote(reading, fact)}  {fields} "
        f"[{fact.rule}; found by {fact.origin}]"
    )
    date = getattr(fact, "deadline", None)
    if date and kind != "deadlines" and not any(start <= t.start < end and t.date == date for t in reading.times):
        origin = [t for t in reading.times if t.date == date and t.start < fact.start]
        if origin:
            place = f"{origin[-1].start}-{origin[-1].end} {_quote(reading, origin[-1])}"
            yield f"           deadline {date} inherited from {place}"
