"""Structure: documents, headers, sections, blocks, footnotes, tables, and what hostile input does to them."""

from __future__ import annotations

import pytest

from extractors.structure import Part, Structure, find_structure

LETTERHEAD = """ỦY BAN NHÂN DÂN
TỈNH LONG AN

Số: 12/UBND-KT

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Long An, ngày 3 tháng 2 năm 2024
"""


def paths(text: str) -> list[str]:
    """The paths of all sections of a text's first document."""
    return [section.path for section in find_structure(text).documents[0].sections]


def words(structure: Structure, part: Part, kind: str) -> list[str]:
    """The words of a document's blocks of one kind, on one line each."""
    return [" ".join(structure.words_of(block).split()) for block in part.blocks if block.kind == kind]


SECTIONS = [
    ("I. A\n1. b\n2. c\nII. D\n1. e", ["I", "I > 1", "I > 2", "II", "II > 1"]),
    ("I- MỤC TIÊU\n3. Cụ thể", ["I"]),
    ("II – VIỆC\n2. Hai\n2.1. Một\n2.2. Hai\n(1) x\n(2) y\n3. Ba", None),
    (
        "Điều 1. Một\n1. a\na) b\nĐiều 2. Hai\n1. d",
        ["Điều 1", "Điều 1 > 1", "Điều 1 > 1 > a)", "Điều 2", "Điều 2 > 1"],
    ),
    ("Chương I\nCHUNG\nĐiều 1. a\nChương II\nRIÊNG\nĐiều 2. b", None),
    ("Phần thứ nhất\nCHUNG\nI. X\nPhần thứ hai\nRIÊNG\nI. Y", None),
    ("A. MỘT\nI. Hai\nII. Ba\nB. BỐN\nI. Năm", ["A", "A > I", "A > II", "B", "B > I"]),
    ("1. a\na) b:\n1. x.\n2. y.\nb) c\n2. d", None),
    ("1. a\nd) lạc\n2. b", ["1", "2"]),
    ("1. Số liệu:\n1.234 hồ sơ đã giải quyết.\n2. Hết", ["1", "2"]),
    ("**1.** Một\n\n*2.* Hai\n\n2.\n\nBa", ["1", "2"]),
    ("a) x\nb) y\nc) z\nd) t\nđ) v\ne) u", ["a)", "b)", "c)", "d)", "đ)", "e)"]),
]
MORE = {
    2: ["II", "II > 2", "II > 2 > 2.1", "II > 2 > 2.2", "II > 2 > 2.2 > (1)", "II > 2 > 2.2 > (2)", "II > 3"],
    4: ["Chương I", "Chương I > Điều 1", "Chương II", "Chương II > Điều 2"],
    5: ["Phần thứ nhất", "Phần thứ nhất > I", "Phần thứ hai", "Phần thứ hai > I"],
    7: ["1", "1 > a)", "1 > a) > 1", "1 > a) > 2", "1 > b)", "2"],
}


@pytest.mark.parametrize("at", range(len(SECTIONS)))
def test_sections(at: int) -> None:
    """Labels nest by kind and sequence; what is out of sequence is no label."""
    text, expected = SECTIONS[at]
    assert paths(text) == (expected or MORE[at])


def test_inline_enumeration_is_no_section() -> None:
    """Numbers in a running sentence are no sections."""
    assert paths("1. Làm 02 việc:\n(1) quét sân, (2) tưới cây.\n2. Hết.") == ["1", "2"]


def test_quoted_amendment_nests_below_what_quotes_it() -> None:
    """The labels of a quoted provision lie below the clause that quotes it, and end with the quotation."""
    text = "Điều 1. Sửa đổi\n\n1. Sửa khoản 3 như sau:\n\n“3. Mức chi\n\na) Một.”\n\n2. Bỏ khoản 4."
    assert paths(text) == ["Điều 1", "Điều 1 > 1", "Điều 1 > 1 > 3", "Điều 1 > 1 > 3 > a)", "Điều 1 > 2"]


def test_the_last_sentence_leaves_the_last_item() -> None:
    """What ends with the mark of the end belongs to no item, before an appendix too; `V/v` is no fifth part."""
    text = (
        "KẾ HOẠCH\n\nV/V DỌN BẾN\n\nIV. VIỆC\n\n1. Quét bến.\n\n2. Rửa bến.\n\n"
        "Các xã căn cứ việc của mình làm đúng hạn./.\n\nPhụ lục 01\n\nI. Một\n\n1. Hai"
    )
    part = find_structure(text).documents[0]
    assert part.section_path(text.index("làm đúng")) == "IV"
    assert [s.path for s in part.sections][:3] == ["IV", "IV > 1", "IV > 2"]


