"""Scans: recognised with boxes and confidences; turned, skewed and stamped pages; what is unsure says so."""

from __future__ import annotations

from array import array
from dataclasses import replace
from pathlib import Path

import make_pdf
import make_scan
import numpy as np
import pytest
from PIL import Image

from extractors.facts import Deadline, Figure
from pipeline.errors import UnusableSourceError
from pipeline.extract import extract_files
from pipeline.readers import read_source, scan
from pipeline.readers.imaging import skew_of, straighten, without_red
from pipeline.review import doubt_of
from pipeline.source import Page, Source

pytest.importorskip("reportlab", reason="PDF for the tests is made with reportlab (extra: test)")

recognition = pytest.mark.skipif(not scan.is_available(), reason=scan.REMEDY)


def wrong_letters(found: str, wanted: str) -> float:
    """The share of letters of a text that are not found, by the longest runs in common."""
    from difflib import SequenceMatcher

    a, b = "".join(found.split()), "".join(wanted.split())
    same = sum(block.size for block in SequenceMatcher(a=a, b=b, autojunk=False).get_matching_blocks())
    return 1 - same / len(b)


FORMS = {
    "plain": {},
    "skewed": {"skew": 2.5},
    "turned": {"turn": 1},
    "upside down and skewed": {"turn": 2, "skew": -1.6},
    "stamped": {"stamp": (370, 640)},
}


@pytest.mark.slow
@recognition
@pytest.mark.parametrize("form", FORMS)
def test_scans(tmp_path: Path, form: str) -> None:
    """The text of a scan is that of its PDF, but for a few letters, whatever was done to the paper."""
    original = make_pdf.plan(tmp_path / "plan.pdf")
    source = read_source(make_scan.scan(original, tmp_path / "scan.pdf", **FORMS[form]))
    wanted = read_source(original)
    assert source.kind == "scan"
    assert wrong_letters(source.text, wanted.text) < 0.01
    lines = [line for line in source.text.splitlines() if line]
    assert lines[:6] == [*make_pdf.HEADER[0], *make_pdf.HEADER[1]]
    for piece in make_pdf.PARAGRAPHS[4:]:
        assert f"\n\n{piece}\n\n" in source.text
    assert {"skewed": "straightened 2.5°", "turned": "turned 270°", "stamped": "red_stamp"}.get(form, "ocr") in [
        step.replace("-", "") for step in source.pages[0].done
    ]


@pytest.mark.slow
@recognition
@pytest.mark.parametrize("form", ["plain", "skewed", "turned"])
def test_boxes_of_a_scan(tmp_path: Path, form: str) -> None:
    """The box of a span lies where it stands on the page as it is, turned or skewed."""
    original = make_pdf.plan(tmp_path / "plan.pdf")
    source = read_source(make_scan.scan(original, tmp_path / "scan.pdf", **FORMS[form]))
    wanted = read_source(original)
    page = wanted.pages[0]
    for piece in ("215/KH-UBND", "1482/QĐ-UBND", "Nguyễn Văn Mẫu"):
        (_, found), (_, place) = (
            s.boxes_of(s.text.index(piece), s.text.index(piece) + len(piece))[0] for s in (source, wanted)
        )
        x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
        if form == "turned":
            x, y = y, page.width - x
        elif form == "skewed":
            turn = np.radians(2.5)
            dx, dy = x - page.width / 2, y - page.height / 2
            x = page.width / 2 + dx * np.cos(turn) + dy * np.sin(turn)
            y = page.height / 2 - dx * np.sin(turn) + dy * np.cos(turn)
        assert abs((found[0] + found[2]) / 2 - x) < 4
        assert abs((found[1] + found[3]) / 2 - y) < 4


@pytest.mark.slow
@recognition
def test_broken_text_layer(tmp_path: Path) -> None:
    """A page whose fonts map to nonsense is read from its image."""
    path = make_pdf.plan(tmp_path / "plan.pdf", broken=True)
    source = read_source(path)
    assert wrong_letters(source.text, read_source(make_pdf.plan(tmp_path / "b.pdf")).text) < 0.01
    assert source.is_recognised(source.text.index("72%"))


