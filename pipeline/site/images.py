"""Images of pages: drawn from the very file that was ingested, and from no other."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Any

from markupsafe import Markup

from pipeline.site import DATABASE
from pipeline.site.reader import Reading
from pipeline.site.web import absent, query, unless_known

#: Pixels a point: 108 dots an inch.
SCALE = 1.5
_FILE = "SELECT f.path, f.size, f.modified_ns FROM files f WHERE f.source_id = :source ORDER BY f.path"
#: Points of the page that are shown above and below a fact.
MARGIN = 70.0
_PAGE = (
    "SELECT p.source_id, p.width, p.height FROM pages p JOIN documents d ON d.source_id = p.source_id"
    " WHERE d.id = :id AND p.number = :number"
)
#: PDFium serves one thread at a time.
_lock = Lock()


async def show_page_image(datasette: Any, request: Any) -> Any:
    """`/page/<source>/<n>.png`: the image of a page, while the file is the one that was ingested."""
    held = await asyncio.to_thread(_files_of, datasette.get_database(DATABASE), request.url_vars["source"])
    number = int(request.url_vars["number"])
    for row in held:
        path = Path(row["path"])
        if _is_same(path, row):
            image = await asyncio.to_thread(render_page, path, number)
            if image is not None:
                return unless_known(request, image, "image/png", {})
    return await absent(datasette, request)


async def evidence_of(datasette: Any, reading: Reading, here: str) -> Markup:
    """The strip of the page image that holds a fact, its boxes drawn; empty where its source has no boxes."""
    facts = [fact for passage in reading.passages for fact in passage.facts if fact["id"] == here and fact["boxes"]]
    if not facts:
        return Markup("")
    boxes = [box["bbox"] for box in json.loads(facts[0]["boxes"]) if box["page"] == facts[0]["page"]]
    pages = await query(datasette, _PAGE, {"id": facts[0]["document_id"], "number": facts[0]["page"]})
    if not pages:
        return Markup("")
    size = pages[0]
    top = max(0.0, boxes[0][1] - MARGIN)
    height = min(size["height"], boxes[-1][3] + MARGIN) - top
    address = datasette.urls.path(f"/page/{size['source_id']}/{facts[0]['page']}.png")
    drawn = Markup("").join(
        Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="#ffd75e" fill-opacity=".4" stroke="#b25e00"/>').format(
            box[0] - 1, box[1] - 1, box[2] - box[0] + 2, box[3] - box[1] + 2
        )
        for box in boxes
    )
    return Markup(
        '<a href="{}"><svg class="evidence" viewBox="0 {} {} {}" role="img"><title>{}</title>'
        '<image href="{}" width="{}" height="{}"/>{}</svg></a>'
    ).format(address, top, size["width"], height, facts[0]["quote"], address, size["width"], size["height"], drawn)


def _files_of(database: Any, source: str) -> list[dict[str, Any]]:
    """Where the files of a source lie, asked on a connection of its own: those of the site do not show paths."""
    mode = "mode=ro" if database.is_mutable else "immutable=1"
    with closing(sqlite3.connect(f"{Path(database.path).resolve().as_uri()}?{mode}", uri=True)) as connection:
        found = connection.execute(_FILE, {"source": source}).fetchall()
    return [dict(zip(("path", "size", "modified_ns"), row, strict=True)) for row in found]


def _is_same(path: Path, row: dict[str, Any]) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (row["size"], row["modified_ns"])


def render_page(path: Path, number: int) -> bytes | None:
    """The page of a PDF as PNG, or None where there is no such page or the file is no PDF."""
    if path.suffix.lower() != ".pdf":
        return None
    import pypdfium2

    with _lock:
        document = pypdfium2.PdfDocument(path)
        try:
            if not 1 <= number <= len(document):
                return None
            image = document[number - 1].render(scale=SCALE).to_pil()
        finally:
            document.close()
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()
