"""What is to be ingested: files, folders, globs, archives and manifests, as a list of files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.batch.elsewhere import list_remote
from pipeline.batch.papers import is_paper
from pipeline.batch.task import Failure
from pipeline.errors import UnusableSourceError
from pipeline.manifest import load_manifest
from pipeline.remote import is_remote, kind_of, public, stamp_of

_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Input:
    """A file on the disk: `key` is its absolute path, `name` that within what was given, `known` what is known of it.

    `stamp` is its size and the time of its last change in nanoseconds, or None where it is not there. Of a file from
    elsewhere `key` and `name` are its address without secrets, `path` the address, and the second number of the stamp
    is made of what the server tells of its state.
    """

    key: str
    name: str
    path: str
    stamp: tuple[int, int] | None
    known: str | None = None
    #: Of a file from elsewhere: the suffix that its copy gets, and why it cannot be had.
    suffix: str = ""
    failure: Failure | None = None

    @property
    def is_certain(self) -> bool:
        """Whether an unchanged stamp says that the file is unchanged: some servers tell nothing of its state."""
        return self.stamp is not None and not (is_remote(self.path) and self.stamp[1] == 0)


@dataclass(slots=True)
class Inputs:
    """The files to be ingested, and the folders in which a file that is held may since have been removed."""

    files: list[Input] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    #: Folders that may not be looked into: nothing can be said of what is there.
    closed: list[str] = field(default_factory=list)

    #: Addresses of folders and globs that their server listed.
    listed: list[str] = field(default_factory=list)

    def add(self, path: str, name: str, *, known: str | None = None) -> None:
        """Add a file, unless it is there already."""
        key = legible(path)
        if key in self.keys:
            return
        self.keys.add(key)
        self.files.append(Input(key, legible(name), path, _stamp(path), known))

    def add_remote(self, url: str, info: dict[str, Any], *, known: str | None = None) -> None:
        """Add a file from elsewhere, unless it is there already."""
        key = public(url)
        if key not in self.keys:
            self.keys.add(key)
            self.files.append(Input(key, key, url, stamp_of(info), known, kind_of(url, info)))

    def close_remote(self, url: str, error: UnusableSourceError) -> None:
        """Add an address that its server does not list as what cannot be read; nothing that is held of it is gone."""
        key = public(url)
        self.closed.append(key.rstrip("/"))
        if key not in self.keys:
            self.keys.add(key)
            failure = Failure(error.reason, error.what, error.remedy)
            self.files.append(Input(key, key, url, None, failure=failure))

    def close(self, error: OSError) -> None:
        """Add a folder that cannot be opened as what cannot be read."""
        key = legible(str(error.filename))
        self.closed.append(key)
        self.keys.add(key)
        self.files.append(Input(key, key, str(error.filename), None))

    def is_hidden(self, key: str) -> bool:
        """Whether a file lies in a folder that may not be looked into."""
        return any(key.startswith((folder + os.sep, folder + "/")) for folder in self.closed)


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def legible(path: str) -> str:
    """A path as text that a database can hold: bytes that are no UTF-8 are written out.

    >>> legible("a\\udcff.txt")
    'a\\\\xff.txt'
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def find_inputs(places: Iterable[Path | str]) -> Inputs:
    """Everything that paths and addresses lead to, in their order, each file once.

    Raises `ChitieuError` where a manifest cannot be used, or the packages for an address are not installed.
    """
    inputs = Inputs()
    for place in places:
        if isinstance(place, str) and is_remote(place):
            _add_remote(inputs, place)
            continue
        path = Path(place)
        if _is_closed(path):
            inputs.add(str(path.absolute()), path.name)
        elif path.is_dir():
            _add_folder(inputs, path)
        elif path.suffix.lower() == ".csv":
            for row in load_manifest(path):
                if is_remote(row.name):
                    _add_remote(inputs, row.name, known=row.known)
                else:
                    inputs.add(_absolute(row.path), row.name, known=row.known)
        elif not path.exists() and _MAGIC.intersection(str(path)):
            _add_glob(inputs, path)
        else:
            inputs.add(_absolute(path), path.name)
    return inputs


def _is_closed(path: Path) -> bool:
    """Whether the way to a path is barred."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _absolute(path: Path) -> str:
    return str(path.resolve())


def _add_folder(inputs: Inputs, folder: Path, *, within: Path | None = None) -> None:
    """The papers of a folder and of those in it, sorted; hidden folders are passed over."""
    root = _absolute(folder)
    inputs.folders.append(legible(root))
    start = len(_absolute(within or folder).rstrip(os.sep)) + 1
    for place, folders, files in os.walk(root, onerror=inputs.close):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(place, name)  # noqa: PTH118 - a hundred thousand files: no object for each
            if is_paper(path) and Path(path).is_file():
                inputs.add(path, path[start:].replace(os.sep, "/"))


def _add_remote(inputs: Inputs, url: str, *, known: str | None = None) -> None:
    """The files of an address; what its server does not list is one that cannot be read."""
    try:
        for found, info in list_remote(url):
            inputs.add_remote(found, info, known=known)
        inputs.listed.append(public(url))
    except UnusableSourceError as error:
        inputs.close_remote(url, error)
    if url.endswith("/"):
        inputs.folders.append(public(url).rstrip("/"))


def _add_glob(inputs: Inputs, pattern: Path) -> None:
    """The files that a pattern matches, and what is in the folders that it matches."""
    parts = pattern.parts
    magic = next(index for index, part in enumerate(parts) if _MAGIC.intersection(part))
    base = Path(*parts[:magic])
    for path in sorted(base.glob(str(Path(*parts[magic:])))):
        if path.is_dir():
            _add_folder(inputs, path, within=base)
        elif is_paper(path.name):
            inputs.add(_absolute(path), path.relative_to(base).as_posix())
