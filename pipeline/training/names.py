"""Names for the training data: bodies that no lexicon knows, plans, places, and values, all drawn at random.

Provinces, years and the names of bodies must not become cues, so each is replaced anew in every sentence; half of
the bodies get an invented head, so that only their place in the sentence and their capitals tell what they are.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from random import Random

from extractors.lexicon import load_lexicon

FOLDER = Path(__file__).parent


@cache
def load_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table beside this file; lines that begin with `#` are its header comment."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def forms(label: str) -> tuple[str, ...]:
    """The heads of one label in `heads.csv`."""
    return tuple(row["form"] for row in load_table("heads") if row["label"] == label)


@cache
def _heads() -> tuple[str, ...]:
    known = (row["form"] for row in load_lexicon("bodies") if row["case"] == "cap")
    return tuple(form for form in known if form[0].isupper())


@cache
def _words() -> tuple[str, ...]:
    """Single words of the duties and fields, as matter for invented names."""
    phrases = [row["task"] for row in load_table("tasks")] + [row["form"] for row in load_lexicon("body_fields")]
    return tuple(sorted({word for phrase in phrases for word in phrase.replace(",", " ").split() if word.isalpha()}))


@cache
def _syllables() -> tuple[tuple[str, ...], tuple[str, ...]]:
    rows = load_lexicon("syllables")
    return tuple(r["form"] for r in rows if r["kind"] == "onset"), tuple(
        r["form"] for r in rows if r["kind"] == "rhyme"
    )


def place(random: Random) -> str:
    """A place: a province of the lexicon, or an invented name of two syllables, with its tier.

    >>> place(Random(1)) == place(Random(1))
    True
    """
    tier = random.choice(forms("tier"))
    names = [row["name"] for row in load_lexicon("provinces")]
    name = random.choice(names) if random.random() < 0.4 else " ".join(_invented(random) for _ in range(2))
    return f"{tier} {name}"


def _invented(random: Random) -> str:
    onsets, rhymes = _syllables()
    return (random.choice(onsets) + random.choice(rhymes)).capitalize()


def _phrase(random: Random, low: int, high: int) -> str:
    words = [random.choice(_words()) for _ in range(random.randint(low, high))]
    return words[0].capitalize() + "".join(f" {word}" for word in words[1:])


def _brand(random: Random) -> str:
    """A trade name written as one word."""
    return "".join(_invented(random).lower() for _ in range(2)).capitalize()


def _head(random: Random) -> str:
    """The head of a name: known, of words of the field, invented, a trade name, or one capital and small letters."""
    draw = random.random()
    if draw < 0.3:
        return random.choice(_heads())
    if draw < 0.55:
        return _phrase(random, 1, 2)
    if draw < 0.72:
        return " ".join([_invented(random), *(_invented(random).lower() for _ in range(random.randint(0, 1)))])
    if draw < 0.8:
        return _brand(random)
    return _phrase(random, 2, 5)


def body(random: Random) -> str:
    """The name of a body: a head (known, or invented), a field or none, a place or none; or several of a sort.

    >>> body(Random(1)) == body(Random(1))
    True
    """
    if random.random() < 0.14:
        several = f"{random.choice(('các', 'các', 'các', 'những'))} {random.choice(forms('several'))}"
        return several + (f" {random.choice(forms('sort'))}" if random.random() < 0.6 else "")
    head = _head(random)
    if random.random() < 0.55:
        field = random.choice([row["form"] for row in load_lexicon("body_fields")])
        head += " " + (field if random.random() < 0.5 else _phrase(random, 1, 4))
    if random.random() < 0.5:
        head += " " + (place(random) if random.random() < 0.5 else random.choice(forms("tail")))
    return head if random.random() < 0.95 else "".join(part[0] for part in head.split()).upper()


def task(random: Random) -> str:
    """A duty: one of the table, or a verb of duty before the matter of another."""
    duty = random.choice(load_table("tasks"))["task"]
    if random.random() < 0.4:
        return duty
    verb = random.choice([row["form"] for row in load_lexicon("duty_verbs") if row["weight"] in ("main", "must")])
    return f"{verb} {' '.join(duty.split()[2:])}"


def plan(random: Random) -> str:
    """A named programme, law or project: capitalised, and no body."""
    name = (
        random.choice(forms("plan"))
        + " "
        + (_phrase(random, 2, 5) if random.random() < 0.7 else _phrase(random, 2, 5).lower())
    )
    return f"{name} {place(random)}" if random.random() < 0.2 else name


def date(random: Random) -> str:
    """A time expression of any year from 2000 to 2049."""
    year = random.randint(2000, 2049)
    day, month = random.randint(1, 28), random.randint(1, 12)
    return random.choice(forms("date")).format(y=year, z=year + 5, d=day, m=month)


def target(random: Random) -> str:
    """A value expression, ordinary or unusual."""
    return random.choice(forms("target")).format(n=random.randint(2, 99))
