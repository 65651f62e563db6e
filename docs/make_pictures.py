"""Pictures of the main pages, wide and phone: `python docs/make_pictures.py [--db FILE] [--out docs/pictures]`.

Serves the database (made from `corpora/` where none is named) and photographs it with Chromium, driven by Playwright.
"""

from __future__ import annotations

import argparse
import io
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
WIDE, PHONE = (1200, 800), (390, 844)


def main() -> None:
    """Read the arguments and write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", type=Path, help="a database; without it one is made from corpora/")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    arguments = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is not installed. On Debian: apt-get install chromium")
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        db = arguments.db or Path(scratch) / "a.db"
        if arguments.db is None:
            subprocess.run([*_chitieu(), "ingest", str(ROOT / "corpora"), "--db", str(db)], check=True)
        photograph(chromium, db, arguments.out)


def photograph(chromium: str, db: Path, out: Path) -> None:
    """Serve the database and take every picture."""
    from playwright.sync_api import sync_playwright

    port = _free_port()
    server = subprocess.Popen([*_chitieu(), "serve", "--db", str(db), "--port", str(port)])
    try:
        _wait(port)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            for kind, (width, height) in (("", WIDE), ("-phone", PHONE)):
                page = browser.new_page(viewport={"width": width, "height": height})
                for name, address in addresses(db).items():
                    page.goto(f"http://127.0.0.1:{port}{address}")
                    store_picture(page.screenshot(), out / f"{name}{kind}.png")
            browser.close()
    finally:
        server.terminate()
        server.wait()


def store_picture(data: bytes, path: Path) -> None:
    """Write a picture with 128 colours, which a page of text needs not more of."""
    from PIL import Image

    Image.open(io.BytesIO(data)).convert("RGB").quantize(128).save(path, optimize=True)
    print(path)


def addresses(db: Path) -> dict[str, str]:
    """The pages that are photographed; the document is the one of a target that two provinces set."""
    from pipeline.store import open_store

    database = open_store(db, write=False)
    query = (
        "SELECT document_id, figure_id FROM comparison WHERE code = 'satisfaction.procedures' ORDER BY year, province"
    )
    document, figure = database.execute(query).fetchone()
    body = database.execute("SELECT body_id FROM assignments GROUP BY 1 ORDER BY count(*) DESC, 1").fetchone()[0]
    database.close()
    return {
        "compare": "/compare?shared=1",
        "document": f"/doc/{document}?fact={figure}#f-{figure}",
        "body": f"/bodies/{body}",
        "deadlines": "/deadlines?year=2025",
        "search": "/search?q=muc+do+hai+long",
    }


def _chitieu() -> list[str]:
    return [sys.executable, "-m", "pipeline.cli"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("The site did not start.")


if __name__ == "__main__":
    main()
