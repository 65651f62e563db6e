"""Files elsewhere, through fsspec: addresses without their secrets, what a server tells of a file, copies of it.

Who may read, and from where, is the user's own configuration: that of fsspec (`~/.config/fsspec`, `FSSPEC_…`), of the
protocol (`AWS_…`, `~/.aws`). Nothing of it is stored or shown.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pipeline.batch.limits import MEGABYTE, Limits
from pipeline.errors import ChitieuError, UnusableSourceError
from pipeline.passing import PassingFolder

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
#: Parameters of an address that let a reader in: signed addresses of object stores, tokens of portals.
_SECRET = re.compile(
    r"(?i)sig|token|secret|passw|credential|api_?key|access_?key|^key$|^auth|^x-(?:amz|goog)-|^expires$"
)
#: What a server may tell of a file that changes when the file does.
_VALIDATORS = (
    *("ETag", "etag", "Content-MD5", "md5Hash", "LastModified", "Last-Modified", "last_modified", "mtime", "updated"),
    "created",
)
_KINDS = {
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/html": ".html",
    "application/zip": ".zip",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_CHUNK = 1 << 18
#: Seconds that a server may take to tell of a file.
_PATIENCE = 60.0
_LATER = "Try again later; what was read before is kept."


def is_remote(place: object) -> bool:
    """Whether a place is an address and no path.

    >>> is_remote("s3://kho/2027/"), is_remote("C:\\\\van-ban"), is_remote("van-ban/a.pdf")
    (True, False, False)
    """
    return isinstance(place, str) and _SCHEME.match(place) is not None


def public(url: str) -> str:
    """The address as it may be stored and shown: without user, password and the parameters that let a reader in.

    >>> public("https://me:pass@mau.vn/tai?id=5&token=abc")
    'https://mau.vn/tai?id=5'
    """
    parts = urlsplit(url)
    if not parts.scheme.startswith("http"):
        return f"{parts.scheme}://{url.split('://', 1)[1].rpartition('@')[2]}" if "@" in parts.netloc else url
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _SECRET.search(name)]
    query = parts.query if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def suffix_of(place: str) -> str:
    """The suffix of a path or address in lower case.

    >>> suffix_of("https://mau.vn/a.ZIP?v=2"), suffix_of("kho.zip!/b.Txt")
    ('.zip', '.txt')
    """
    return PurePosixPath(urlsplit(place).path if is_remote(place) else place).suffix.lower()


def connect(url: str, *, seconds: float | None = None) -> tuple[Any, str]:
    """The file system of an address, and the path there.

    Raises `ChitieuError` where the packages of the protocol are not installed or there is no such protocol.
    """
    scheme = url.split("://", 1)[0]
    try:
        from fsspec.core import url_to_fs

        filesystem, path = url_to_fs(
            url, skip_instance_cache=True, use_listings_cache=False, **_timeouts(url, seconds or _PATIENCE)
        )
    except ImportError:
        raise ChitieuError(f"{scheme}:// needs its packages: pip install 'chitieu[remote]'.") from None
    except ValueError:
        raise ChitieuError(f"{scheme}:// is no protocol that is known here. Check the address.") from None
    return filesystem, path


def _timeouts(url: str, seconds: float) -> dict[str, Any]:
    """How long a web server may take, where the user's configuration does not say so."""
    from fsspec.config import conf

    if not url.startswith("http") or "client_kwargs" in conf.get(url.split("://", 1)[0], {}):
        return {}
    import aiohttp

    return {"client_kwargs": {"timeout": aiohttp.ClientTimeout(total=seconds, sock_connect=min(30.0, seconds))}}


def stamp_of(info: dict[str, Any]) -> tuple[int, int]:
    """Size and a number made of what the server tells of the file's state; -1 and 0 where it does not."""
    told = [f"{name}={info[name]}" for name in _VALIDATORS if info.get(name)]
    number = int.from_bytes(hashlib.sha256("\n".join(told).encode()).digest()[:7]) if told else 0
    size = info.get("size")
    return (-1 if size is None else int(size)), number


def kind_of(url: str, info: dict[str, Any]) -> str:
    """The suffix that a copy of a file gets: that of its address, else of the kind that the server tells."""
    return suffix_of(url) or _KINDS.get(str(info.get("mimetype") or "").split(";")[0], "")


def trouble(url: str, error: BaseException) -> UnusableSourceError:
    """What an error of a server means, in words that hold nothing of the user's configuration."""
    while error.__cause__ is not None and isinstance(error, FileNotFoundError):
        error = error.__cause__
    status, kind = getattr(error, "status", None), type(error).__name__
    if isinstance(error, FileNotFoundError) or status in (404, 410):
        return _unusable(url, "missing", "there is no such file at this address", "Check the address.")
    if isinstance(error, PermissionError) or status in (401, 403, 407) or "Credential" in kind:
        what = "the server does not let this user read it"
        return _unusable(url, "unreadable", what, "Check the credentials in the configuration of fsspec or the store.")
    if isinstance(error, TimeoutError) or "Timeout" in kind:
        return _unusable(url, "unreachable", "the server did not answer in time", _LATER)
    if status:
        return _unusable(url, "unreachable", f"the server answers with error {status}", _LATER)
    return _unusable(url, "unreachable", f"the server cannot be reached, or broke off ({kind})", _LATER)


def _unusable(url: str, reason: str, what: str, remedy: str) -> UnusableSourceError:
    return UnusableSourceError(Path(public(url)), reason, what, remedy)


def fetch(url: str, copy: Path, limits: Limits, *, size: int = -1) -> None:
    """Copy a file from elsewhere, no further than the limits of size and time; `size` is what the server told of it.

    Raises `UnusableSourceError` where it is too large, cannot be reached, or takes too long.
    """
    allowed, until = limits.size_mb * MEGABYTE, time.monotonic() + limits.seconds
    if size > allowed:
        raise _too_large(url, f"it has {size / MEGABYTE:.0f} MB", limits)
    try:
        filesystem, path = connect(url, seconds=limits.seconds)
        streamed = {"block_size": 0} if url.startswith("http") else {}
        with filesystem.open(path, "rb", **streamed) as data, copy.open("wb") as out:
            while chunk := data.read(_CHUNK):
                if out.tell() + len(chunk) > allowed:
                    raise _too_large(url, "it goes on", limits)
                if time.monotonic() > until:
                    raise TimeoutError
                out.write(chunk)
    except ChitieuError:
        raise
    except Exception as error:
        raise trouble(url, error) from None


def _too_large(url: str, what: str, limits: Limits) -> UnusableSourceError:
    return _unusable(url, "too_large", f"{what}, more than {limits.size_mb} MB", "Raise the limit with --max-size.")


@contextmanager
def at_hand(place: Path | str, limits: Limits | None = None, *, size: int = -1, suffix: str = "") -> Iterator[Path]:
    """The file itself, or a copy of one from elsewhere that is taken away afterwards.

    Raises `UnusableSourceError` as `fetch`.
    """
    if not isinstance(place, str) or not is_remote(place):
        yield Path(place)
        return
    with PassingFolder() as folder:
        copy = Path(folder) / f"{PurePosixPath(urlsplit(place).path).stem[:80] or 'file'}{suffix or suffix_of(place)}"
        fetch(place, copy, limits or Limits(), size=size)
        yield copy
