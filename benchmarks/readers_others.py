"""Other documents typed, printed and scanned: as far below their texts as the shared files may be?

The ten documents of `tests/genre` and, where they are, the five of `SHARED/more` are made into Word files, PDF and
scans (`benchmarks.word_files`), read, and scored against the annotations of their texts.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.readers_facts import FACTS, MARGINS, extract_all, row_of, score
from benchmarks.word_files import CLEAN, print_files, wear, write_docx

OWN = Path(__file__).parent.parent / "tests" / "genre"


def measure_others(shared: Path, folder: Path) -> list[dict[str, Any]]:
    """F1 and exact F1 by set of documents, kind of file and kind of fact, and whether the margins are kept."""
    if shutil.which("soffice") is None:
        raise SystemExit("The part `others` needs LibreOffice (Debian: libreoffice-writer-nogui).")
    rows = []
    for name, corpora, gold in _sets(shared):
        files = make_files(corpora, folder / "others" / name)
        scores = {}
        for kind, place in files.items():
            out = folder / "others" / name / f"read-{kind}"
            extract_all(place, out)
            scores[kind] = score(shared, out, corpora=corpora, gold=gold)
        for kind, found in scores.items():
            rows += [{"documents": name, **row_of(kind, fact, found, scores["text"])} for fact in (*FACTS, "metadata")]
    return rows


def _sets(shared: Path) -> list[tuple[str, Path, Path]]:
    """Each set of documents with its texts and its annotations."""
    sets = [("own", OWN, OWN / "gold")]
    more = shared / "more"
    return [*sets, ("more", more / "corpora", more / "gold")] if more.is_dir() else sets


def make_files(corpora: Path, folder: Path) -> dict[str, Path]:
    """The folders of the texts and of what is made of them, by kind."""
    printed: dict[Path, list[Path]] = defaultdict(list)
    for path in sorted(corpora.rglob("*.txt")):
        place = path.relative_to(corpora).with_suffix(".docx")
        printed[place.parent].append(write_docx(path.read_text(encoding="utf-8"), folder / "docx" / place))
    for place, documents in printed.items():
        print_files(documents, folder / "pdf" / place)
    for path in sorted((folder / "pdf").rglob("*.pdf")):
        wear(path, folder / "scan" / path.relative_to(folder / "pdf"), CLEAN)
    return {"text": corpora, **{kind: folder / kind for kind in MARGINS}}
