"""Our pages for scripts: JSON, its headers, the queries behind each page; and what the reader tells of a fact."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
import regex
from sample_site import Site
from sample_store import build, rows

from pipeline.ingest import ingest_files
from pipeline.site.deadlines import calendar_of
from pipeline.site.downloads import COLUMNS
from pipeline.site.filters import Filters
from pipeline.site.plugin import register_routes

TEXT = """NGHỊ QUYẾT
về mẫu thử của tỉnh An Giang
I. MỤC TIÊU ĐẾN NĂM 2025
1. Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn đạt 90% trở lên.
"""
#: Each page and what its JSON holds.
PAGES = {
    "/compare": [],
    "/bodies": [],
    "/bodies/so-mau": ["body", "duties", "kin"],
    "/deadlines?year=2025": [],
    "/citations": ["absent", "held"],
    "/search?q=dat+dai": [],
    "/provinces": [],
    "/provinces/an-giang": ["before", "documents", "province", "targets"],
    "/review": ["conflicts", "doubtful", "gone"],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site on two documents."""
    path = tmp_path_factory.mktemp("data") / "a.db"
    other = rows(province="Cà Mau", value=95)
    for row in other["assignments"]:
        row |= {"body": "Sở Mẫu tỉnh Cà Mau", "body_id": "so-mau-tinh-ca-mau"}
    build(path, rows(), other).close()
    return Site(path)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site on a document that was ingested."""
    folder = tmp_path_factory.mktemp("read")
    (folder / "mau.txt").write_text(TEXT, encoding="utf-8")
    ingest_files([folder / "mau.txt"], folder / "a.db")
    return Site(folder / "a.db")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there_as_json(site: Site, address: str) -> None:
    path, _, query = address.partition("?")
    answer = site.get(f"{path}.json?{query}")
    assert answer.headers["content-type"].startswith("application/json")
    data = answer.json()
    assert (sorted(data) if PAGES[address] else []) == PAGES[address]
    assert data
    again = site.get(f"{path}.json?{query}", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    link = f'<{path}.json{"?" if query else ""}{query}>; rel="alternate"; type="application/json"'
    if address != "/compare":
        assert site.get(address).headers["link"] == link


@pytest.mark.parametrize("address", ["/", "/overview", *PAGES])
def test_every_page_leads_to_its_queries(site: Site, address: str) -> None:
    links = regex.findall(r'href="(/chitieu\?sql=[^"]+)"', site.get(address).text)
    assert links
    for link in links:
        answer = site.get(link.replace("&amp;", "&").replace("/chitieu?", "/chitieu.json?"))
        assert answer.status_code == 200, answer.text


def test_document_as_json(site: Site) -> None:
    found = site.get("/compare.json").json()[0]
    data = site.get(f"/doc/{found['document_id']}.json").json()
    assert sorted(data) == ["assignments", "citations", "cited_by", "deadlines", "document", "figures", "sections"]
    assert found["figure_id"] in [row["id"] for row in data["figures"]]
    assert "text" not in data["document"]


def test_bodies_of_one_kind_stand_beside_each_other(site: Site) -> None:
    for name in ("so-mau", "so-mau-tinh-ca-mau"):
        heads = regex.findall(r"<h2>([^<]+) <small>", site.get(f"/bodies/{name}").text)
        assert heads == ["An Giang", "Cà Mau"]


def test_reader_tells_where_a_deadline_comes_from(read: Site) -> None:
    found = read.get("/compare.json").json()[0]
    data = read.get(f"/doc/{found['document_id']}.json").json()
    figure = next(row for row in data["figures"] if row["id"] == found["figure_id"])
    origin = next(row for row in data["deadlines"] if row["id"] == figure["inherited_from"])
    assert origin["date"] == figure["deadline"] == "2025"
    text = read.get(f"/doc/{found['document_id']}?fact={figure['id']}").text
    assert f'(thời hạn lấy từ <a href="#f-{origin["id"]}">' in text
    assert f'<a href="#n-{figure["id"]}">' in text
    assert figure["rule"] in text
    assert f"#i-{figure['code']}-percent" in text


def test_calendar_has_quarters_and_months(tmp_path: Path) -> None:
    build(tmp_path / "a.db", rows(deadline="2024-03-31")).close()
    text = Site(tmp_path / "a.db").get("/deadlines?year=2024").text
    assert 'href="#due-2024-03"' in text
    assert 'id="due-2024-03"' in text
    assert "hạn đã qua" in text
    assert calendar_of(2024, {"2024-03": [{}]})[0] == [("2024-01", 0), ("2024-02", 0), ("2024-03", 1)]


def test_script_in_a_document_stays_text(tmp_path: Path) -> None:
    build(tmp_path / "a.db", rows(title='về <script>alert("x")</script> thử')).close()
    site = Site(tmp_path / "a.db")
    document = site.get("/compare.json").json()[0]["document_id"]
    addresses = [f"/doc/{document}", "/compare", "/search?q=alert", "/bodies/so-mau", "/provinces/an-giang"]
    for address in [*addresses, "/deadlines?year=2025", "/citations", "/review", "/search?q=<script>alert(1)</script>"]:
        assert "<script" not in site.get(address).text, address


def test_documentation_names_every_address_and_key(site: Site) -> None:
    text = (Path(__file__).parent.parent / "docs" / "site.md").read_text(encoding="utf-8")
    for pattern, _view in register_routes():
        page = "/" + pattern.strip("^$").split("/")[1].partition("(")[0].replace("\\.", "").strip("$")
        assert f"`{page}" in text, pattern
    for name in [*COLUMNS, *(name for names in PAGES.values() for name in names)]:
        assert f"`{name}`" in text, name
    for field in fields(Filters):
        assert f"`{field.name.removesuffix('s') if field.name in ('years', 'provinces') else field.name}" in text