def test_articles_behind_a_quoted_article() -> None:
    """A quoted article does not count among those of the document; a quoted clause may begin with any number."""
    text = (
        "Điều 1. Sửa đổi\n\n1. Sửa Điều 9 như sau:\n\n“Điều 9. Phí bến\n\n1. Một.\n\n2. Hai.”\n\n"
        "2. Sửa khoản 4 Điều 12 như sau:\n\n“4. Mức phí\n\na) Ba.”\n\nĐiều 2. Bãi bỏ\n\n1. Bỏ khoản 5."
    )
    assert paths(text) == [
        "Điều 1",
        "Điều 1 > 1",
        "Điều 1 > 1 > Điều 9",
        "Điều 1 > 1 > Điều 9 > 1",
        "Điều 1 > 1 > Điều 9 > 2",
        "Điều 1 > 2",
        "Điều 1 > 2 > 4",
        "Điều 1 > 2 > 4 > a)",
        "Điều 2",
        "Điều 2 > 1",
    ]


def test_item_glued_to_the_line_before() -> None:
    """The item that a list lacks is found in mid-line; none is where the list lacks none."""
    glued = "1. Việc\na) Nộp đơn.\nb) Xem đơn tại quầy số 2 c) Thời hạn: năm ngày.\nd) Trả kết quả."
    assert paths(glued) == ["1", "1 > a)", "1 > b)", "1 > c)", "1 > d)"]
    assert paths(glued.replace("\nd) Trả", "\nc) Trả")) == ["1", "1 > a)", "1 > b)", "1 > c)"]


@pytest.mark.parametrize(
    ("closing", "path"),
    [
        ("Chủ tịch Ủy ban nhân dân tỉnh yêu cầu các sở thực hiện nghiêm.", "V"),
        ("Kế hoạch này được phổ biến đến chi bộ.", "V"),
        ("Trong quá trình thực hiện, nếu vướng mắc thì báo cáo.", "V"),
        ("Các phòng chuyên môn theo dõi, đôn đốc việc thực hiện.", "V > 2"),
    ],
)
def test_closing_paragraph_leaves_the_last_item(closing: str, path: str) -> None:
    """A paragraph that speaks to all leaves the last item; one that goes on with it stays."""
    text = f"IV. VIỆC\n\n1. Một.\n\nV. TỔ CHỨC THỰC HIỆN\n\n1. Sở A chủ trì.\n\n2. Sở B phối hợp.\n\n{closing}"
    assert find_structure(text).documents[0].section_path(text.index(closing)) == path


def test_closing_paragraph_of_bare_numbers_has_no_section() -> None:
    """Where numbers are the only labels, the closing paragraph lies in none."""
    text = "1. Sở A chủ trì.\n2. Sở B phối hợp.\nChủ tịch Ủy ban nhân dân tỉnh yêu cầu các sở thực hiện."
    assert find_structure(text).documents[0].section_path(len(text) - 5) is None


def test_cover_letter_and_what_it_forwards() -> None:
    """A letter and the resolution behind it are two documents; each keeps its own parts."""
    text = (
        LETTERHEAD
        + "\nKính gửi: Các sở.\n\nThực hiện văn bản kèm theo.\n\n1. Sở A làm.\n\nNơi nhận:\n- Như trên;\n- Lưu.\n\n\n\n"
        + "Trần Thị A\n\nNGHỊ QUYẾT\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\nvề nghề dệt\n\nI. MỤC TIÊU\n\nDệt vải.\n\n"
        + "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nLê Văn B"
    )
    first, second = find_structure(text).documents
    assert text[second.start :].startswith("NGHỊ QUYẾT")
    assert first.recipients is not None
    assert first.signature is not None
    assert text[slice(*first.signature)] == "Trần Thị A"
    assert second.title is not None
    assert text[slice(*second.title)] == "về nghề dệt"
    assert [s.path for s in second.sections] == ["I"]


@pytest.mark.parametrize(
    "appendix",
    [
        "PHỤ LỤC\nDANH SÁCH XÃ\n(Kèm theo Quyết định số 12/QĐ-UBND)\n\n1. Xã A",
        "QUY CHẾ\nLÀM VIỆC\n(Ban hành kèm theo Quyết định số 12/QĐ-UBND)\n\nĐiều 1. Chung",
        "KẾ HOẠCH\nTẬP HUẤN\n(Kèm theo Quyết định số 12/QĐ-UBND)\n\nI. CHUNG",
        "Mẫu số 01\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố: …/ĐN\n\n…, ngày … tháng … năm …\n\nĐƠN\n\n1. Tên: …",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n……, ngày …\n\nTỜ TRÌNH\nVề việc A\n\nKính gửi: …\n\nNơi nhận:\n- Lưu.",
    ],
)
def test_appendix_stays_with_its_document(appendix: str) -> None:
    """Appendices and forms behind the signature are no documents of their own."""
    text = (
        LETTERHEAD
        + "\nQUYẾT ĐỊNH\nVề việc A\n\nĐiều 1. Làm.\n\nNơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\n\nLê Văn B\n\n"
        + appendix
    )
    structure = find_structure(text)
    assert len(structure.documents) == 1
    assert structure.documents[0].blocks[-1].start > text.index("Lê Văn B")


