"""Facts from files whose difficulty is their making: old fonts, split numbers, footnotes; boxes on the page's image."""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import wrap
from typing import Any

import make_pdf
import numpy as np
import pypdfium2
import pytest
from test_extract_files import DUTIES, FIGURES, duties_of, figures_of, record_of
from test_readers_text import in_legacy

from benchmarks.word_files import print_files, write_docx
from extractors.steps import read_text
from pipeline.readers import scan
from pipeline.readers.second import DISPUTED, dispute
from pipeline.source_rows import rows_of

pytest.importorskip("reportlab", reason="PDF for the tests is made with reportlab (extra: test)")

recognition = pytest.mark.skipif(not scan.is_available(), reason=scan.REMEDY)
NOTE = "Theo Báo cáo số 45/BC-SXD ngày 02/02/2023 của Sở Xây dựng, cả tỉnh có 31% ấp đạt chuẩn."
KINDS = ("figures", "deadlines", "citations", "assignments")
NOTED = "1. Đến năm 2027 có 64% số ấp"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_facts_of_old_fonts(tmp_path: Path, encoding: str) -> None:
    """A PDF in fonts from before Unicode states the same facts."""
    lines = ["KẾ HOẠCH", *(line for text in make_pdf.PARAGRAPHS for line in wrap(text, 72))]
    path = make_pdf.write_lines(tmp_path / "old.pdf", [in_legacy(line, encoding).decode("latin-1") for line in lines])
    record = record_of(path, tmp_path)
    assert figures_of(record) == FIGURES
    assert [(body.casefold(), role, date) for body, role, date in duties_of(record)] == [
        (body.casefold(), role, date) for body, role, date in DUTIES
    ]


def test_split_by_line_ends(tmp_path: Path) -> None:
    """A document number that a line end splits behind its stroke or hyphen is whole, and its boxes are two."""
    lines = [
        "KẾ HOẠCH", "1. Giao Sở Công Thương thực hiện Quyết định số 618/QĐ-", "UBND ngày 07/5/2024 và Kế hoạch số 29/",
        "KH-SCT ngày 09/6/2024; bảo đảm 57% chợ đạt chuẩn vào năm 2027.",
    ]  # fmt: skip
    record = record_of(make_pdf.write_lines(tmp_path / "a.pdf", lines), tmp_path)
    found = {c["number"]: c for document in record["documents"] for c in document["citations"]}
    assert list(found) == ["618/QĐ-UBND", "29/KH-SCT"]
    assert len(found["618/QĐ-UBND"]["boxes"]) == 2


def test_split_by_a_page_end(tmp_path: Path) -> None:
    """A document number that a page end splits is whole; it has a box on each page."""
    from reportlab.platypus import PageBreak, Paragraph

    story = [
        *make_pdf.body(["KẾ HOẠCH", "1. Giao Sở Công Thương thực hiện nghiêm Quyết định số 618/QĐ-"]),
        PageBreak(),
        Paragraph("UBND ngày 07/5/2024 của Ủy ban nhân dân tỉnh.", make_pdf.style(14)),
    ]
    record = record_of(make_pdf.write_pdf(tmp_path / "a.pdf", story), tmp_path)
    (citation,) = record["documents"][0]["citations"]
    assert citation["number"] == "618/QĐ-UBND"
    assert {box["page"] for box in citation["boxes"]} == {1, 2}


def check_footnote(record: dict[str, Any]) -> None:
    """The footnote is no part of the sentence of its mark: its figure and citation stand behind it."""
    figures = [(f["quote"], f["value"], f["deadline"]) for d in record["documents"] for f in d["figures"]]
    assert figures[0] == ("64%", 64.0, "2027")
    assert [f[1] for f in figures] == [64.0, 71.0, 31.0] or [f[1] for f in figures] == [64.0, 31.0, 71.0]
    assert [c["number"] for d in record["documents"] for c in d["citations"]] == ["45/BC-SXD"]


def test_facts_and_footnotes_of_word(tmp_path: Path) -> None:
    """A footnote of Word."""
    pytest.importorskip("docx", reason="Word documents need python-docx (extra: word)")
    import make_docx

    document = make_docx.new()
    make_docx.add(document, "KẾ HOẠCH", centred=True)
    make_docx.add_footnotes(document, {3: NOTE})
    paragraph = make_docx.add(document, NOTED)
    make_docx.refer(paragraph, 3)
    paragraph.add_run(" có nhà sinh hoạt cộng đồng.")
    make_docx.add(document, "2. Đến năm 2027 có 71% số xã trồng cây phân tán.")
    check_footnote(record_of(make_docx.save(document, tmp_path / "a.docx"), tmp_path))


def test_facts_and_footnotes_of_pdf(tmp_path: Path) -> None:
    """A footnote at the foot of a page."""
    from reportlab.platypus import Paragraph

    story = [
        Paragraph("<b>KẾ HOẠCH</b>", make_pdf.style(14, alignment=1)),
        *make_pdf.body([f"{NOTED}<super size=8>1</super> có nhà sinh hoạt cộng đồng."]),
        *make_pdf.body(["2. Đến năm 2027 có 71% số xã trồng cây phân tán."]),
        Paragraph(f"<super size=7>1</super> {NOTE}", make_pdf.style(10, spaceBefore=60)),
    ]
    check_footnote(record_of(make_pdf.write_pdf(tmp_path / "a.pdf", story), tmp_path))


