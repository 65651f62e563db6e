"""Servers on loopback for the tests of files elsewhere: a web server with listings, and the part of S3 that is used."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import escape


class Store:
    """The files of a server by path, what it was asked for, and what it does wrong."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[tuple[str, str]] = []
        #: Status by path; paths not answered in time; paths without end; whether the state of files is not told.
        self.status: dict[str, int] = {}
        self.slow: set[str] = set()
        self.endless: set[str] = set()
        self.mute = False
        self.url = ""

    def count(self, method: str) -> int:
        """How often a method was used."""
        return sum(asked == method for asked, _ in self.asked)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    store: Store

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:  # noqa: N802
        self._answer()

    def do_GET(self) -> None:  # noqa: N802
        self._answer()

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        path, query = unquote(parts.path), parse_qs(parts.query)
        self.store.asked.append((self.command, path))
        if path in self.store.slow:
            time.sleep(3)
        if path in self.store.status:
            self._send(self.store.status[path], b"")
        elif path in self.store.endless:
            self._flood()
        elif path in self.store.files:
            self._send_file(path)
        elif "list-type" in query:
            self._send(200, self._listing(path, query), kind="application/xml")
        elif path.endswith("/") and any(name.startswith(path) for name in self.store.files):
            links = {name[len(path) :].split("/")[0] + "/" * ("/" in name[len(path) :]) for name in self.store.files
                     if name.startswith(path)}  # fmt: skip
            page = "".join(f'<a href="{quote(link)}">{escape(link)}</a>\n' for link in sorted(links))
            self._send(200, page.encode(), kind="text/html")
        else:
            self._send(404, b"")

    def _send(self, status: int, body: bytes, *, kind: str = "application/octet-stream", tag: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", kind)
        if tag:
            self.send_header("ETag", tag)
        self.end_headers()
        with suppress(OSError):  # whoever asked may have gone
            self.wfile.write(body if self.command == "GET" else b"")

    def _send_file(self, path: str) -> None:
        body = self.store.files[path]
        wanted = self.headers.get("Range", "")
        kind = "application/pdf" if body.startswith(b"%PDF") else "text/plain"
        if wanted.startswith("bytes=") and not self.store.mute:
            first, last = wanted.removeprefix("bytes=").split("-")
            body = body[int(first) : int(last) + 1 if last else None]
        self._send(200, body, kind=kind, tag="" if self.store.mute else _tag(self.store.files[path]))

    def _flood(self) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        for _ in range(400 if self.command == "GET" else 0):
            try:
                self.wfile.write(b"x" * 65536)
            except OSError:
                return

    def _listing(self, bucket: str, query: dict[str, list[str]]) -> bytes:
        prefix = query.get("prefix", [""])[0]
        start = bucket.rstrip("/") + "/"
        rows = "".join(
            f"<Contents><Key>{escape(name[len(start) :])}</Key><LastModified>2027-01-02T03:04:05.000Z</LastModified>"
            f"<ETag>{_tag(body)}</ETag><Size>{len(body)}</Size><StorageClass>STANDARD</StorageClass></Contents>"
            for name, body in sorted(self.store.files.items())
            if name.startswith(start + prefix)
        )
        head = f"<Name>{start.strip('/')}</Name><IsTruncated>false</IsTruncated>"
        return f'<?xml version="1.0"?><ListBucketResult>{head}{rows}</ListBucketResult>'.encode()


def _tag(body: bytes) -> str:
    return f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'


@contextmanager
def serve() -> Iterator[Store]:
    """A server while the block runs."""
    store = Store()
    handler = type("Handler", (_Handler,), {"store": store})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    store.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
