"""The facts stay the same where the text changes in form only: at most 2 in 100 are lost or appear."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from metamorphic import TRANSFORMS, Transform, changed, facts_of, rename

from pipeline.readers import read_source

ROOT = Path(__file__).parent.parent
#: Files that are kept for measuring and read by no test.
HELD_OUT = frozenset({"2f6f80b9918e52de", "62f25a030c183151", "99c7d8fff9e4572e", "d40513a8b25883ec"})
#: Facts that may be lost or appear, of a hundred.
ALLOWED = 0.02


def texts_of(folder: Path) -> list[str]:
    """The text sources under a folder."""
    return [read_source(path).text for path in sorted(folder.rglob("*.txt")) if path.stem not in HELD_OUT]


_facts_of = cache(facts_of)


def check(texts: list[str], transform: Transform) -> None:
    """Compare the facts of all texts before and after; the message lists every difference."""
    before: Counter[str] = Counter()
    differences: list[str] = []
    for text in texts:
        expected = _facts_of(text, transform.expect)
        before += expected
        differences += changed(expected, facts_of(transform.change(text)))
    assert before
    assert len(differences) <= ALLOWED * sum(before.values()), "\n".join([transform.name, *differences])


@pytest.mark.parametrize("transform", TRANSFORMS, ids=lambda t: t.name)
def test_digests(transform: Transform) -> None:
    """The digests in `corpora/` give the same facts."""
    check(texts_of(ROOT / "corpora"), transform)


@pytest.mark.shared
@pytest.mark.parametrize("transform", TRANSFORMS, ids=lambda t: t.name)
def test_sources(shared: Path, transform: Transform) -> None:
    """The five sources give the same facts."""
    check(texts_of(shared / "corpora"), transform)


@pytest.mark.shared
@pytest.mark.parametrize("transform", TRANSFORMS, ids=lambda t: t.name)
def test_further_sources(shared: Path, transform: Transform) -> None:
    """Five documents of other provinces give the same facts."""
    check(texts_of(shared / "more" / "corpora"), transform)


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("transform", TRANSFORMS, ids=lambda t: t.name)
def test_portal_texts(shared: Path, transform: Transform) -> None:
    """Texts of portals, which nobody has annotated, give the same facts."""
    check(texts_of(shared / "unlabelled"), transform)


@pytest.mark.shared
@pytest.mark.parametrize(("folder", "old", "new"), [
    ("corpora/ha-giang", "Hà Giang", "Vĩnh Phúc"),
    ("corpora/ha-tinh", "Hà Tĩnh", "Tây Ninh"),
    ("corpora/soc-trang", "Sóc Trăng", "Bà Rịa - Vũng Tàu"),
    ("corpora/soc-trang", "Sóc Trăng", "Đắk Lắk"),
    ("more/corpora/can-tho", "Cần Thơ", "Đà Nẵng"),
    ("more/corpora/dak-lak", "Đắk Lắk", "Quảng Ngãi"),
    ("more/corpora/ha-noi", "Hà Nội", "Hải Phòng"),
    ("more/corpora/lai-chau", "Lai Châu", "Bắc Kạn"),
])  # fmt: skip
def test_province_exchanged(shared: Path, folder: str, old: str, new: str) -> None:
    """Another province's name gives the same facts of that province."""
    check(texts_of(shared / folder), Transform(new, rename(old, new), rename(old, new)))


@pytest.mark.shared
def test_decomposed_unicode(shared: Path, tmp_path: Path) -> None:
    """A file in decomposed Unicode is the same source."""
    for path in sorted((shared / "corpora").rglob("*.txt")):
        copy = tmp_path / path.name
        copy.write_text(unicodedata.normalize("NFD", path.read_text(encoding="utf-8")), encoding="utf-8")
        assert read_source(copy).text == read_source(path).text
