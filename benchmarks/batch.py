"""Bulk ingestion: what a document costs, what an unchanged one costs, workers, Dask, stock NER, PDF; side by side.

    python -m benchmarks.batch [PART ...] [--scale N] [--json FILE]

Parts: growth (100, 1,000 and 10,000 documents), again (re-ingest of the largest), workers (1 and 2 processes), dask
(against the pool), ner (CPU of stock named entities), pdf (pages a second). `--scale 100` is a hundredth of each.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.generate import make_document, write_documents
from benchmarks.memory import peak_megabytes
from benchmarks.pdf_speed import compare_pdf

Result = dict[str, Any]
#: From this scale on, runs are not repeated.
_TRIAL = 100
_ONE = "from benchmarks.batch import run_one; run_one()"


def ingest(folder: Path, db: Path, *, processes: int, engine: str = "local", scale: int = 1) -> Result:
    """An ingest in a process of its own: seconds, CPU seconds and megabytes of the parent, the summary.

    At a hundredth it runs in this process, whose workers are there already.
    """
    order = {"folder": str(folder), "db": str(db), "processes": processes, "engine": engine}
    start = time.monotonic()
    if scale >= _TRIAL:
        found = _ingested(order)
        return {"seconds": time.monotonic() - start, **found}
    told = subprocess.run([sys.executable, "-c", _ONE, json.dumps(order)], capture_output=True, text=True, check=True)
    return {"seconds": time.monotonic() - start, **json.loads(told.stdout.splitlines()[-1])}


def run_one() -> None:
    """What the process of `ingest` does."""
    print(json.dumps(_ingested(json.loads(sys.argv[1]))))


def _ingested(order: Result) -> Result:
    from pipeline.ingest import Options, ingest_files

    options = Options(processes=order["processes"], engine=order["engine"])
    start = time.process_time()
    summary = ingest_files([Path(order["folder"])], Path(order["db"]), options)
    cpu = time.process_time() - start
    counts = {"new": summary.new, "unchanged": summary.unchanged, "failed": summary.failed.total()}
    return {"parent_cpu_s": cpu, "parent_mb": peak_megabytes(), **counts}


def rounds(most: int, scale: int) -> range:
    """How often a run is repeated: once where only whether it runs is looked at, at a hundredth of its size."""
    return range(most if scale < _TRIAL else 1)


def start_up(place: Path, scale: int, *, processes: int = 2, engine: str = "local") -> float:
    """Seconds of the ingest of one file."""
    write_documents(place / "one", 1)
    runs = [
        ingest(place / "one", place / f"one-{processes}-{engine}-{number}.db", processes=processes, engine=engine)
        for number in rounds(2, scale)
    ]
    return float(min(run["seconds"] for run in runs))


def growth(place: Path, scale: int) -> Result:
    """What a document costs at 100 (median of five), 1,000 and 10,000, start-up taken off; lost; the parent's peak."""
    start, rows = start_up(place, scale), dict[str, Result]()
    for count in (max(100 // scale, 2), max(1000 // scale, 4), max(10_000 // scale, 8)):
        write_documents(place / f"d{count}", count)
        dbs = [place / f"d{count}{'-' * number}.db" for number in rounds(5 if not rows else 1, scale)]
        runs = [ingest(place / f"d{count}", db, processes=2, scale=scale) for db in dbs]
        run = sorted(runs, key=lambda one: float(one["seconds"]))[len(runs) // 2]
        _note(dbs[0], run)
        cost = (run["seconds"] - start) / (count - 1)
        rows[str(count)] = {"ms_each": 1000 * cost, "lost": count - run["new"], "parent_mb": run["parent_mb"], **run}
    costs = [row["ms_each"] for row in rows.values()]
    return {"start_s": start, "documents": rows, "last_by_first": costs[-1] / costs[0]}


def _first_of(db: Path) -> Path:
    """Where the seconds of the first ingest into a database are noted."""
    return db.with_suffix(".first")


def _note(db: Path, run: Result) -> None:
    _first_of(db).write_text(str(run["seconds"]), encoding="utf-8")


def again(place: Path, scale: int) -> Result:
    """Re-ingest of unchanged files by their first ingest."""
    count = max(10_000 // scale, 8)
    folder, db = place / f"d{count}", place / f"d{count}.db"
    if not db.exists():
        write_documents(folder, count)
        _note(db, ingest(folder, db, processes=2, scale=scale))
    first = float(_first_of(db).read_text(encoding="utf-8"))
    run = ingest(folder, db, processes=2, scale=scale)
    ratio = run["seconds"] / first
    return {
        "documents": count,
        "unchanged": run["unchanged"],
        "seconds": run["seconds"],
        "first_s": first,
        "ratio": ratio,
    }


def workers(place: Path, scale: int) -> Result:
    """Documents a second by two workers and by one, start-up taken off; medians of three rounds in turn."""
    count = max(400 // scale, 4)
    write_documents(place / "w", count)
    starts = {number: start_up(place, scale, processes=number) for number in (1, 2)}
    rates: dict[int, list[float]] = {1: [], 2: []}
    cpu: dict[int, list[float]] = {1: [], 2: []}
    for turn in rounds(3, scale):
        for number, start in starts.items():
            run = ingest(place / "w", place / f"w-{number}-{turn}.db", processes=number, scale=scale)
            cpu[number].append(1000 * run["parent_cpu_s"] / count)
            rates[number].append((count - 1) / max(run["seconds"] - start, 0.001))
    one, two = (statistics.median(rates[number]) for number in (1, 2))
    parent = statistics.median(cpu[2])
    return {"documents": count, "one_per_s": one, "two_per_s": two, "parent_cpu_ms_each": parent, "ratio": two / one}


def dask(place: Path, scale: int) -> Result:
    """A local Dask cluster of two by the local pool of two, start-up taken off."""
    count = max(400 // scale, 4)
    write_documents(place / "w", count)
    seconds: dict[str, float] = {}
    for engine in ("local", "dask"):
        start = start_up(place, scale, engine=engine)
        files, dbs = place / "w", [place / f"k-{engine}-{number}.db" for number in rounds(2, scale)]
        runs = [ingest(files, db, processes=2, engine=engine, scale=scale) for db in dbs]
        seconds[engine] = max(min(run["seconds"] for run in runs) - start, 0.001)
    return {"documents": count, **seconds, "ratio": seconds["dask"] / seconds["local"]}


def ner(_place: Path, scale: int) -> Result:
    """CPU time of the whole of extraction by that of stock named entities on the same text."""
    import extractors

    texts = [make_document(number) for number in range(max(6 // scale, 1))]
    for text in texts[:1]:
        extractors.extract(text)
        _entities(text[:500])
    ours, theirs = _cpu(extractors.extract, texts), _cpu(_entities, texts)
    return {"extraction_s": ours, "ner_s": theirs, "ner_by_extraction": theirs / ours}


def _entities(text: str) -> None:
    from underthesea import ner as stock

    for line in text.split("\n"):
        if line.strip():
            stock(line)


def _cpu(work: Callable[[str], Any], texts: list[str]) -> float:
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


PARTS: dict[str, Callable[[Path, int], Result]] = {
    "growth": growth,
    "again": again,
    "workers": workers,
    "dask": dask,
    "ner": ner,
    "pdf": compare_pdf,
}


def main() -> None:
    """Run the parts, print each as a table, and write all as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    results: Result = {"cores": os.cpu_count(), "load": os.getloadavg()[0]}
    with tempfile.TemporaryDirectory() as place:
        for name in options.parts or PARTS:
            results[name] = PARTS[name](Path(place), options.scale)
            print(f"{name}:", *(f"\n  {key:24} {_shown(value)}" for key, value in results[name].items()), flush=True)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _shown(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
