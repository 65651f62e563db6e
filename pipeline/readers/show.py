"""What `chitieu read` shows of a source: its kind, its pages, how well they read, what was done, the text."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from pipeline.source import Page, Source


def describe(source: Source, *, text: bool = True, name: str = "") -> Iterator[str]:
    """The lines that describe a source, under another name where one is given; `text` follows each page."""
    size = f"{len(source.pages)} trang (pages), {len(source.text)} ký tự (characters)"
    yield f"{name or source.path}: {source.kind}, {size}"
    yield f"SHA-256 {source.checksum}"
    yield from source.notes
    yield from (f"! {flaw.what}. {flaw.remedy}" for flaw in source.flaws)
    for page in source.pages:
        yield _of_page(source, page)
        if text:
            yield source.text[page.start : page.end].strip("\n\f")
            yield ""


def _of_page(source: Source, page: Page) -> str:
    parts = [f"Trang (page) {page.number}", f"âm tiết hợp lệ (valid syllables) {page.quality:.1%}"]
    sureness = [value for value in source.confidences[page.start : page.end] if value >= 0]
    if sureness:
        parts.append(f"độ tin cậy nhận dạng (confidence) {mean(sureness):.0f}")
    return "── " + "; ".join([*parts, *page.done])
