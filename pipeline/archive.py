"""Archives (`.zip`): their members one by one, within limits of number, nesting and inflation."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PurePosixPath
from typing import IO

from pipeline.batch.limits import MEGABYTE, Limits
from pipeline.batch.papers import is_paper
from pipeline.batch.task import Member
from pipeline.errors import UnusableSourceError
from pipeline.passing import PassingFolder
from pipeline.remote import fetch

_REMEDY = "Unpack it yourself, look at what it holds, and ingest the folder."
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OverflowError)
_CHUNK = 1 << 18
#: How many archives from elsewhere a process keeps a copy of.
_ROOM = 2


@contextmanager
def reach(path: Path, way: tuple[str, ...], limits: Limits) -> Iterator[Path]:
    """The file itself, or a copy of the member of an archive that the way leads to, taken away afterwards.

    Raises `UnusableSourceError` where an archive on the way is broken, encrypted or inflates beyond the limits.
    """
    if not way:
        yield path
        return
    with PassingFolder() as folder:
        copy = Path(folder) / f"member{PurePosixPath(way[-1]).suffix.lower()}"
        with copy.open("wb") as out:
            _copy(_shelf().open(path, way[:-1], limits), path, way[-1], out, limits)
        yield copy


class _Shelf:
    """The archives that were opened last, kept open for their next member."""

    def __init__(self, room: int = 2) -> None:
        self.room = room
        self.held: dict[tuple[object, ...], tuple[zipfile.ZipFile, IO[bytes]]] = {}

    def open(self, path: Path, way: tuple[str, ...], limits: Limits) -> zipfile.ZipFile:
        """An archive; one that lies in another is copied out of it first."""
        key = (path, way, path.stat().st_mtime_ns, limits)
        if key not in self.held:
            file: IO[bytes] = tempfile.TemporaryFile() if way else path.open("rb")  # noqa: SIM115 - kept open
            try:
                if way:
                    _copy(self.open(path, way[:-1], limits), path, way[-1], file, limits)
                archive = _opened(file, path)
            except BaseException:
                file.close()
                raise
            self.clear(self.room - 1)
            self.held[key] = archive, file
        return self.held[key][0]

    def clear(self, room: int = 0) -> None:
        """Close all archives but the last `room`."""
        while len(self.held) > room:
            archive, file = self.held.pop(next(iter(self.held)))
            archive.close()
            file.close()


@cache
def _shelf() -> _Shelf:
    """The archives of this process."""
    return _Shelf()


def _opened(file: Path | IO[bytes], path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except _BROKEN as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, error: object) -> UnusableSourceError:
    return UnusableSourceError(path, "damaged", f"the archive is damaged ({error})", "Get the file again.")


def _copy(archive: zipfile.ZipFile, path: Path, name: str, out: IO[bytes], limits: Limits) -> None:
    """Inflate a member, no further than the limits allow."""
    try:
        info = archive.getinfo(name)
        if info.flag_bits & 1:
            raise UnusableSourceError(path, "encrypted", "the member is encrypted", "Unpack it with its password.")
        allowed = _allowed(info, limits)
        with archive.open(info) as data:
            written = 0
            while chunk := data.read(_CHUNK):
                written += len(chunk)
                if written > allowed:
                    raise _bomb(path, f"the member inflates to more than {allowed / MEGABYTE:.1f} MB")
                out.write(chunk)
    except KeyError:
        raise UnusableSourceError(path, "missing", "the archive has no such member", "Ingest it again.") from None
    except _BROKEN as error:
        raise _damaged(path, error) from None


def _allowed(info: zipfile.ZipInfo, limits: Limits) -> int:
    """How many bytes a member may inflate to: small ones may be as plain as they like."""
    return min(limits.size_mb * MEGABYTE, max(limits.ratio * info.compress_size, MEGABYTE))


def _bomb(path: Path, what: str) -> UnusableSourceError:
    return UnusableSourceError(path, "bomb", what, _REMEDY)


def list_members(file: Path, limits: Limits, *, depth: int) -> list[Member]:
    """The members of an archive that are documents, papers without a reader, or archives; sorted by name.

    Raises `UnusableSourceError` where it is broken, a bomb, or lies in more archives than is allowed.
    """
    if depth > limits.nesting:
        what = f"archives lie in one another more than {limits.nesting} deep"
        raise UnusableSourceError(file, "too_deep", what, "Raise the limit with --max-nesting, or unpack it yourself.")
    with _opened(file, file) as archive:
        infos = archive.infolist()
        if len(infos) > limits.members:
            what = f"it has {len(infos)} members, more than {limits.members}"
            raise UnusableSourceError(file, "too_many_members", what, "Raise the limit with --max-members.")
        whole = sum(info.file_size for info in infos)
        if whole > limits.ratio * max(file.stat().st_size, MEGABYTE // 10):
            raise _bomb(file, f"it inflates to {whole / MEGABYTE:.0f} MB, more than {limits.ratio} times its size")
        found = {info.filename: info for info in infos if not info.is_dir() and is_paper(info.filename)}
    return [Member(name, info.file_size, info.CRC) for name, info in sorted(found.items())]


def keep_copy(url: str, limits: Limits, *, anew: bool) -> Path:
    """A copy of an archive from elsewhere, kept until others take its room; `anew` where it may have changed.

    Raises `UnusableSourceError` as `fetch`.
    """
    copies = _copies()
    if anew and url in copies:
        copies.pop(url).cleanup()
    if url not in copies:
        forget_archives(room=_ROOM - 1)
        folder = PassingFolder()
        try:
            fetch(url, Path(folder.name) / "archive.zip", limits)
        except BaseException:
            folder.cleanup()
            raise
        copies[url] = folder
    return Path(copies[url].name) / "archive.zip"


@cache
def _copies() -> dict[str, PassingFolder]:
    """The copies of archives from elsewhere that this process keeps."""
    return {}


def forget_archives(room: int = 0) -> None:
    """Close the archives that are held open, and take their copies away but the last `room`."""
    _shelf().clear()
    while len(_copies()) > room:
        _copies().pop(next(iter(_copies()))).cleanup()
