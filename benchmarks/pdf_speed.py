"""Pages a second of born-digital PDF files without tables: reading and ingestion against pdfplumber and PDFium."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.pdf_files import write_pdfs
from benchmarks.readers_speed import words_of


def compare_pdf(place: Path, scale: int) -> dict[str, Any]:
    """Pages a second of reading, and of ingestion with facts and boxes as rows, by pdfplumber's words; CPU time.

    The files are generated: born digital, without tables. All sides in turn, medians of three rounds after a first.
    """
    from pipeline.readers import read_source
    from pipeline.run import read_rows

    files = write_pdfs(place / "pdf", max(8 // scale, 2))
    sides: dict[str, Callable[[Path], Any]] = {
        "reading": read_source,
        "ingestion": lambda path: read_rows(path, name="a"),
        "pdfplumber": words_of,
        "pdfium": _bare,
    }
    cost = {name: [0.0] * len(files) for name in sides}
    for number, file in enumerate(files):
        times: dict[str, list[float]] = {name: [] for name in sides}
        for _ in range(4):
            for name, side in sides.items():
                start = time.process_time()
                side(file)
                times[name].append(time.process_time() - start)
        for name, found in times.items():
            cost[name][number] = statistics.median(found[1:])
    pages = sum(map(words_of, files))
    theirs = cost["pdfplumber"]
    least = {name: min(a / b for a, b in zip(theirs, cost[name], strict=True)) for name in ("ingestion", "reading")}
    return {
        "files": len(files),
        "pages": pages,
        **{f"{name}_pages_per_s": pages / sum(found) for name, found in cost.items()},
        "ingestion_by_pdfplumber": sum(theirs) / sum(cost["ingestion"]),
        "ingestion_of_the_worst": least["ingestion"],
        "reading_by_pdfplumber": sum(theirs) / sum(cost["reading"]),
        "reading_of_the_worst": least["reading"],
    }


def _bare(file: Path) -> None:
    """The text of every page by PDFium alone."""
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    for page in document:
        page.get_textpage().get_text_bounded()
    document.close()
