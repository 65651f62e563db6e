"""The same facts come out of every kind of file, each with the place it was read from."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import make_pdf
import make_scan
import pypdfium2
import pytest
from test_readers_pdf import table_of, text_in
from test_readers_text import in_legacy

from pipeline.extract import extract_files
from pipeline.readers import scan

pytest.importorskip("reportlab", reason="PDF for the tests is made with reportlab (extra: test)")

#: What `make_pdf.PARAGRAPHS` states.
FIGURES = [(72.0, "percent", ">=", "2026", "I > 1"), (95.0, "percent", ">", "2025", "I > 2")]
DUTIES = [
    ("Sở Tài nguyên và Môi trường", "lead", "2024-06-30"),
    ("Sở Tài chính", "coordinate", "2024-06-30"),
    ("Ủy ban nhân dân các huyện", "implement", None),
]


def record_of(path: Path, out: Path) -> dict[str, Any]:
    """The record of a file, as the command writes it."""
    assert [error for _, error in extract_files([path], out)] == [None]
    record: dict[str, Any] = json.loads((out / f"{path.stem}.json").read_text(encoding="utf-8"))
    return record


def figures_of(record: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Value, unit, comparator, deadline and section of the percentages of a record."""
    fields = ("value", "unit", "comparator", "deadline", "section")
    return [tuple(f[k] for k in fields) for d in record["documents"] for f in d["figures"] if f["unit"] == "percent"]


