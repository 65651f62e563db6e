"""The view is as long as the text, whatever it mends."""

from __future__ import annotations

import pytest

from extractors.text import view_of

MENDED = [
    ("phần đấu đạt", "phấn đấu đạt"),
    ("KIẾN TOÀN tổ chức", "KIỆN TOÀN tổ chức"),
    ("Ủy ban nhân\n\ndân tinh họp", "Ủy ban nhân\n\ndân tỉnh họp"),
    ("Ủy ban nhân dân tinh gọn bộ máy", "Ủy ban nhân dân tinh gọn bộ máy"),
    ("trên cơ sở kết quả", "trên cơ sở kết quả"),
    ("QÐ-UBND", "QĐ-UBND"),
    ("a\r\nb\rc", "a \nb\nc"),
    ("<b>x</b><br>y", "   x    \n   y"),
    ("## I. MỤC", "   I. MỤC"),
    ("\ufeffSố\u00a0hoá\u200b", " Số hóa "),
]


@pytest.mark.parametrize(("text", "view"), MENDED)
def test_view(text: str, view: str) -> None:
    """Damage is mended, good Vietnamese is left alone."""
    assert view_of(text) == view
    assert len(view) == len(text)


def test_view_wants_composed_text() -> None:
    """A decomposed text is refused."""
    with pytest.raises(ValueError, match="NFC"):
        view_of("a\u0301")


def test_title_and_kind_of_a_scan() -> None:
    """A tone that a scan swapped in the kind of a document or in a phrase of its title costs neither."""
    from extractors import extract

    (document,) = extract("CHÍ THỊ\nVỀ VIỆC BỐ SUNG BIỂN BÁO BẾN ĐÒ\n\nGiao Sở Xây dựng kiểm tra bến đò.\n")
    assert document.metadata.doc_type == "chi_thi"
    assert document.metadata.title == "VỀ VIỆC BỔ SUNG BIỂN BÁO BẾN ĐÒ"
