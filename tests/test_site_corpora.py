"""The demo: what the corpora of the repository, and the shared ones where they are present, show on the site."""

from __future__ import annotations

import csv
import html
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import regex
from conftest import ROOT, SHARED
from sample_site import Site
from sample_store import dump

from pipeline.ingest import ingest_files
from pipeline.site.filters import ROLES
from pipeline.store import open_store

_NUMBER = regex.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")


@pytest.fixture(scope="module")
def digests(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site on what the repository ships."""
    db = tmp_path_factory.mktemp("corpora") / "a.db"
    ingest_files([ROOT / "corpora"], db)
    return Site(db)


@pytest.fixture(scope="module", params=["corpora", pytest.param("shared", marks=pytest.mark.shared)])
def site(request: pytest.FixtureRequest, digests: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site on the digests, then with the official texts in their place."""
    if request.param == "corpora":
        yield digests
        return
    db = tmp_path_factory.mktemp("shared") / "a.db"
    ingest_files([ROOT / "corpora", SHARED / "corpora"], db)
    yield Site(db)


def values(site: Site, year: int) -> dict[str, tuple[str, float]]:
    """Comparator and value of each province for one indicator."""
    address = f"/chitieu/comparison.json?code=satisfaction.procedures&year={year}&_shape=array"
    return {row["province"]: (row["comparator"], row["value"]) for row in site.get(address).json()}


def test_comparison_of_the_three_provinces(site: Site) -> None:
    assert values(site, 2025) == {"Hà Giang": (">=", 90.0), "Sóc Trăng": (">=", 90.0), "Hà Tĩnh": (">=", 90.0)}
    assert values(site, 2030) == {"Sóc Trăng": (">=", 95.0), "Hà Tĩnh": (">=", 95.0)}


@pytest.mark.parametrize("role", ROLES)
def test_every_cell_leads_to_its_own_number(site: Site, role: str) -> None:
    years = "&".join(f"year={year}" for year in range(2010, 2046))
    rows = site.get(f"/compare.json?role={role}&{years}").json()
    assert len(rows) > {"target": 60, "result": 5}.get(role, -1)
    for row in rows:
        text = site.get(f"/doc/{row['document_id']}?fact={row['figure_id']}").text
        passages = [part for part in text.split('<div class="passage ')[1:] if 'here"><a' in part]
        assert len(passages) == 1, "the span is at most one block long"
        marked = html.unescape("".join(regex.findall(r'<mark class="[^"]*here"><a [^>]*>([^<]*)</a></mark>', text)))
        assert " ".join(marked.split()) == row["quote"]
        found = {float(number.replace(".", "").replace(",", ".")) for number in _NUMBER.findall(marked)}
        assert row["value"] in found, row


def queries() -> list[tuple[str, str]]:
    """Queries without accents, and what must be among the first five answers; nothing where there is no answer."""
    with (Path(__file__).parent / "search_queries.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["query"], row["expected"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("query", "expected"), queries())
def test_search_without_accents(digests: Site, query: str, expected: str) -> None:
    found = [row["text"] for row in digests.get(f"/search.json?q={quote(query)}").json()]
    if not expected:
        assert found == []
    else:
        assert any(expected.lower() in " ".join(text.split()).lower() for text in found[:5]), found[:5]


def test_every_digest_says_so(digests: Site) -> None:
    for row in digests.get("/chitieu/documents.json?_shape=array").json():
        assert row["is_digest"] == 1
        assert 'class="warning"' in digests.get(f"/doc/{row['id']}").text


@pytest.mark.shared
def test_official_texts_take_the_place_of_digests(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    ingest_files([ROOT / "corpora", SHARED / "corpora"], db)
    database = open_store(db)
    left = "SELECT count(*) FROM documents WHERE is_digest = 1 AND is_copy = 0"
    assert database.execute(left).fetchone() == (0,)
    assert database.execute("SELECT count(*) FROM documents WHERE is_copy = 0").fetchone() == (7,)
    before = dump(database)
    database.close()
    ingest_files([SHARED / "corpora", ROOT / "corpora"], db, rebuild=True)
    database = open_store(db)
    assert dump(database) == before
    database.close()


@pytest.mark.shared
def test_official_text_is_known_by_more_than_its_checksum(tmp_path: Path) -> None:
    for file in sorted((SHARED / "corpora").rglob("*.txt")):
        copy = tmp_path / "official" / file.relative_to(SHARED / "corpora")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    ingest_files([ROOT / "corpora", tmp_path / "official"], tmp_path / "a.db")
    database = open_store(tmp_path / "a.db")
    left = "SELECT label FROM documents WHERE is_digest = 1 AND is_copy = 0"
    assert database.execute(left).fetchall() == []
    database.close()