def duties_of(record: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Body, role and deadline of the duties of a record."""
    return [(a["body"], a["role"], a["deadline"]) for d in record["documents"] for a in d["assignments"]]


def check_plan(record: dict[str, Any]) -> None:
    """The facts of the plan, its number and its date."""
    assert figures_of(record) == FIGURES
    assert duties_of(record) == DUTIES
    assert [c["number"] for d in record["documents"] for c in d["citations"]] == ["1482/QĐ-UBND"]
    metadata = record["documents"][0]["metadata"]
    assert (metadata["number"], metadata["issued_on"], metadata["signer"]) == (
        "215/KH-UBND",
        "2024-03-05",
        "Nguyễn Văn Mẫu",
    )


def plan_as_text() -> str:
    """The plan as a text file has it."""
    head = ["\n".join(side) for side in make_pdf.HEADER]
    end = ["\n".join(line.replace("<b>", "").replace("</b>", "") for line in side) for side in make_pdf.ENDING]
    return "\n\n".join([*head, "KẾ HOẠCH\nSố hóa bản đồ địa chính năm 2024", *make_pdf.PARAGRAPHS, *end])


def test_pdf(tmp_path: Path) -> None:
    """Born-digital PDF."""
    check_plan(record_of(make_pdf.plan(tmp_path / "plan.pdf"), tmp_path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "tcvn3", "vni"])
def test_text(tmp_path: Path, encoding: str) -> None:
    """Text in old and new encodings."""
    text, path = plan_as_text(), tmp_path / "plan.txt"
    path.write_bytes(in_legacy(text, encoding) if encoding in ("tcvn3", "vni") else text.encode(encoding))
    record = record_of(path, tmp_path)
    assert figures_of(record) == FIGURES
    assert [body.casefold() for body, _, _ in duties_of(record)] == [body.casefold() for body, _, _ in DUTIES]


@pytest.mark.slow
@pytest.mark.skipif(not scan.is_available(), reason=scan.REMEDY)
@pytest.mark.parametrize("form", [{}, {"turn": 1}, {"skew": 2.5}, {"stamp": (370, 640)}], ids=str)
def test_scan(tmp_path: Path, form: dict[str, Any]) -> None:
    """A scan: turned by a quarter, skewed by two degrees and a half, with a red stamp over the signature."""
    path = make_scan.scan(make_pdf.plan(tmp_path / "plan.pdf"), tmp_path / "scan.pdf", **form)
    record = record_of(path, tmp_path)
    check_plan(record)
    facts = [fact for d in record["documents"] for kind in ("figures", "citations") for fact in d[kind]]
    assert all(fact["recognised"] and fact["page"] == 1 for fact in facts)


@pytest.mark.slow
@pytest.mark.skipif(not scan.is_available(), reason=scan.REMEDY)
def test_broken_font_map(tmp_path: Path) -> None:
    """A text layer of nonsense is not believed."""
    check_plan(record_of(make_pdf.plan(tmp_path / "plan.pdf", broken=True), tmp_path))


def test_task_table_over_pages(tmp_path: Path) -> None:
    """Each row of a task table over three pages gives its duty with its time, the box on the page it is on."""
    rows = [
        [str(at), f"Khảo sát địa điểm đặt trạm đo mưa tự động số {at} tại vùng thượng lưu và bàn giao mặt bằng",
         "Sở Công Thương" if at % 2 else "Sở Xây dựng", f"Tháng {at % 12 + 1}/2026"]
        for at in range(1, 61)
    ]  # fmt: skip
    title = make_pdf.body(["KẾ HOẠCH", "Về lắp đặt trạm đo mưa", "PHỤ LỤC"])
    path = make_pdf.write_pdf(tmp_path / "tasks.pdf", [*title, table_of(rows)])
    record = record_of(path, tmp_path)
    assert duties_of(record) == [(row[2], "lead", f"2026-{int(row[0]) % 12 + 1:02}") for row in rows]
    assert {1, 2, 3} < {a["page"] for d in record["documents"] for a in d["assignments"]}


def test_target_table_by_years(tmp_path: Path) -> None:
    """Each cell of a table of targets by year is a figure with its unit and year."""
    from reportlab.lib.colors import black
    from reportlab.platypus import Table

    rows = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2023", "2026", "Mục tiêu 2031"],
        ["1", "Tỷ lệ thôn có nhà văn hóa", "%", "41,5", "≥ 66", "≥ 88"],
        ["2", "Số trạm đo mưa tự động", "trạm", "12", "35", "70 - 75"],
    ]
    table = Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, black), ("FONT", (0, 0), (-1, -1), make_pdf.font(), 11)])
    title = make_pdf.body(["NGHỊ QUYẾT", "Về các chỉ tiêu đến năm 2031", "PHỤ LỤC"])
    record = record_of(make_pdf.write_pdf(tmp_path / "targets.pdf", [*title, table]), tmp_path)
    found = [
        (f["indicator"], f["value"], f["value_high"], f["unit"], f["comparator"], f["deadline"], f["role"])
        for f in record["documents"][0]["figures"]
    ]
    homes, stations = rows[1][1], rows[2][1]
    assert found == [
        (homes, 41.5, None, "percent", "=", "2023", "result"),
        (homes, 66.0, None, "percent", ">=", "2026", "target"),
        (homes, 88.0, None, "percent", ">=", "2031", "target"),
        (stations, 12.0, None, "trạm", "=", "2023", "result"),
        (stations, 35.0, None, "trạm", "=", "2026", "target"),
        (stations, 70.0, 75.0, "trạm", "range", "2031", "target"),
    ]


@pytest.mark.shared
def test_every_box_holds_its_fact(shared: Path, tmp_path: Path) -> None:
    """In the shared PDF files, the text in the boxes of each fact is its quote."""
    folder = shared / "files" / "pdf"
    assert [error for _, error in extract_files([folder], tmp_path) if error] == []
    wrong, count = [], 0
    for path in sorted(folder.rglob("*.pdf")):
        record = json.loads((tmp_path / path.relative_to(folder)).with_suffix(".json").read_text(encoding="utf-8"))
        document = pypdfium2.PdfDocument(path)
        for fact in (f for d in record["documents"] for kind in ("figures", "assignments") for f in d[kind]):
            boxes = [(box["page"], tuple(box["bbox"])) for box in fact["boxes"]]
            count += 1
            if "".join(text_in(document, boxes)) != "".join(fact["quote"].split()):
                wrong.append((path.name, fact["quote"], text_in(document, boxes)))
        document.close()
    assert count > 200
    assert not wrong


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="the peak of memory is read from Linux' /proc")
def test_long_document(tmp_path: Path) -> None:
    """A document of 300 pages is read in less than 500 MB, in a process that does nothing else."""
    path = make_pdf.plan(tmp_path / "long.pdf", paragraphs=make_pdf.PARAGRAPHS * 800)
    code = (
        "import sys; from pathlib import Path; from pipeline.readers import read_source; "
        "source = read_source(Path(sys.argv[1])); status = Path('/proc/self/status').read_text(); "
        "print(len(source.pages), status.split('VmHWM:')[1].split()[0])"
    )
    told = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    pages, kilobytes = (int(number) for number in told.stdout.split())
    assert pages > 300
    assert kilobytes < 500 * 1024
