"""Sentences with labelled spans: frames filled at random, and sentences that the rules labelled, names replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import regex

from extractors.entities.questions import find_questions
from extractors.reading import Reading
from extractors.rules import without as taken_away
from extractors.sentences import find_sentences
from extractors.steps import read_text
from pipeline.readers import read_source
from pipeline.training import names

#: A labelled sentence: its text and its spans as (start, end, label); labels are BODY, INDICATOR and TARGET.
Labelled = tuple[str, list[tuple[int, int, str]]]

_SLOT = regex.compile(r"\{(?P<slot>[A-Z]+)\}")


def _list(random: Random) -> list[tuple[str, str | None]]:
    pieces: list[tuple[str, str | None]] = [(names.body(random), "BODY")]
    count = random.randint(1, 3)
    for number in range(count):
        last = number == count - 1
        pieces.append((random.choice((" và ", ", ", " và các ")) if last else random.choice((", ", "; ")), None))
        pieces.append((names.body(random), "BODY"))
    return pieces


_FILL: dict[str, Callable[[Random], list[tuple[str, str | None]]]] = {
    "BODY": lambda random: [(names.body(random), "BODY")],
    "LIST": _list,
    "SUB": lambda random: [(random.choice(names.forms("collective")), "BODY")],
    "TASK": lambda random: [(names.task(random), None)],
    "GENERIC": lambda random: [(random.choice(names.forms("generic")), None)],
    "THING": lambda random: [(random.choice(names.forms("thing")), None)],
    "PLAN": lambda random: [(names.plan(random), None)],
    "PLACE": lambda random: [(names.place(random), None)],
    "DATE": lambda random: [(names.date(random), None)],
    "TARGET": lambda random: [(names.target(random), "TARGET")],
    "INDICATOR": lambda random: [(random.choice(names.forms("indicator")), "INDICATOR")],
}


def filled(random: Random) -> Labelled:
    """A frame of `templates.csv` with its slots filled."""
    frames = names.load_table("templates")
    frame = random.choices(frames, weights=[int(row["weight"]) for row in frames])[0]["frame"]
    pieces: list[tuple[str, str | None]] = []
    at = 0
    for match in _SLOT.finditer(frame):
        pieces += [(frame[at : match.start()], None), *_FILL[match["slot"]](random)]
        at = match.end()
    return joined([*pieces, (frame[at:], None)])


def joined(pieces: list[tuple[str, str | None]]) -> Labelled:
    """The text of pieces and the spans of those that have a label; the sentence begins with a capital.

    >>> joined([("giao ", None), ("Sở X", "BODY"), (" lo.", None)])
    ('Giao Sở X lo.', [(5, 9, 'BODY')])
    """
    text, spans = "", []
    for piece, label in pieces:
        if label:
            spans.append((len(text), len(text) + len(piece), label))
        text += piece
    return text[:1].upper() + text[1:], spans


def masked(folder: Path, random: Random, *, without: str | None = None) -> Iterator[Labelled]:
    """Sentences of the text sources in a folder, labelled by the rules; names and years drawn anew.

    Where the rules leave a question their labels are not sure: such a sentence is left out, as are the sources in
    the folder `without`.
    """
    for path in sorted(p for p in folder.rglob("*.txt") if p.parent.name != without):
        with taken_away("entities.model"):
            readings = read_text(read_source(path, any_text=True).text)
        for reading in readings:
            yield from _masked(reading, random)


def _masked(reading: Reading, random: Random) -> Iterator[Labelled]:
    places = [place for question in find_questions(reading) for place in question.places]
    labels = [(m.start, m.end, "BODY") for m in reading.bodies]
    labels += [(f.start, f.end, "TARGET") for f in reading.figures]
    for block in reading.part.blocks:
        for start, end in find_sentences(reading.view, block.start, block.end):
            if not any(start <= place < end for place in places):
                inside = sorted({s for s in labels if start <= s[0] and s[1] <= end})
                yield _replaced(reading.view[start:end], [(s - start, e - start, x) for s, e, x in inside], random)


def _replaced(text: str, spans: list[tuple[int, int, str]], random: Random) -> Labelled:
    pieces: list[tuple[str, str | None]] = []
    at = 0
    for start, end, label in spans:
        if start < at:
            continue
        new = names.body(random) if label == "BODY" and random.random() < 0.8 else " ".join(text[start:end].split())
        pieces += [(_years(text[at:start], random), None), (new, label)]
        at = end
    return joined([*pieces, (_years(text[at:], random), None)])


def _years(text: str, random: Random) -> str:
    shift = random.randint(-15, 15)
    return str(regex.sub(r"\b20\d\d\b", lambda match: str(int(match.group()) + shift), " ".join(text.split("\n"))))
