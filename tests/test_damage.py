"""Damaged text gives the facts of the undamaged one; quotes and offsets are those of the damaged source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
import regex

import extractors
from extractors.facts import KINDS

CLEAN = """\
ỦY BAN NHÂN DÂN
TỈNH LONG AN

Số: 77/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Long An, ngày 12 tháng 3 năm 2024

KẾ HOẠCH

Nâng cao chất lượng phục vụ tại bộ phận một cửa giai đoạn 2024 - 2028

Thực hiện Nghị quyết số 15-NQ/TU ngày 05/02/2024 của Tỉnh ủy, Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:

I. MỤC TIÊU

1. Đến năm 2026

- Phấn đấu đạt tối thiểu 85% hồ sơ thủ tục hành chính được nhận trực tuyến; mức độ hài lòng của người dân đạt trên 92%.

- Giảm ít nhất 20% thời gian chờ của người dân tại bộ phận một cửa so với năm 2023.

2. Đến năm 2028

- Phấn đấu đạt 100% hồ sơ được số hóa; chỉ số PAR INDEX của tỉnh thuộc nhóm 20 tỉnh dẫn đầu cả nước.

- Tỷ lệ cán bộ cấp xã qua bồi dưỡng đạt từ 75% trở lên trước ngày 30 tháng 6 năm 2027.

II. NHIỆM VỤ

1. Kiện toàn bộ phận một cửa của các huyện, thị xã, thành phố, hoàn thành trong quý II/2024.

2. Rà soát quy trình nội bộ theo Quyết định số 45/2021/QĐ-UBND ngày 19/10/2021 của Ủy ban nhân dân tỉnh.

III. TỔ CHỨC THỰC HIỆN

1. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính và Sở Tư pháp kiểm tra, báo cáo trước ngày 15 tháng 12 hằng năm.

2. Sở Thông tin và Truyền thông có trách nhiệm nâng cấp cổng dịch vụ công, hoàn thành trước ngày 30 tháng 9 năm 2024.

3. Ủy ban nhân dân các huyện, thị xã, thành phố chỉ đạo Ủy ban nhân dân cấp xã bố trí nhân sự trực tại bộ phận một cửa.

Nơi nhận:
- Tỉnh ủy;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Mẫu
"""
#: Fields that hold words of the text, which damage changes.
_WORDS = frozenset({"quote", "start", "end", "indicator", "phrase", "rule", "confidence", "margin", "origin", "issuer"})


def facts_of(text: str) -> Counter[str]:
    """The facts of a text without their places and wording."""
    found: Counter[str] = Counter()
    for document in extractors.extract(text):
        for field in ("doc_type", "number", "issued_on", "province", "period"):
            found[f"{field} {getattr(document.metadata, field)}"] += 1
        for kind in KINDS:
            for fact in document.of_kind(kind):
                assert text[fact.start : fact.end] == fact.quote
                fields = {name: getattr(fact, name) for name in type(fact).__slots__ if name not in _WORDS}
                fields.pop("body", None)
                found[f"{kind} {fields}"] += 1
    return found


def swap(*pairs: tuple[str, str]) -> Callable[[str], str]:
    """Put each second word where its first stands."""

    def damage(text: str) -> str:
        for right, wrong in pairs:
            assert right in text
            text = text.replace(right, wrong)
        return text

    return damage


def between_lines(piece: str, *, width: int = 70) -> Callable[[str], str]:
    """Wrap the paragraphs, and put a piece behind the first line of each that is long."""

    def damage(text: str) -> str:
        pattern = regex.compile(rf"(?m)^(?=[^\n]{{{width + 40}}})([^\n]{{1,{width}}}) (?=\p{{Ll}})")
        return pattern.sub(rf"\1\n{piece}\n", text)

    return damage


DAMAGES: dict[str, Callable[[str], str]] = {
    "two tones of one word swapped": swap(("Phấn đấu", "Phần đầu")),
    "one tone swapped": swap(("Phấn đấu", "Phấn đâu"), ("Kiện toàn", "Kiến toàn"), ("tối thiểu", "tối thiếu")),
    "tỉnh without its tone": swap(("Tỉnh ủy", "Tinh ủy"), ("nhân dân tỉnh", "nhân dân tinh"), ("của tỉnh", "của tinh")),
    "words of time": swap(("Đến năm", "Đến nằm"), ("trước ngày", "trước ngáy")),
    "words of duty": swap(("chủ trì", "chủ trí"), ("phối hợp", "phồi hợp"), ("chỉ đạo", "chi đạo")),
    "documents": swap(("Nghị quyết số", "Nghi quyết số"), ("Quyết định số", "Quyết đinh số")),
    "comparators": swap(("ít nhất", "ít nhât"), ("trở lên", "trở lền")),
    "blanks doubled": lambda text: text.replace(" ", "  "),
    "hard blanks": lambda text: text.replace(" ", "\u00a0"),
    "blanks lost before numbers": lambda text: regex.sub(r"(?<=năm|ngày|tháng|số) (?=\d)", "", text),
    "blanks lost behind numbers": lambda text: regex.sub(r"(?<=\d%) (?=\p{Ll})", "", text),
    "blanks lost behind marks": lambda text: regex.sub(r"(?<=\p{Ll}[,;]) (?=\p{L})", "", text),
    "blanks lost in dates": lambda text: regex.sub(r"ngày (\d+) tháng (\d+) năm (\d+)", r"ngày\1tháng\2năm\3", text),
    "blanks around hyphens": swap(("15-NQ/TU", "15 - NQ/TU"), ("45/2021/QĐ-UBND", "45/2021/QĐ - UBND")),
    "sentences cut by a blank line": between_lines(""),
    "sentences cut by two blank lines": between_lines("\n"),
    "page numbers": between_lines("\n2\n"),
    "page numbers with dashes": between_lines("- 3 -"),
    "page breaks and running heads": between_lines("\n4\n\fKế hoạch về bộ phận một cửa\n"),
    "a footnote in mid-sentence": swap(
        ("85% hồ sơ", "85% hồ sơ1"), ("nhận trực tuyến;", f"nhận\n\n{24 * ' '}\n1\n Số liệu năm trước.\n trực tuyến;")
    ),
    "blanks lost between words": swap(("chủ trì", "chủtrì"), ("phối hợp", "phốihợp"), ("Phấn đấu", "Phấnđấu")),
    "stray marks between words": lambda text: regex.sub(r"(?<=\p{Ll}{3}) (?=\p{Ll}{3})", " **", text),
    "stray marks in words": swap(("Phấn đấu", "Ph**ấn** đấu"), ("tỉnh", "tỉ**nh**"), ("năm", "n**ă**m")),
    "marks in bodies": swap(("Sở Nội vụ", "Sở N****ội vụ"), ("Sở Tư pháp", "Sở Tư ph**áp**")),
    "crossed d of another alphabet": lambda text: text.replace("Đ", "Ð").replace("đ", "ð"),
}


def test_the_clean_text_is_read_whole() -> None:
    """What the damaged texts are compared with."""
    kinds = Counter(fact.split()[0] for fact in facts_of(CLEAN).elements())
    assert (kinds["figures"], kinds["deadlines"], kinds["assignments"], kinds["citations"]) == (6, 6, 6, 2)


@pytest.mark.parametrize("name", DAMAGES)
def test_damage(name: str) -> None:
    """The same facts come out."""
    damaged = DAMAGES[name](CLEAN)
    assert damaged != CLEAN
    before, after = facts_of(CLEAN), facts_of(damaged)
    assert [f"- {fact}" for fact in (before - after)] + [f"+ {fact}" for fact in (after - before)] == []
