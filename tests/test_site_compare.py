"""The comparison: what is in its cells, its filters, its notes, its downloads."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
import regex
from sample_site import Site, three_provinces
from sample_store import build, rows

from pipeline.site.words import LANGUAGES, words_in


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site on three provinces."""
    return Site(three_provinces(tmp_path_factory.mktemp("compare") / "a.db"))


def test_comparison_page_shows_what_is_there_and_what_is_not(site: Site) -> None:
    text = site.get("/compare").text
    assert "≥" not in text
    assert regex.search(r">95%<span class=\"best\">", text)
    assert words_in("vi")("missing") in text
    assert words_in("vi")("level.commune") in text


def test_filters_are_kept_in_the_address(site: Site) -> None:
    text = site.get("/compare?province=ca-mau&year=2030&lang=en").text
    assert "97%" in text
    assert "95%" not in text
    assert 'value="ca-mau" checked' in text
    assert "/compare.csv?year=2030&amp;province=ca-mau" in text


def test_figures_of_another_role_are_compared_by_the_same_rule(tmp_path: Path) -> None:
    build(tmp_path / "a.db", rows(value=71, role="result"), rows(province="Cà Mau", value=72)).close()
    site = Site(tmp_path / "a.db")
    shown = {role: site.get(f"/compare.json?role={role}").json() for role in ("target", "result", "other")}
    assert {role: [row["value"] for row in found] for role, found in shown.items()} == {
        "target": [72.0],
        "result": [71.0],
        "other": [],
    }
    text = site.get("/compare?role=result&lang=en").text
    assert "71%" in text
    assert "/compare.csv?role=result" in text
    assert words_in("en")("role.result") in text
    assert 'class="best"' not in text


def test_every_filter_has_a_label_in_words(site: Site) -> None:
    for language in LANGUAGES:
        form = site.get(f"/compare?lang={language}").text.partition('class="filters"')[2].partition("</form>")[0]
        labels = {label.strip() for label in regex.findall(r">([^<]+)<", form)}
        assert not labels & {"present", "shared", "differing", "role", "by_present", "doc_type"}
        assert words_in(language)("by_present") in labels


def test_copies_are_not_counted(tmp_path: Path) -> None:
    one = {"number": "7/NQ-MAU", "issued_on": "2021-02-03"}
    build(tmp_path / "a.db", rows(**one), rows(**one, digest=True, title="về việc thử mẫu")).close()
    site = Site(tmp_path / "a.db")
    counts = regex.findall(r"<b>(\d+)</b> (?:văn bản|con số|chỉ tiêu)", site.get("/").text)
    assert counts == ["1", "1", "1"]
    for view in ("targets", "percentages", "comparison"):
        assert len(site.get(f"/chitieu/{view}.json?_shape=array").json()) == 1


def test_other_documents_stand_behind_a_cell(tmp_path: Path) -> None:
    old = rows(number="7/2021/NQ-MAU", issued_on="2021-02-03", value=71, title="về việc thử mẫu một")
    new = rows(issued_on="2022-02-03", value=72, cites="7/2021/NQ-MAU", relation="replaces")
    build(tmp_path / "a.db", old, new).close()
    cell = Site(tmp_path / "a.db").get("/compare").text.partition('<details class="others">')
    assert ">72%<" in cell[0]
    others = cell[2].partition("</details>")[0]
    assert "71%" in others
    assert "7/2021/NQ-MAU" in others
    assert words_in("vi")("ended.replaces") in others


def test_notes_on_definitions_are_text(site: Site) -> None:
    text = site.get("/compare?province=an-giang").text
    numbers = regex.findall(r'href="#note-(\d+)" title="([^"]+)"', text)
    assert numbers
    for number, note in numbers:
        assert f'<li id="note-{number}" value="{number}">{note}</li>' in text


@pytest.mark.parametrize("address", ["/compare?year=x&topic='&sort=;", "/compare?year=1&shared=1&differing=1"])
def test_odd_filters_show_nothing_and_break_nothing(site: Site, address: str) -> None:
    assert site.get(address).status_code == 200


def test_former_provinces_stand_with_their_successor(tmp_path: Path) -> None:
    build(tmp_path / "a.db", rows(province="Hà Giang", value=71), rows(province="Tuyên Quang", value=72)).close()
    text = Site(tmp_path / "a.db").get("/compare?present=1").text
    heads = regex.findall(r'<th colspan="2" scope="colgroup" class="first"><a [^>]+>([^<]+)', text)
    assert heads == ["Tuyên Quang"]
    assert "71%" in text
    assert "<small>Hà Giang</small>" in text


def test_csv_is_what_the_page_shows(site: Site) -> None:
    data = site.get("/compare.csv?province=ca-mau").content
    assert data.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [(row["year"], row["shown"]) for row in found] == [("2025", "95%"), ("2030", "97%")]
    assert all(row["link"].startswith("http") and row["section"] == "1" for row in found)


def test_workbook_holds_the_words(site: Site) -> None:
    archive = zipfile.ZipFile(io.BytesIO(site.get("/compare.xlsx").content))
    assert archive.testzip() is None
    assert "Cà Mau" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_json_download(site: Site) -> None:
    assert {row["province"] for row in site.get("/compare.json").json()} == {"An Giang", "Cà Mau", "Sơn La"}


def test_results_show_the_latest_years_unless_others_are_chosen(tmp_path: Path) -> None:
    build(tmp_path / "a.db", *(rows(value=60 + n, year=2015 + n, role="result") for n in range(6))).close()
    site = Site(tmp_path / "a.db")
    assert [row["year"] for row in site.get("/compare.json?role=result").json()] == [2019, 2020]
    assert [row["year"] for row in site.get("/compare.json?role=result&year=2015").json()] == [2015]
    assert 'value="2015"' in site.get("/compare?role=result").text


def test_tiers_have_lanes_of_their_own(tmp_path: Path) -> None:
    commune = rows(value=60, level="commune", title="về việc thử mẫu một")
    build(tmp_path / "a.db", commune, rows(value=80, level="province", title="về việc thử mẫu hai")).close()
    text = Site(tmp_path / "a.db").get("/compare").text
    assert "<title>An Giang (cấp xã): 2025 60%; An Giang (cấp tỉnh): 2025 80%</title>" in text
    assert text.count("<circle") >= 2 + 2
