"""Tables of cases: `tests/cases/<kind>*.csv` with the columns rule, text, expected, comment.

`text` is a small document. `expected` is a JSON list with one object for each fact of the kind that must be
found, in the order of the text; an object names the fields that matter (a quote with one blank for white space).
`metadata` rows hold one object. Facts that are not listed must not be found.
"""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extractors.steps import read_text

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """A row of a table."""

    kind: str
    rule: str
    text: str
    expected: Any
    where: str


def load_cases() -> list[Case]:
    """The rows of all tables."""
    cases = []
    for path in sorted(CASES.glob("*.csv")):
        kind = path.stem.split(".")[0]
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=1):
                cases.append(Case(kind, row["rule"], row["text"], json.loads(row["expected"]), f"{path.name}:{number}"))
    return cases


def failure_of(case: Case) -> str | None:
    """What is wrong with a case, or None: every fact expected, no other, every field that is named right."""
    readings = read_text(case.text)
    if case.kind == "metadata":
        return _differences(case.expected, asdict(readings[0].metadata))
    found = [asdict(fact) for reading in readings for fact in getattr(reading, case.kind)]
    if len(found) != len(case.expected):
        return f"{len(found)} found, {len(case.expected)} expected: {[f.get('quote', f) for f in found]}"
    wrong = [_differences(want, have) for want, have in zip(case.expected, found, strict=True)]
    return "; ".join(w for w in wrong if w) or None


def _differences(want: dict[str, Any], have: dict[str, Any]) -> str | None:
    wrong = [f"{k} is {have.get(k)!r}, not {v!r}" for k, v in want.items() if _squeezed(have.get(k)) != v]
    return ", ".join(wrong) or None


def _squeezed(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value
