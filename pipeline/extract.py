"""`chitieu extract`: one JSON record a source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import extractors
from pipeline.errors import UnusableSourceError
from pipeline.readers import READERS, read_source
from pipeline.record import record_of


def find_files(paths: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Each file that has a reader, with its path relative to the folder that was given (a file's own name)."""
    for path in paths:
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in READERS):
                yield file, file.relative_to(path)
        else:
            yield path, Path(path.name)


def extract_files(paths: Iterable[Path], out: Path) -> Iterator[tuple[Path, UnusableSourceError | None]]:
    """Write a record for each file under `out`; yields each file and what was wrong with it, if anything."""
    files = list(find_files(paths))
    stems = [relative.with_suffix("") for _, relative in files]
    for file, relative in files:
        shared = stems.count(relative.with_suffix("")) > 1
        target = out / (relative.with_name(relative.name + ".json") if shared else relative.with_suffix(".json"))
        try:
            source = read_source(file)
        except UnusableSourceError as error:
            yield file, error
            continue
        record = record_of(source, extractors.extract(source.text))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        yield file, None
