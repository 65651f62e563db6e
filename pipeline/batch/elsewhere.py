"""Inputs from elsewhere: what the addresses of files, folders and globs lead to, as their servers list it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.batch.papers import is_paper
from pipeline.errors import ChitieuError
from pipeline.remote import connect, stamp_of, trouble


def list_remote(url: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The files of an address, each as address and what its server tells of it, sorted.

    An address that ends in `/` is a folder, one with `*`, `[` (and `?`, but on the web) a glob, else it is a file.
    Links of a web page are followed no further than the page or the pattern says.

    Raises `UnusableSourceError` where the server lists nothing there.
    """
    filesystem, path = connect(url)
    base, pattern = _split(url, path)
    try:
        if pattern is None and not url.endswith("/"):
            yield url, filesystem.info(path)
            return
        found = _find(filesystem, base, url, pattern)
        if not found:
            raise FileNotFoundError
        wanted = [name for name in sorted(found) if name.startswith(base) and _is_wanted(name, pattern)]
        told = [(name, _told(filesystem, found[name])) for name in wanted]
    except ChitieuError:
        raise
    except Exception as error:
        raise trouble(url, error) from None
    yield from ((_address(url, filesystem, name), info) for name, info in told)


def _split(url: str, path: str) -> tuple[str, re.Pattern[str] | None]:
    """The folder that is listed, and the pattern of the names there."""
    magic = "*[" if url.startswith("http") else "*?["
    first = min((path.find(mark) for mark in magic if mark in path), default=-1)
    if first < 0:
        return path, None
    from fsspec.utils import glob_translate

    return path[: path.rfind("/", 0, first) + 1], re.compile(glob_translate(path))


def _find(filesystem: Any, base: str, url: str, pattern: re.Pattern[str] | None) -> dict[str, dict[str, Any]]:
    """The files under a folder; a folder that cannot be listed is an error, not empty."""
    from fsspec.asyn import AsyncFileSystem
    from fsspec.spec import AbstractFileSystem

    kind = type(filesystem)
    walks = kind.find is AbstractFileSystem.find or getattr(kind, "_find", None) is AsyncFileSystem._find
    options: dict[str, Any] = {"on_error": "raise"} if walks else {}
    if url.startswith("http"):
        deep = url[url.find("/", 8) :].count("/") - base[base.find("/", 8) :].count("/") + 1
        options["maxdepth"] = deep if pattern and "**" not in url else 1
    found: dict[str, dict[str, Any]] = filesystem.find(base, detail=True, **options)
    return {name: info for name, info in found.items() if info.get("type") != "directory"}


def _is_wanted(name: str, pattern: re.Pattern[str] | None) -> bool:
    return is_paper(name.split("?")[0]) and (pattern is None or pattern.match(name) is not None)


def _told(filesystem: Any, info: dict[str, Any]) -> dict[str, Any]:
    """What the list tells of a file, or, where that is only its name, what the server tells when it is asked."""
    if stamp_of(info)[1]:
        return info
    told: dict[str, Any] = filesystem.info(info["name"])
    return told


def _address(url: str, filesystem: Any, name: str) -> str:
    """The address of a file that was listed; what lets the reader in goes along."""
    scheme, rest = url.split("://", 1)
    if url.startswith("http"):
        user = rest.split("/", 1)[0].rpartition("@")[0]
        listed = name.split("://", 1)[-1]
        return f"{scheme}://{user}@{listed}" if user and "@" not in listed.split("/", 1)[0] else f"{scheme}://{listed}"
    return str(filesystem.unstrip_protocol(name)) if "://" not in name else name
