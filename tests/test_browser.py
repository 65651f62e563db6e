"""A walk through the site in a real browser: Debian's Chromium, driven by Playwright; skipped, aloud, without them."""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import make_pdf
import make_scan
import pytest
import regex
from conftest import ROOT
from PIL import Image, ImageStat

playwright_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (Debian: apt-get install chromium)"),
]
PAGES = (
    "/",
    "/compare",
    "/compare?role=result",
    "/overview",
    "/bodies",
    "/bodies/so-noi-vu",
    "/provinces",
    "/provinces/ha-giang",
    "/deadlines?year=2025",
    "/citations",
    "/search?q=muc+do+hai+long",
    "/review",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site on the corpora of the repository: of what is there as PDF, the PDF."""
    db = tmp_path_factory.mktemp("browser") / "a.db"
    chitieu = [sys.executable, "-m", "pipeline.cli"]
    papers = [path for path in sorted((ROOT / "corpora").rglob("*.*")) if path.suffix in (".txt", ".pdf")]
    printed = {path.parent for path in papers if path.suffix == ".pdf"}
    files = [str(path) for path in papers if path.suffix == ".pdf" or path.parent not in printed]
    subprocess.run([*chitieu, "ingest", *files, "--db", str(db)], check=True, cwd=ROOT)
    with served(db) as site:
        yield site


@contextmanager
def served(db: Path) -> Iterator[str]:
    """The address at which a database is served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "pipeline.cli", "serve", "--db", str(db), "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT)
    for _ in range(100):
        time.sleep(0.1)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The browser."""
    with playwright_api.sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield made
        made.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that asks no other host and writes no error to its console."""
    context = browser.new_context(base_url=address, accept_downloads=True)
    made = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    made.on("request", lambda request: asked.append(request.url))
    made.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    made.on("pageerror", lambda error: errors.append(str(error)))
    yield made
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert errors == []
    context.close()


def test_walk_from_home_to_the_sentence_and_back(page: Any) -> None:
    page.goto("/")
    page.click("a.button")
    page.check("input[name=shared]")
    page.click("form.filters button")
    assert "shared=1" in page.url
    cell = page.locator("td a.cell").first
    number = regex.search(r"\d+", cell.inner_text()).group()
    cell.click()
    here = page.locator("mark.here").first
    assert here.is_visible()
    assert number in here.inner_text()
    page.go_back()
    assert page.is_checked("input[name=shared]")


def test_walk_from_a_filter_to_the_page_image_and_back(page: Any) -> None:
    page.goto("/compare")
    page.click("summary:has-text('Tỉnh')")
    page.check("input[value=soc-trang]")
    page.click("form.filters button")
    address = page.url
    cell = page.locator("td a.cell").first
    number = regex.search(r"\d+", cell.inner_text()).group()
    cell.click()
    assert number in page.locator("mark.here").first.inner_text()
    page.locator("mark.here a").first.click()
    assert page.locator("li.here svg.evidence").is_visible()
    with page.expect_response(lambda response: response.url.endswith(".png")) as image:
        page.locator("li.here a:has(svg.evidence)").click()
    assert image.value.status in (200, 304)
    while page.url != address:
        page.go_back()
    assert page.is_checked("input[value=soc-trang]")


def test_reader_can_be_read_by_everyone(page: Any) -> None:
    module = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    page.goto("/compare")
    page.locator("td a.cell").first.click()
    for name in (page.url, page.locator("a[href*='/correct/']").first.get_attribute("href")):
        page.goto(name)
        violations = module.Axe().run(page).response["violations"]
        assert [rule["id"] for rule in violations if rule["impact"] in ("serious", "critical")] == []
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_language_is_switched_and_kept(page: Any) -> None:
    page.goto("/compare")
    page.click("a.language")
    assert page.locator("html").get_attribute("lang") == "en"
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize(("asked", "found"), [("muc do hai long", "mức độ hài lòng"), ("dat dai", "đất đai")])
def test_search_without_accents(page: Any, asked: str, found: str) -> None:
    page.goto("/")
    page.fill("input[name=q]", asked)
    page.press("input[name=q]", "Enter")
    assert found in " ".join(page.locator("ol.found mark").all_inner_texts()).lower()


def test_workbook_opens(page: Any) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    page.goto("/compare")
    with page.expect_download() as download:
        page.click("text=XLSX")
    sheet = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active
    heads = [cell.value for cell in sheet[1]]
    assert {"province", "value", "link"} <= set(heads)
    assert sheet.max_row == 1 + page.locator("td a.cell").count()


@pytest.mark.parametrize("form", [{"skew": 2.5}, {"turn": 1}], ids=["skewed", "turned"])
def test_box_on_the_page_image_of_a_scan(browser: Any, tmp_path: Path, form: dict[str, Any]) -> None:
    """The fact's box frames its ink on the page image of a scan as it came, skewed or turned."""
    path = make_scan.scan(make_pdf.plan(tmp_path / "plan.pdf"), tmp_path / "scan.pdf", **form)
    path.with_name("plan.pdf").unlink()
    ingest = [sys.executable, "-m", "pipeline.cli", "ingest", str(path), "--db", str(tmp_path / "a.db")]
    subprocess.run(ingest, check=True, cwd=ROOT)
    with served(tmp_path / "a.db") as site:
        page = browser.new_context(base_url=site).new_page()
        found = page.request.get("/chitieu/figures.json?page__notblank=1&unit=percent&_shape=array&_size=1").json()[0]
        page.goto(f"/doc/{found['document_id']}?fact={found['id']}")
        evidence = page.locator("li.here svg.evidence").first
        evidence.scroll_into_view_if_needed()
        with page.expect_response(lambda response: response.url.endswith(".png")) as image:
            page.reload()
        assert image.value.status in (200, 304)
        shown = Image.open(io.BytesIO(evidence.screenshot())).convert("L")
        assert ImageStat.Stat(shown.point(lambda grey: 255 * (grey < 110))).mean[0] > 1
        page.context.close()


def test_page_image_of_a_pdf(page: Any, address: str) -> None:
    found = page.request.get("/chitieu/figures.json?page__notblank=1&_shape=array&_size=1").json()
    page.goto(f"/doc/{found[0]['document_id']}?fact={found[0]['id']}")
    page.locator("svg.evidence").first.scroll_into_view_if_needed()
    with page.expect_response(lambda response: response.url.endswith(".png")) as image:
        page.reload()
    assert image.value.status in (200, 304)


@pytest.mark.parametrize("name", PAGES)
def test_page_can_be_read_by_everyone(page: Any, name: str) -> None:
    module = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    page.goto(name)
    results = module.Axe().run(page).response
    serious = [rule for rule in results["violations"] if rule["impact"] in ("serious", "critical")]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in serious] == []


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("name", PAGES)
def test_page_fits_a_phone(page: Any, name: str, width: int) -> None:
    """No page is wider than a phone, or than 1280 points at 400 % (320, as WCAG 1.4.10 has it)."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(name)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
