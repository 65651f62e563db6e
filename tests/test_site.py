"""The site, through Datasette's own client."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex
from click.testing import CliRunner
from sample_site import Site, three_provinces

from pipeline.cli import cli
from pipeline.schema import load_schema
from pipeline.site.plugin import fold_search
from pipeline.site.queries import load_queries
from pipeline.site.words import LANGUAGES, words_in

ARGUMENTS = {"code": "tthc.on_time", "year": "2025", "province": "an giang", "body": "so mau", "q": "dat dai"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of three provinces, one with a digest."""
    return three_provinces(tmp_path_factory.mktemp("site") / "any name.db")


@pytest.fixture(scope="module")
def site(path: Path) -> Iterator[Site]:
    """The site on it."""
    return Site(path)


def test_comparison_answers_in_json(site: Site) -> None:
    found = site.get("/chitieu/comparison.json?code=tthc.on_time&year=2025&_shape=array").json()
    assert [(row["province"], row["value"]) for row in found if row["level"] is None] == [
        ("An Giang", 90.0),
        ("Cà Mau", 95.0),
    ]
    wanted = "code province year level role comparator value value_high unit change baseline figure_id document_id"
    assert set(wanted.split()) <= set(found[0])


@pytest.mark.parametrize("table", [table.name for table in load_schema() if table.name != "files"])
def test_every_table_is_shown(site: Site, table: str) -> None:
    assert site.get(f"/chitieu/{table}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        *("/chitieu/files", "/chitieu/files.json", "/-/databases", "/-/databases.json"),
        *("/chitieu.json?sql=select+*+from+files", "/chitieu.json?sql=select+*+from+pragma_database_list()"),
        *(
            "/chitieu.json?sql=select+group_concat(path)+from+files",
            "/chitieu.csv?sql=select+path+from+files",
            "/.json",
        ),
        *("/-/settings.json", "/-/metadata.json", "/-/plugins.json", "/-/threads.json", "/chitieu.json"),
    ],
)
def test_no_path_of_the_machine_is_shown(site: Site, path: Path, address: str) -> None:
    assert str(path.parent) not in site.get(address).text


@pytest.mark.parametrize("name", sorted(load_queries()))
def test_canned_queries_run_and_find(site: Site, name: str) -> None:
    answer = site.get(f"/chitieu/{name}.json", params={**ARGUMENTS, "_shape": "array"})
    assert answer.status_code == 200, answer.text
    assert answer.json(), name


def test_titles_are_in_both_languages(site: Site) -> None:
    text = site.get("/chitieu/figures").text
    assert "Con số" in text
    assert "Figures" in text


@pytest.mark.parametrize("query", ["dat dai", "ĐẤT ĐAI", "đất đai"])
def test_search_box_of_a_table_needs_no_accents(site: Site, query: str) -> None:
    found = site.get("/chitieu/passages.json", params={"_search": query, "_shape": "array"}).json()
    assert len(found) == 4


def test_operators_of_an_advanced_search_stay() -> None:
    assert fold_search("_search=Đất OR đai&_searchmode=raw".encode()) == b"_search=dat+OR+dai&_searchmode=raw"


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_page_leads_to_the_comparison(site: Site, language: str) -> None:
    text = site.get(f"/?lang={language}").text
    assert 'href="/compare"' in text
    assert words_in(language)("about_1") in text.replace("&#39;", "'")


def cells(site: Site) -> list[str]:
    """The address of every cell of the comparison."""
    return regex.findall(r'class="cell[^"]*" href="([^"]+)"', site.get("/compare?year=2025&year=2030").text)


def test_every_cell_leads_to_its_sentence(site: Site) -> None:
    found = cells(site)
    assert len(found) == 4
    for address in found:
        page, _, anchor = address.replace("&amp;", "&").partition("#")
        text = site.get(page).text
        assert f'id="{anchor}"' in text
        assert regex.search(r'<mark class="[^"]*figures here"><a [^>]+>\d+%</a></mark>', text)


def test_document_says_that_it_is_a_digest(site: Site) -> None:
    notes = [words_in("vi")("digest_note") in site.get(address.replace("&amp;", "&")).text for address in cells(site)]
    assert sorted(notes) == [False, False, False, True]


def test_words_of_documents_are_escaped(site: Site) -> None:
    for address in (cells(site)[0].replace("&amp;", "&"), "/chitieu/search_passages?q=alert", "/chitieu/passages"):
        text = site.get(address).text
        assert "alert(1)" in text
        assert "<script>alert" not in text


@pytest.mark.parametrize("address", ["/", "/compare", "/chitieu", "/chitieu/figures", "/chitieu/search_passages?q=dat"])
def test_nothing_comes_from_another_host(site: Site, address: str) -> None:
    answer = site.get(address)
    policy = "default-src 'self'" if address.startswith("/chitieu") else "default-src 'none'"
    assert policy in answer.headers["content-security-policy"]
    assert not regex.search(r'<(?:link|script|img)[^>]+(?:href|src)="(?:https?:)?//(?!localhost)', answer.text)


@pytest.mark.parametrize(
    "address",
    ["/chitieu/figures", "/chitieu/targets", "/chitieu/comparison", "/chitieu/province_targets?province=ca+mau"],
)
def test_rows_lead_to_the_reader(site: Site, address: str) -> None:
    assert regex.search(r'href="/doc/[0-9a-f]{16}\?fact=[0-9a-f]{16}', site.get(address).text)


def test_unknown_document_is_not_found(site: Site) -> None:
    assert site.get("/doc/0123456789abcdef").status_code == 404


def test_writing_is_refused(site: Site) -> None:
    answer = site.get("/chitieu.json?sql=delete+from+figures")
    assert answer.status_code == 400


def test_language_is_kept(site: Site) -> None:
    assert "lang=en" in site.get("/compare?lang=en").headers["set-cookie"]
    assert "Targets of provinces" in site.get("/compare", cookies={"lang": "en"}).text


def test_taken_port_is_told(path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(cli, ["serve", "--db", str(path), "--port", str(port)])
    assert result.exit_code == 1
    assert str(port) in str(result.exception)


def test_absent_database_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["serve", "--db", str(tmp_path / "none.db")])
    assert "chitieu ingest" in str(result.exception)
