"""A site on a small database, whose pages are got by address."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from sample_store import build, rows

from pipeline.site import make_site


class Site:
    """A site whose pages are got by address."""

    def __init__(self, path: Path) -> None:
        self.datasette: Any = make_site(path)

    def get(self, address: str, **options: Any) -> Any:
        """The response to a request."""
        return asyncio.run(self.datasette.client.get(address, **options))


def three_provinces(made: Path) -> Path:
    """A database of three provinces, one with a digest."""
    sources = (
        rows(title="về việc thử mẫu một"),
        rows(province="Cà Mau", value=95, title="về việc thử mẫu hai", number="4/NQ-MAU"),
        rows(province="Cà Mau", value=97, year=2030, digest=True),
        rows(province="Sơn La", value=80, level="commune"),
    )
    build(made, *sources).close()
    return made
