"""One measurement of the model in a process of its own: heads withheld before any grammar is built, a variant trained.

    python -m benchmarks.entities_run '{"task": "heads", "withheld": ["Sở"], "texts": [["a.txt", "a.json"]]}'

Prints a JSON object. Called by `benchmarks.entities`.
"""

from __future__ import annotations

import json
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Options = dict[str, Any]


def withhold(forms: list[str]) -> None:
    """Take heads of bodies, and what is short for them, from the lexicons and from the training's own lists."""
    from extractors import lexicon

    read, held = lexicon.load_lexicon, tuple(forms)
    keys = {_key(form) for form in forms}

    def reduced(name: str) -> tuple[dict[str, str], ...]:
        rows = read(name)
        if name == "bodies":
            return tuple(row for row in rows if row["form"] not in held)
        if name == "abbreviations":
            return tuple(row for row in rows if _key(row["full"]) not in keys)
        return rows

    lexicon.load_lexicon = reduced  # type: ignore[assignment]
    from pipeline.training import names

    table = names.load_table
    small = tuple(form for form in held if form[0].islower())
    names.load_table = lambda name: tuple(  # type: ignore[assignment]
        row for row in table(name) if name != "heads" or not any(form in row["form"] for form in small)
    )


def _key(form: str) -> str:
    return "".join(letter for letter in form.casefold() if letter.isalpha())


def load_texts(options: Options) -> Iterator[tuple[str, list[Options]]]:
    """Each text with its reference documents."""
    from pipeline.offsets import with_words

    for path, gold in options["texts"]:
        text = unicodedata.normalize("NFC", Path(path).read_text(encoding="utf-8"))
        documents = json.loads(Path(gold).read_text(encoding="utf-8"))["documents"]
        yield text, [with_words(document, text) for document in documents]


def use_variant(options: Options, folder: Path) -> None:
    """Train a variant without the digests of one province and let the extractors use it; or keep the shipped one.

    A variant is trained on half as many sentences as the shipped model.
    """
    from extractors.entities import model
    from pipeline.training.train import draw_examples, make_model

    if options.get("train"):
        make_model(folder / "ner", examples=draw_examples(frames=3000, rounds=1, without=options.get("province")))
        model.MODEL = folder / "ner"


def heads(options: Options) -> Options:
    """For each reference body: the kind of its head by the whole grammar, and whether rules and both find it."""
    from benchmarks.entities_sides import both, rules
    from pipeline.score import KINDS, match

    result: Options = {}
    for name, side in (("rules", rules), ("both", both)):
        found, predicted, true = [], 0, 0
        wrong: list[str] = []
        for text, documents in load_texts(options):
            for want, have in zip(documents, side(text), strict=False):
                facts = have["assignments"]
                pairs = match(KINDS["assignments"], want["assignments"], facts, text)
                hit = {g for g, _ in pairs}
                found += [g in hit for g in range(len(want["assignments"]))]
                predicted, true = predicted + len(facts), true + len(pairs)
                taken = {p for _, p in pairs}
                wrong += [f"{f['quote']} [{f['origin']}]" for p, f in enumerate(facts) if p not in taken]
        result[name] = {"found": found, "predicted": predicted, "true": true, "wrong": wrong}
    return result


def kinds(options: Options) -> Options:
    """For each reference body the kind of the head that the rules read in it, `None` where they read none."""
    from extractors.rules import without
    from extractors.steps import read_text
    from pipeline.score import _place, _same_place

    found: list[str | None] = []
    for text, documents in load_texts(options):
        with without("entities.model"):
            readings = read_text(text)
        for want, reading in zip(documents, readings, strict=False):
            for item in want["assignments"]:
                place = _place(item, text)
                near = [m for m in reading.bodies if _same_place(place, (m.start, m.end))]
                found.append(min(near, key=lambda m: abs(m.start - place[0])).kind if near else None)
    return {"kinds": found}


def sides(options: Options) -> Options:
    """Counts (reference, predicted, agreeing) of each kind of fact by each side; a figure of the model
    agrees by its place alone."""
    from benchmarks.entities_sides import SIDES
    from pipeline.score import KINDS, Kind, match

    result: Options = {name: {} for name in SIDES}
    for text, documents in load_texts(options):
        for name, side in SIDES.items():
            for want, have in zip(documents, side(text), strict=False):
                for kind, fields in KINDS.items():
                    compared = Kind((), ()) if name in ("model", "stock") and kind == "figures" else fields
                    count = result[name].setdefault(kind, [0, 0, 0])
                    count[0] += len(want[kind])
                    count[1] += len(have[kind])
                    count[2] += len(match(compared, want[kind], have[kind], text))
    return result


def main() -> None:
    """Run one task."""
    options: Options = json.loads(sys.argv[1])
    withhold(options.get("withheld", []))
    with tempfile.TemporaryDirectory() as folder:
        use_variant(options, Path(folder))
        print(json.dumps({"heads": heads, "kinds": kinds, "sides": sides}[options["task"]](options)))


if __name__ == "__main__":
    main()
