"""`chitieu serve`: the site on a port of this machine."""

from __future__ import annotations

import socket
from pathlib import Path

from pipeline.errors import ChitieuError
from pipeline.store import open_store


def serve_site(db: Path, *, host: str = "127.0.0.1", port: int = 8001, base_url: str = "/") -> None:
    """Serve the database until interrupted; prints its address.

    Raises `ChitieuError` where there is no database or the port is taken.
    """
    if not db.is_file():
        raise ChitieuError(f"{db}: there is no such database. Make one with: chitieu ingest PATH... --db {db}")
    open_store(db, write=False).close()
    _require_free(host, port)

    import uvicorn

    from pipeline.site import make_site

    site = make_site(db, base_url=base_url)
    print(f"http://{host}:{port}{base_url}", flush=True)
    uvicorn.run(site.app(), host=host, port=port, log_level="warning", lifespan="on", workers=1)


def _require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ChitieuError(
                f"Port {port} of {host} cannot be used ({error.strerror}). Name another with --port."
            ) from error