def crops_of(path: Path, record: dict[str, Any], *, dpi: int = 200) -> list[tuple[str, Any]]:
    """The quote of each fact and, from the image of its page, what stands in each of its boxes."""
    crops = []
    with pypdfium2.PdfDocument(path) as document:
        images = [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    for fact in (f for d in record["documents"] for kind in KINDS for f in d[kind]):
        boxes = [(box["page"], [round(v * dpi / 72) for v in box["bbox"]]) for box in fact["boxes"]]
        crops.append((fact["quote"], [images[page - 1].crop(tuple(box)) for page, box in boxes]))
    return crops


def test_boxes_have_ink(tmp_path: Path) -> None:
    """Each box of each fact, cut from the image of its page, has ink, and from edge to edge."""
    path = make_pdf.plan(tmp_path / "plan.pdf")
    crops = crops_of(path, record_of(path, tmp_path))
    assert len(crops) > 5
    for quote, cuts in crops:
        for cut in cuts:
            ink = np.asarray(cut) < 128
            assert ink.any(), quote
            columns = np.flatnonzero(ink.any(axis=0))
            assert columns[0] < 0.4 * cut.height, quote
            assert cut.width - columns[-1] < 0.4 * cut.height, quote


def shows(cuts: list[Any], quote: str) -> bool:
    """Whether Tesseract reads a quote in pieces of an image; small ones are read in up to three sizes."""
    import pytesseract
    from PIL import Image, ImageOps

    for scale in (1.0, 0.6, 1.5):
        sizes = [(round(cut.width * scale), round(cut.height * scale)) for cut in cuts]
        sized = [cut.resize(size, resample=Image.Resampling.LANCZOS) for cut, size in zip(cuts, sizes, strict=True)]
        read = "".join(
            pytesseract.image_to_string(ImageOps.expand(cut, 40, 255), lang="vie", config="--psm 7") for cut in sized
        )
        if "".join(read.split()).strip(".,;").casefold() == "".join(quote.split()).strip(".,;").casefold():
            return True
    return False


@pytest.mark.slow
@recognition
@pytest.mark.parametrize("maker", ["reportlab", "word processor"])
def test_boxes_show_their_fact(tmp_path: Path, maker: str) -> None:
    """What Tesseract reads in the boxes of each fact, cut from the image of its page, is the quote."""
    if maker == "reportlab":
        path = make_pdf.plan(tmp_path / "plan.pdf")
    else:
        if shutil.which("soffice") is None:
            pytest.skip("LibreOffice (libreoffice-writer-nogui) is not installed")
        text = (Path(__file__).parent / "genre" / "ke-hoach-giao-duc.txt").read_text(encoding="utf-8")
        print_files([write_docx(text, tmp_path / "plan.docx")], tmp_path)
        path = tmp_path / "plan.pdf"
    crops = crops_of(path, record_of(path, tmp_path), dpi=300)
    wrong = [quote for quote, cuts in crops if not shows(cuts, quote)]
    assert len(crops) >= (60 if maker == "word processor" else 6)
    assert len(wrong) <= 0.02 * len(crops), wrong


@pytest.mark.slow
@recognition
def test_second_reading(tmp_path: Path) -> None:
    """Percentages that read the same twice keep their confidence; one that does not has that of a guess."""
    from pipeline.readers.imaging import straighten

    with pypdfium2.PdfDocument(make_pdf.plan(tmp_path / "plan.pdf")) as document:
        shot = scan.shoot(document[0], 1)
    straight = straighten(shot.image.convert("L"), scale=72 / scan.DPI)
    rows = scan._rows(straight, straight.image)
    assert dispute(straight, rows) == 0
    word = next(word for row in rows for word in row.words if "72%" in word.text)
    word.text = word.text.replace("72%", "79%")
    assert dispute(straight, rows) == 1
    assert word.confidence == DISPUTED


def test_doubts_reach_the_store() -> None:
    """A fact of doubtful recognition is marked in its row, with the reason."""
    from array import array
    from dataclasses import replace

    from pipeline.source import Page, Source

    text = "KẾ HOẠCH\n\n1. Đến năm 2027 có 64% số ấp có nhà sinh hoạt cộng đồng.\n"
    sure = Source(Path("a.pdf"), "scan", text, "0", (Page(1, 0, len(text)),), confidences=array("f", [97] * len(text)))
    for source, marked, doubt in (
        (sure, 0, None),
        (replace(sure, confidences=array("f", [61] * len(text))), 1, "confidence 61"),
    ):
        row = rows_of(source, read_text(text), name="a.pdf", made_by="x")["figures"][0]
        assert (row["needs_review"], row["doubt"]) == (marked, doubt)
