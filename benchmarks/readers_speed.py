"""Pages a second against pdfplumber's words on the same file in one run, and the memory that 300 pages take."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.memory import peak_megabytes
from pipeline.readers import read_source

PAGES, MEGABYTES, TIMES = 300, 500, 5


def measure_speed(shared: Path, folder: Path) -> list[dict[str, Any]]:
    """Pages a second of CPU time, ours (text and boxes) and pdfplumber's words, medians of three rounds in turn."""
    rows = []
    for path in sorted((shared / "files" / "pdf").rglob("*.pdf")):
        read_source(path)
        pages = words_of(path)
        rounds = [(_seconds(read_source, path), _seconds(words_of, path)) for _ in range(3)]
        ours, theirs = (pages / statistics.median(side) for side in zip(*rounds, strict=True))
        rows.append(
            {
                "file": path.name, "pages": pages, "ours": round(ours, 1), "pdfplumber": round(theirs, 1),
                "times": round(ours / theirs, 1), "kept": ours >= TIMES * theirs,
            }
        )  # fmt: skip
    return rows


def words_of(path: Path) -> int:
    """Let pdfplumber read the words of every page; the number of pages."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
        return len(document.pages)


def _seconds(work: Callable[[Path], object], path: Path) -> float:
    begin = time.process_time()
    work(path)
    return time.process_time() - begin


def measure_memory(shared: Path, folder: Path) -> list[dict[str, Any]]:
    """The peak of memory of a process that reads at least 300 pages: one of the shared PDFs again and again."""
    import pypdfium2

    path = max((shared / "files" / "pdf").rglob("*.pdf"), key=lambda file: file.stat().st_size)
    one, many = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    while len(many) < PAGES:
        many.import_pages(one)
    many.save(folder / "long.pdf")
    pages = len(many)
    order = [sys.executable, "-m", "benchmarks.readers_speed", str(folder / "long.pdf")]
    told = subprocess.run(order, check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    seconds, peak = map(float, told.stdout.split())
    return [{"pages": pages, "seconds": seconds, "MB": peak, "kept": peak < MEGABYTES}]


def main() -> None:
    """Read one file; print the CPU seconds that it took and the peak of memory in MB."""
    seconds = _seconds(read_source, Path(sys.argv[1]))
    print(round(seconds, 2), round(peak_megabytes()))


if __name__ == "__main__":
    main()
