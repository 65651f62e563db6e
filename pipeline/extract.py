"""`chitieu extract`: one JSON record a source."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import extractors
from pipeline.errors import UnusableSourceError
from pipeline.readers import READERS, read_source
from pipeline.record import record_of
from pipeline.remote import at_hand


def find_files(paths: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Each file that has a reader, with its path relative to the folder that was given (a file's own name).

    What a folder holds without a reader, hidden files and the lock files of word processors are passed over.
    """
    for path in paths:
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.suffix.lower() in READERS and p.is_file()):
                if not file.name.startswith((".", "~$")):
                    yield file, file.relative_to(path)
        else:
            yield path, Path(path.name)


def extract_files(paths: Iterable[Path | str], out: Path) -> Iterator[tuple[Path, UnusableSourceError | None]]:
    """Write a record for each file under `out`; yields each file and what was wrong with it, if anything.

    The address of a file elsewhere is read from a copy of it.
    """
    with ExitStack() as copies:
        yield from _extract(paths, out, copies)


def _extract(
    places: Iterable[Path | str], out: Path, copies: ExitStack
) -> Iterator[tuple[Path, UnusableSourceError | None]]:
    paths: list[Path] = []
    for place in places:
        try:
            paths.append(copies.enter_context(at_hand(place)))
        except UnusableSourceError as error:
            yield error.path, error
    files = list(find_files(paths))
    for (file, _), target in zip(files, targets_of([relative for _, relative in files]), strict=True):
        try:
            source = read_source(file)
        except UnusableSourceError as error:
            yield file, error
            continue
        record = record_of(source, extractors.extract(source.text))
        (out / target).parent.mkdir(parents=True, exist_ok=True)
        (out / target).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        yield file, None


def targets_of(files: list[Path]) -> list[Path]:
    """The name of each file's record: the suffix changed, or added to where two files would share a name.

    >>> [str(path) for path in targets_of([Path("a/b.txt"), Path("a/c.txt"), Path("a/c.pdf")])]
    ['a/b.json', 'a/c.txt.json', 'a/c.pdf.json']
    """
    shared = Counter(file.with_suffix(".json") for file in files)
    return [
        file.with_suffix(".json") if shared[file.with_suffix(".json")] == 1 else file.with_name(file.name + ".json")
        for file in files
    ]
