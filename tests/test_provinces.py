"""The provinces as dated units: 63 until 2025-06-30, 34 from 2025-07-01, each ended unit with its successor."""

import json
import unicodedata
from pathlib import Path

import pytest
import underthesea

from extractors.lexicon import load_lexicon

ROWS = load_lexicon("provinces")
BY_ID = {row["id"]: row for row in ROWS}


def standing(day: str) -> set[str]:
    """The ids of the units that stand on a day."""
    return {row["id"] for row in ROWS if row["valid_from"] <= day and (not row["valid_to"] or row["valid_to"] >= day)}


def folded(name: str) -> str:
    """A name without accents, đ included, lower case, its words joined by hyphens."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "-".join("".join(c for c in letters if not unicodedata.combining(c)).replace("-", " ").split())


@pytest.mark.parametrize(
    ("day", "count"),
    [("2021-08-24", 63), ("2024-12-31", 63), ("2025-01-01", 63), ("2025-06-30", 63), ("2025-07-01", 34)],
)
def test_number_of_units_on_a_day(day, count):
    assert len(standing(day)) == count


def test_cities_under_the_centre():
    cities = {id for id in standing("2025-07-01") if BY_ID[id]["kind"] == "thành phố"}
    assert cities == {"ha-noi", "hai-phong", "hue", "da-nang", "ho-chi-minh", "can-tho"}
    assert {row["kind"] for row in ROWS} == {"tỉnh", "thành phố"}


def test_every_ended_unit_and_no_other_has_a_successor_that_stands():
    today = standing("2025-07-01")
    for row in ROWS:
        assert bool(row["valid_to"]) == bool(row["successor_id"]), row["id"]
        assert not row["successor_id"] or row["successor_id"] in today, row["id"]


@pytest.mark.parametrize(
    ("part", "whole"),
    [("ha-giang", "tuyen-quang"), ("soc-trang", "can-tho"), ("ha-tinh", ""), ("thua-thien-hue", "hue")],
)
def test_successor(part, whole):
    assert BY_ID[part]["successor_id"] == whole


def test_ids_are_the_folded_names_and_spellings_are_unique_and_nfc():
    spellings = [form for row in ROWS for form in (row["name"], *filter(None, row["aliases"].split("|")))]
    assert len(spellings) == len(set(spellings))
    assert all(unicodedata.is_normalized("NFC", form) and form == form.strip() for form in spellings)
    assert [row["id"] for row in ROWS] == [folded(row["name"]) for row in ROWS] == sorted(BY_ID)


def test_agrees_with_the_mapping_that_underthesea_ships():
    path = Path(underthesea.__file__).parent / "address" / "data" / "mapping.json"
    shipped = json.loads(path.read_text(encoding="utf-8"))
    names = {key: unit["short"] for key, unit in shipped["old_province_names"].items()}
    new_names = {key: unit["short"] for key, unit in shipped["province_names"].items()}
    ours = {BY_ID[id]["name"]: BY_ID[BY_ID[id]["successor_id"] or id]["name"] for id in standing("2025-06-30")}
    assert ours == {names[old]: new_names[new] for old, new in shipped["province_mapping"].items()}
    codes = {BY_ID[id]["name"]: BY_ID[id]["code"] for id in standing("2025-07-01")}
    assert codes == {unit["short"]: unit["code"] for unit in shipped["province_names"].values()}
