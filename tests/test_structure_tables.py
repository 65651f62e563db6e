"""Tables in text: their cells, heads and numbered rows."""

from __future__ import annotations

import pytest

from extractors.structure import find_structure

PORTAL = (
    "|\n**TT**\n|\n**Nội dung**\n|\n**Tỷ lệ**\n|\n|\nNăm 2026\n|\nNăm 2027\n|\n"
    "|\n1\n|\nXã A\n|\n|\n40\n|\n|\n2\n|\nXã B\n|\n30\n|\n50\n|\n"
)


@pytest.mark.parametrize(
    ("table", "cell", "heads"),
    [
        (PORTAL, "40", ("Tỷ lệ", "Năm 2027")),
        (PORTAL, "30", ("Tỷ lệ", "Năm 2026")),
        ("| TT | Chỉ tiêu | 2025 |\n|---|---|---|\n| 1 | Độ phủ | 42 |\n| 2 | Hộ | 7 |", "42", ("2025",)),
        ("TT | Việc | Cơ quan chủ trì |\n1 | Quét | Sở Y tế |", "Sở Y tế", ("Cơ quan chủ trì",)),
        ("Việc | Cơ quan chủ trì\nQuét | Sở Y tế", "Sở Y tế", ("Cơ quan chủ trì",)),
        ("TT\tViệc\t2026\t2027\n1\tQuét\t\t8", "8", ("2027",)),
        ("TT   Việc    2026   2027\n1    Quét    7      8\n2    Tưới    9      5", "5", ("2027",)),
        ("| TT | Việc | 2026 |\n| 1 | Quét | 7 |\n\n\f3\n\n| 2 | Tưới | 9 |", "9", ("2026",)),
    ],
)
def test_tables(table: str, cell: str, heads: tuple[str, ...]) -> None:
    """Each cell knows the heads of its column, over heads that span columns and past empty cells."""
    structure = find_structure("1. Một.\n\n" + table + "\n\n2. Hai.")
    part = structure.documents[0]
    found = [b.cell for b in part.blocks if b.kind == "cell" and structure.words_of(b).strip() == cell]
    assert [c.heads for c in found if c is not None] == [heads]
    assert [s.path for s in part.sections if s.kind != "row"] == ["1", "2"]


def test_repeated_head_is_a_head() -> None:
    """A head that is printed again on the next page is a head again."""
    head = "| TT | Việc | Hạn |\n"
    structure = find_structure(head + "| 1 | Quét | 2026 |\n" + head + "| 2 | Tưới | 2027 |")
    kinds = [block.kind for block in structure.documents[0].blocks]
    assert kinds.count("head_cell") == 6


def test_numbered_rows_are_sections() -> None:
    """Rows of a table nest by their labels; a row without one goes on."""
    table = "| STT | Nội dung | Điểm |\n| I | NHÓM A | 20 |\n| 1 | Quét | 5 |\n| 1.1 | Sân | 2 |\n"
    table += "| | Ngõ | 3 |\n| II | B | 9 |"
    part = find_structure("KẾ HOẠCH\nVề A\n\n1. Một.\n\n2. Hai.\n\n" + table).documents[0]
    rows = [s for s in part.sections if s.kind == "row"]
    assert [s.path for s in rows] == ["2 > I", "2 > I > 1", "2 > I > 1 > 1.1", "2 > II"]
    assert [s.title for s in rows][:2] == ["NHÓM A", "Quét"]