def test_sections_of_an_appendix_begin_anew() -> None:
    """What stands in an appendix without a number lies in no section of the body; a numbered row is one."""
    text = "NGHỊ QUYẾT\nVề A\n\nĐiều 1. Một.\n\nĐiều 2. Hai.\n\nPHỤ LỤC\n\n| TT | Chỉ tiêu |\n| 1 | Độ phủ |"
    part = find_structure(text).documents[0]
    assert part.section_path(text.index("PHỤ LỤC") + 9) is None
    assert part.section_path(text.index("Độ phủ")) == "1"


def test_remark_of_an_editor_over_two_lines() -> None:
    """What stands in square brackets above the letterhead is no part of it, however it is wrapped."""
    text = "[Bản ghi để kiểm thử,\nkhông phải văn bản]\n\n" + LETTERHEAD + "\nQUYẾT ĐỊNH\nVề việc A\n\nĐiều 1. Làm."
    part = find_structure(text).documents[0]
    assert part.kind is not None
    assert text[slice(*part.kind)] == "QUYẾT ĐỊNH"


def test_a_note_behind_a_list_is_one_to_the_whole_list() -> None:
    """What a note says behind the last item belongs to the list; between two items it belongs to the first."""
    for label, path in (("2. Sau", "I > 1"), ("c) Ba", "I > 1 > b)")):
        items = f"a) Một;\n\nb) Hai.\n\n** Lưu ý khi chấm:*\n\n- Bằng nhau.\n\n{label}."
        text = "KẾ HOẠCH\nVề A\n\nI. CHẤM\n\n1. Cách chấm\n\n" + items
        part = find_structure(text).documents[0]
        assert part.section_path(text.index("Bằng nhau")) == path


def test_a_line_that_ends_in_a_preposition_goes_on() -> None:
    """A short line that ends in a word that wants another one is joined with the next, whatever its first letter."""
    text = "1. Một\n\nXã rà soát; phối hợp với\n\nBan Dân vận xã làm."
    assert len(find_structure(text).documents[0].blocks) == 2


def test_wrapped_lines_are_one_block() -> None:
    """Lines wrapped with and without blank lines between them, and over a page break, are one block."""
    lines = [
        "Giao Sở Nội vụ chủ trì, phối hợp với các sở có",
        "liên quan rà soát hồ sơ của các xã, phường để",
        "báo cáo.",
    ]
    for gap in ("\n", "\n\n"):
        text = gap.join([*lines, *lines, *lines])
        structure = find_structure("1. Một" + gap + text)
        whole = words(structure, structure.documents[0], "paragraph")
        assert whole[-1].count("báo cáo.") == 1
    structure = find_structure(
        "Các cấp, các ngành tổ chức học tập, quán triệt nội dung của Nghị quyết này đến\n\ncán bộ."
    )
    assert len(structure.documents[0].blocks) == 1


def test_footnotes_leave_the_flow() -> None:
    """A footnote and its mark are blank in the view; its words are a block of their own in the mark's section."""
    text = (
        "1. Nâng hạng các chỉ số\n1\n \n\nqua từng năm, nhất là chỉ số\n\n"
        + " " * 40
        + "\n1\n Gồm ba chỉ số của tỉnh.\n"
        " được công bố.\n\n2. Hết."
    )
    structure = find_structure(text)
    part = structure.documents[0]
    assert words(structure, part, "footnote") == ["Gồm ba chỉ số của tỉnh."]
    flow = " ".join(structure.view.split())
    assert "các chỉ số qua từng năm, nhất là chỉ số được công bố." in flow
    note = next(block for block in part.blocks if block.kind == "footnote")
    assert note.section == 0


def test_raised_footnote_mark() -> None:
    """Raised figures that mark a footnote are blank; square metres stay."""
    structure = find_structure("1. Đạt 90% số hộ¹ và 20 m² nhà.\n\n2. Hết.\n\n¹ Theo điều tra.")
    assert words(structure, structure.documents[0], "paragraph")[0] == "Đạt 90% số hộ và 20 m² nhà."
    assert words(structure, structure.documents[0], "footnote") == ["Theo điều tra."]


def test_page_numbers_and_stamps_leave_the_flow() -> None:
    """Numbers that interrupt a sentence and the stamp of a registry are blank in the view."""
    structure = find_structure("1. Giao Sở Nội vụ chủ\n\n2\n\ntrì rà soát.")
    assert "chủ trì rà soát" in " ".join(structure.view.split())
    stamped = "NGHỊ QUYẾT\nvề A\n\nĐẾN Số 12/2024\nNgày 3/1/24\nChuyển: P. B\n\nI. MỘT\n\nHai."
    assert "Chuyển" not in find_structure(stamped).view


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\0\0", "\r\n\r\n", "(" * 10_000, "|\n" * 3_000, "1.\n" * 3_000, "“1. a\n" * 2_000]
)
def test_hostile_text(text: str) -> None:
    """Nothing breaks, the view is as long as the text, documents cover it, blocks lie in it."""
    structure = find_structure(text)
    assert len(structure.view) == len(structure.footnotes) == len(text)
    assert structure.documents[0].start == 0
    assert structure.documents[-1].end == len(text)
    assert all(0 <= b.start < b.end <= len(text) for part in structure.documents for b in part.blocks)
