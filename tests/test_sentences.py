"""Sentences end where they end."""

from __future__ import annotations

import pytest

from extractors.sentences import find_sentences

CASES = [
    ("Đạt 7,5%. Giảm 1.200 hồ sơ.", ["Đạt 7,5%.", "Giảm 1.200 hồ sơ."]),
    ("đường sá, v.v. và cầu; bến, bãi.", ["đường sá, v.v. và cầu;", "bến, bãi."]),
    ("2.1. Mục tiêu. Đến năm 2030", ["2.1. Mục tiêu.", "Đến năm 2030"]),
    ("Giao Sở A (gồm: X. Y; Z) chủ trì. Sở B phối hợp", ["Giao Sở A (gồm: X. Y; Z) chủ trì.", "Sở B phối hợp"]),
    ("Mở ( mà không đóng. Câu sau", ["Mở ( mà không đóng.", "Câu sau"]),
    ("thực hiện.Giao Sở A", ["thực hiện.", "Giao Sở A"]),
    ("TP. Vinh là đô thị. PGS. An dự./.", ["TP. Vinh là đô thị.", "PGS. An dự./."]),
    ("cầu, đường... để kết nối. Hết", ["cầu, đường... để kết nối.", "Hết"]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_sentences(text: str, sentences: list[str]) -> None:
    """Each sentence is found with its place."""
    assert [text[s:e] for s, e in find_sentences(text, 0, len(text))] == sentences


def test_sentences_of_a_piece() -> None:
    """Offsets are those of the whole view."""
    assert find_sentences("Một. Hai. Ba.", 5, 9) == [(5, 9)]


def test_many_brackets() -> None:
    """Ten thousand brackets cost no time."""
    text = "(" * 10_000 + " a. b" + ")" * 10_000
    assert find_sentences(text, 0, len(text)) == [(0, len(text))]