def test_without_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where recognition is missing, a scan is one clear sentence with the names of the packages; the others go on."""
    monkeypatch.setattr(scan, "is_available", lambda: False)
    good = make_pdf.plan(tmp_path / "good.pdf")
    bad = make_scan.scan(good, tmp_path / "bad.pdf")
    broken = make_pdf.plan(tmp_path / "broken.pdf", broken=True)
    for path, reason in ((bad, "no_text_layer"), (broken, "broken_text_layer")):
        with pytest.raises(UnusableSourceError, match="tesseract-ocr-vie") as caught:
            read_source(path)
        assert caught.value.reason == reason
    assert dict(extract_files([tmp_path], tmp_path / "out"))[good] is None


def test_skew() -> None:
    """Skew is measured to a quarter of a degree and taken out; a point finds back to where it was."""
    pixels = np.full((1400, 1000), 255, np.uint8)
    pixels[100:1300:40, 100:900] = 0
    pixels[101:1300:40, 100:900] = 0
    for angle in (2.5, -1.5):
        image = Image.fromarray(pixels).rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
        assert skew_of(image) == pytest.approx(-angle, abs=0.25)
        straight = straighten(image, scale=1.0)
        assert abs(skew_of(straight.image)) < 0.25
        assert straight.back(500, 700) == pytest.approx((500, 700), abs=0.5)


def test_stamp() -> None:
    """Red ink is paper, black ink below it stays."""
    pixels = np.full((50, 50, 3), 240, np.uint8)
    pixels[10:20, 10:40] = (200, 30, 40)
    pixels[14:16, 5:45] = (25, 20, 22)
    grey, stamped = without_red(Image.fromarray(pixels))
    assert stamped
    assert np.asarray(grey)[12, 20] == 255
    assert np.asarray(grey)[15, 20] < 40


TEXT = "Phấn đấu đạt 86% vào năm 2025"
FIGURE = Figure(quote="86%", start=13, end=16, rule="figures.percent", value=86.0, unit="percent", deadline="2025")


@pytest.mark.parametrize(
    ("fact", "confidence", "doubt"),
    [
        (FIGURE, 96.0, None),
        (FIGURE, 74.0, "confidence 74"),
        (FIGURE, -1.0, None),
        (replace(FIGURE, value=859.0), 96.0, "impossible value"),
        (replace(FIGURE, deadline="2205"), 96.0, "impossible date"),
        (replace(FIGURE, value=120.0, change="increase"), 96.0, None),
        (Deadline(quote="86%", start=13, end=16, rule="x", kind="by", date="2024-02-30"), 96.0, "impossible date"),
    ],
)
def test_doubt(fact: Figure | Deadline, confidence: float, doubt: str | None) -> None:
    """Numbers of little confidence and values that cannot be are marked, nothing is changed."""
    source = Source(
        Path("a.pdf"), "scan", TEXT, "", (Page(1, 0, len(TEXT)),), confidences=array("f", [confidence] * len(TEXT))
    )
    assert doubt_of(source, fact) == doubt


def test_some_pages_without_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where recognition is missing, the pages that can be read go on; each of the others is a flaw and a problem."""
    import pypdfium2

    from extractors.steps import read_text
    from pipeline.source_rows import rows_of

    monkeypatch.setattr(scan, "is_available", lambda: False)
    good = make_pdf.plan(tmp_path / "good.pdf")
    mixed = pypdfium2.PdfDocument(good)
    for other in (make_scan.scan(good, tmp_path / "scan.pdf"), make_pdf.plan(tmp_path / "broken.pdf", broken=True)):
        mixed.import_pages(pypdfium2.PdfDocument(other))
    mixed.save(tmp_path / "mixed.pdf")
    source = read_source(tmp_path / "mixed.pdf")
    assert source.text == read_source(good).text
    assert [(flaw.reason, flaw.page) for flaw in source.flaws] == [("no_text_layer", 2), ("broken_text_layer", 3)]
    rows = rows_of(source, read_text(source.text), name="mixed.pdf", made_by="x")
    assert [(row["page"], "tesseract-ocr-vie" in row["remedy"]) for row in rows["problems"]] == [(2, True), (3, True)]
