"""The pages beside the comparison: bodies, deadlines, citations, search, provinces, review, images."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex
from sample_site import Site
from sample_store import build, rows

from pipeline.site import make_site
from pipeline.site.deadlines import ics
from pipeline.site.search import snippet
from pipeline.site.web import POLICY
from pipeline.site.words import LANGUAGES, words_in

MISSING = "0123456789abcdef"


def minimal_pdf() -> bytes:
    """A PDF of one empty page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + b"xref\n0 4\n0000000000 65535 f \n" + table + trailer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database and the one PDF that it holds."""
    made = tmp_path_factory.mktemp("pages")
    (made / "mau.pdf").write_bytes(minimal_pdf())
    (made / "other.pdf").write_bytes(minimal_pdf())
    first = rows(province="Hà Giang", number="7/2021/NQ-MAU", issued_on="2021-02-03", title="về việc thử mẫu một")
    second = rows(
        province="Hà Giang",
        issued_on="2023-02-03",
        cites="7/2021/NQ-MAU",
        relation="amends",
        value=95,
        confidence=0.3,
        title="về việc sửa đổi mẫu",
    )
    stat = (made / "mau.pdf").stat()
    fact = second["figures"][0]
    fact |= {"page": 1, "bbox": "[10, 20, 60, 32]", "boxes": '[{"page": 1, "bbox": [10, 20, 60, 32]}]'}
    second["pages"].append(
        {"id": f"{second.source_id}-1", "source_id": second.source_id, "number": 1, "width": 200.0, "height": 100.0}
    )
    database = build(made / "a.db", first, second, rows(province=None, value=33))
    seen = {"name": "mau.pdf", "size": stat.st_size, "modified_ns": stat.st_mtime_ns, "source_id": second.source_id}
    database.table("files").insert({"path": str(made / "mau.pdf"), **seen})
    database.close()
    return made


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    """The site on it."""
    return Site(folder / "a.db")


def source_of(site: Site) -> str:
    """The id of the source that has a page image."""
    return str(site.get("/chitieu/pages.json?_shape=array").json()[0]["source_id"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address",
    [
        *("/", "/compare", "/overview", "/bodies", "/bodies/so-mau", "/deadlines?year=2025", "/citations", "/review"),
        *("/search?q=dat+dai", "/provinces/ha-giang", "/provinces/tuyen-quang"),
    ],
)
def test_page_answers_in_both_languages(site: Site, address: str, language: str) -> None:
    answer = site.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert "<script" not in answer.text.replace("&lt;script", "")
    assert answer.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize(
    "address",
    [
        "/bodies/khong-co",
        "/provinces/khong-co",
        f"/doc/{MISSING}",
        f"/correct/figures/{MISSING}",
        f"/page/{MISSING}/1.png",
    ],
)
def test_what_is_not_there_is_not_found(site: Site, address: str) -> None:
    assert site.get(address).status_code == 404


def test_body_lists_its_duties_by_province(site: Site) -> None:
    text = site.get("/bodies/so-mau").text
    assert "Hà Giang" in text
    assert words_in("vi")("unknown_province") in text
    assert words_in("vi")("role.lead") in text


def test_bodies_are_found_without_accents(site: Site) -> None:
    assert "/bodies/so-mau" in site.get("/bodies?q=SO+MAU").text
    assert "/bodies/so-mau" not in site.get("/bodies?q=so+khac").text


def test_deadlines_of_a_year(site: Site) -> None:
    found = site.get("/deadlines.json?year=2025").json()
    assert {row["deadline"] for row in found} == {"2025"}
    assert site.get("/deadlines.json?year=1999").json() == []
    assert words_in("vi")("past_note").split("”")[0] in site.get("/deadlines?year=2025").text


def test_calendar_file_can_be_read(site: Site) -> None:
    text = site.get("/deadlines.ics?year=2025").text
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 3
    assert "DTSTART;VALUE=DATE:20251231" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_calendar_escapes_what_is_special() -> None:
    row = {
        "id": "x",
        "deadline": "2025-03-04",
        "value": None,
        "province": "Hà Giang",
        "what": "một, hai; ba",
        "label": "",
    }
    assert "một\\, hai\\; ba" in ics([row], {"x": "http://localhost/"}, "vi")


def test_citations_show_held_and_absent(site: Site) -> None:
    text = site.get("/citations").text
    assert words_in("vi")("relation.amends") in text
    assert "99/NQ-MAU" in text
    assert "<svg" in text


def test_search_finds_and_marks(site: Site) -> None:
    text = site.get("/search", params={"q": "ĐA\u0302\u0301T dai"}).text
    assert '<mark class="here">Đất đai</mark>' in text
    assert "<script>alert" not in text


@pytest.mark.parametrize("query", ["", "khong co gi o day", '"', "đường thủy nội địa"])
def test_search_that_finds_nothing(site: Site, query: str) -> None:
    assert site.get("/search.json", params={"q": query}).json() == []


def test_number_with_percent_finds_its_figures(site: Site) -> None:
    found = site.get("/search.json", params={"q": "95%"}).json()
    assert [row["value"] for row in found] == [95.0]
    assert site.get("/search.json", params={"q": "dat dai 95%"}).json() == found
    assert site.get("/search.json", params={"q": "giao duc 95%"}).json() == []


def test_snippet_is_escaped() -> None:
    assert snippet("<b>mẫu</b>", "b") == '&lt;<mark class="here">b</mark>&gt;mẫu&lt;/<mark class="here">b</mark>&gt;'


def test_province_names_its_successor_and_predecessors(site: Site) -> None:
    assert "/provinces/tuyen-quang" in site.get("/provinces/ha-giang").text
    assert "/provinces/ha-giang" in site.get("/provinces/tuyen-quang").text


def test_review_lists_what_is_doubtful(site: Site) -> None:
    text = site.get("/review").text
    assert "/correct/figures/" in text
    fact = text.partition("/correct/figures/")[2][:16]
    row = site.get(f"/correct/figures/{fact}").text
    assert f"figures,{fact},change,value,95.0" in row


def test_fact_of_a_pdf_shows_its_place(site: Site) -> None:
    fact = site.get("/search.json", params={"q": "95%"}).json()[0]
    text = site.get(f"/doc/{fact['document_id']}?fact={fact['id']}").text
    assert 'class="evidence"' in text
    assert f"/page/{source_of(site)}/1.png" in text


def test_page_image_is_of_the_ingested_file_only(site: Site, folder: Path) -> None:
    address = f"/page/{source_of(site)}/1.png"
    image = site.get(address)
    assert image.content.startswith(b"\x89PNG")
    assert site.get(f"/page/{source_of(site)}/2.png").status_code == 404
    assert site.get(address.replace("1.png", "..%2f..%2fother.pdf")).status_code != 200
    before = (folder / "mau.pdf").read_bytes()
    (folder / "mau.pdf").write_bytes(before + b"\n")
    assert site.get(address).status_code == 404, "the file is no longer the one that was ingested"


def test_answer_that_is_known_is_not_sent_again(site: Site) -> None:
    tag = site.get("/compare").headers["etag"]
    again = site.get("/compare", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_pages_name_their_json(site: Site) -> None:
    link = site.get("/compare?year=2025").headers["link"]
    assert link == '</compare.json?year=2025>; rel="alternate"; type="application/json"'
    assert isinstance(site.get("/compare.json?year=2025").json(), list)


def test_links_keep_the_path_of_a_proxy(folder: Path) -> None:
    datasette: Any = make_site(folder / "a.db", base_url="/chi-tieu/")
    for address in ("/", "/compare", "/deadlines?year=2025", "/citations", "/search?q=dat"):
        text = asyncio.run(datasette.client.get(address)).text
        links = set(regex.findall(r'(?:href|action|src)="(/[^"]*)"', text))
        assert links
        assert [link for link in links if not link.startswith("/chi-tieu/") or "/chi-tieu/chi-tieu" in link] == []


def test_stylesheet_is_small() -> None:
    css = Path(make_site.__code__.co_filename).parent / "static" / "chitieu.css"
    assert css.stat().st_size < 15_000
