"""The site: Datasette on the database, with metadata from the schema and pages of our own."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datasette.app import Datasette

HERE = Path(__file__).parent
#: The name under which the database is always mounted.
DATABASE = "chitieu"
_SETTINGS: dict[str, Any] = {
    "default_page_size": 50,
    "max_returned_rows": 5000,
    "sql_time_limit_ms": 5000,
    "suggest_facets": False,
    "allow_download": False,
    "force_https_urls": False,
}


def make_site(db: Path, *, base_url: str = "/") -> Datasette:
    """Datasette on the database, read-only, named `chitieu`; immutable where nothing can be written beside it."""
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.plugins import pm

    from pipeline.site.metadata import site_metadata

    if not pm.has_plugin("chitieu"):
        pm.register(import_module("pipeline.site.plugin"), name="chitieu")
    site = Datasette(
        [],
        metadata=site_metadata(),
        template_dir=str(HERE / "templates"),
        static_mounts=[("chitieu-static", str(HERE / "static"))],
        settings={**_SETTINGS, "base_url": base_url},
        memory=False,
    )
    mutable = os.access(db.parent, os.W_OK) and os.access(db, os.W_OK)
    site.add_database(Database(site, path=str(db), is_mutable=mutable), name=DATABASE)
    return site
