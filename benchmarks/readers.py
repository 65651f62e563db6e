"""The same facts from every kind of file: accuracy by kind, doubts, tables, speed and memory, in one run.

    python -m benchmarks.readers [SHARED] [--json FILE] [--only PART ...]

SHARED holds `corpora`, `gold` and `files` (default: beside the checkout). Parts: `kinds` (text, Word, PDF and scan
against the same reference, by `score.py --facts`), `layout` (the facts that made files state), `others` (as `kinds`, of
other documents that are typed, printed and scanned for it; needs LibreOffice), `speed` (pages a second against
pdfplumber's words), `memory` (300 pages) and `doubts` (numbers of clean and of worn scans: right and wrong ones, and
how many of each are marked for review).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.readers_doubts import measure_doubts
from benchmarks.readers_facts import measure_kinds, measure_layout
from benchmarks.readers_others import measure_others
from benchmarks.readers_speed import measure_memory, measure_speed

ROOT = Path(__file__).parent.parent
PARTS: dict[str, Callable[[Path, Path], list[dict[str, Any]]]] = {
    "kinds": measure_kinds,
    "layout": measure_layout,
    "speed": measure_speed,
    "memory": measure_memory,
    "others": measure_others,
    "doubts": measure_doubts,
}


def table_of(rows: list[dict[str, Any]]) -> str:
    """Rows as lines with their columns below each other.

    >>> print(table_of([{"kind": "pdf", "F1": 0.98}, {"kind": "scan", "F1": 1}]))
    kind  F1
    pdf   0.98
    scan  1
    """
    lines = [list(rows[0]), *([str(value) for value in row.values()] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def main() -> int:
    """Measure, print the tables, write the JSON; the exit code is 1 where a margin is not kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", nargs="*", choices=list(PARTS), default=list(PARTS))
    options = parser.parse_args()
    results: dict[str, list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for part in options.only:
            results[part] = PARTS[part](options.shared, Path(folder))
            print(f"{part}\n{table_of(results[part])}\n", flush=True)
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return int(not all(row["kept"] for rows in results.values() for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
