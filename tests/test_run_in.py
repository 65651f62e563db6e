"""Headings that run into their sentence, as in files whose lines a converter joined."""

from __future__ import annotations

import pytest

from extractors.run_in import find_run_ins
from extractors.steps import read_text

HEADING = "Đổi mới công tác quản lý chợ và hộ kinh doanh trên địa bàn"


@pytest.mark.parametrize(
    "sentence",
    [
        "Các xã, phường rà soát số hộ kinh doanh",
        "Cấp ủy các cấp kiểm tra việc thu phí",
        "Chính quyền cơ sở tập trung sắp xếp chợ tạm",
        "Hội đồng nhân dân tỉnh giám sát việc sử dụng phí chợ",
        "Tiếp tục bố trí lại các quầy hàng",
    ],
)
def test_begins_a_sentence(sentence: str) -> None:
    """A capital that only the head of a sentence has, or the name of a body with its duty, behind small letters."""
    text = f"{HEADING} {sentence}"
    assert [text[at:] for at in find_run_ins(text, 0, len(text))] == [sentence]


@pytest.mark.parametrize(
    "text",
    [
        "Sở Công Thương báo cáo kết quả thu phí chợ với Ủy ban nhân dân tỉnh chỉ đạo kịp thời",
        "Xây dựng nền hành chính phục vụ theo định hướng phát triển Chính quyền điện tử của tỉnh",
        "Sở Công Thương trình Chủ tịch Ủy ban nhân dân tỉnh quyết định mức thu phí trong quý sau",
    ],
)
def test_begins_none(text: str) -> None:
    """A body that is governed, a name that has its capital anyway."""
    assert find_run_ins(text, 0, len(text)) == []


def test_duty_behind_a_heading() -> None:
    """The body that the sentence behind the heading begins with has its duty."""
    readings = read_text(f"KẾ HOẠCH\nVề chợ\n1. {HEADING} Cấp ủy các cấp kiểm tra việc thu phí chợ.")
    assert [(duty.quote, duty.role) for duty in readings[0].assignments] == [("Cấp ủy các cấp", "monitor")]
