"""What figures measure: subjects, codes, and wordings of one meaning that fall together."""

from __future__ import annotations

import pytest

from extractors.indicators import find_subjects, indicator_rows, topic_rows
from extractors.indicators.codes import load_patterns
from extractors.indicators.phrase import phrase_of
from extractors.lexicon import load_lexicon
from extractors.reading import Reading
from extractors.structure import find_structure

#: Ten pairs that mean the same in other words.
SAME = [
    ("tỷ lệ hộ nghèo theo chuẩn đa chiều", "hộ nghèo chuẩn đa chiều của tỉnh"),
    ("tỷ lệ dân số tham gia BHYT", "tỷ lệ bao phủ bảo hiểm y tế trên địa bàn tỉnh"),
    ("xã đạt chuẩn nông thôn mới", "tỷ lệ số xã đạt chuẩn NTM"),
    ("hộ gia đình được sử dụng nước sạch theo quy chuẩn", "tỷ lệ hộ dân dùng nước sạch đạt quy chuẩn"),
    ("lao động qua đào tạo có bằng cấp, chứng chỉ", "tỷ lệ người lao động đã qua đào tạo có chứng chỉ, bằng cấp"),
    ("thu nhập bình quân đầu người", "Thu nhập đầu người bình quân của tỉnh Hà Nam"),
    ("doanh nghiệp sử dụng hợp đồng điện tử", "tỷ lệ doanh nghiệp áp dụng hợp đồng điện tử"),
    ("tỷ lệ che phủ rừng", "độ che phủ của rừng"),
    ("cơ sở giáo dục thu học phí không dùng tiền mặt", "các trường học thực hiện thu học phí không dùng tiền mặt"),
    ("tỷ lệ nữ giám đốc doanh nghiệp", "giám đốc doanh nghiệp là phụ nữ"),
]
#: Ten pairs that are near in words and differ in meaning.
OTHER = [
    ("tỷ lệ hộ nghèo", "tỷ lệ hộ cận nghèo"),
    ("xã đạt chuẩn nông thôn mới", "xã đạt chuẩn nông thôn mới nâng cao"),
    ("trường mầm non đạt chuẩn quốc gia", "trường tiểu học đạt chuẩn quốc gia"),
    ("bác sĩ trên một vạn dân", "giường bệnh trên một vạn dân"),
    ("hồ sơ tiếp nhận trực tuyến", "hồ sơ giải quyết đúng hạn"),
    ("dân số tham gia bảo hiểm y tế", "lực lượng lao động tham gia bảo hiểm xã hội"),
    ("thu ngân sách nội địa", "chi ngân sách địa phương"),
    ("trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi", "trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân"),
    ("chất thải rắn sinh hoạt đô thị được thu gom", "chất thải rắn sinh hoạt nông thôn được thu gom"),
    ("người dân hài lòng", "người dân không hài lòng"),
]


def test_wordings_of_one_meaning_fall_together() -> None:
    """At least eight of the ten pairs have one phrase."""
    apart = [pair for pair in SAME if phrase_of(pair[0]) != phrase_of(pair[1])]
    assert len(apart) <= 2, [(phrase_of(a), phrase_of(b)) for a, b in apart]


@pytest.mark.parametrize("pair", OTHER, ids=lambda pair: pair[0])
def test_wordings_of_two_meanings_stay_apart(pair: tuple[str, str]) -> None:
    """No such pair has one phrase."""
    assert phrase_of(pair[0]) != phrase_of(pair[1])


def test_no_phrase_is_empty() -> None:
    """Something is left of each wording."""
    assert all(phrase_of(wording) for pair in SAME + OTHER for wording in pair)


def test_codes_of_patterns_are_indicators_of_known_topics() -> None:
    """Each pattern's code is a row, each row has a pattern and a topic."""
    codes = {row["code"] for row in indicator_rows()}
    assert {p.code for p in load_patterns() if p.code} == codes
    assert {row["topic"] for row in indicator_rows()} == {row["topic"] for row in topic_rows()}
    assert {row["better"] for row in indicator_rows()} == {"higher", "lower"}


@pytest.mark.parametrize("row", indicator_rows(), ids=lambda row: row["code"])
def test_names_of_indicators_have_their_code(row: dict[str, str]) -> None:
    """The Vietnamese name of an indicator, said of a value, gets its code."""
    quote = "nhóm 10" if row["unit"] == "rank" else "80%"
    text = f"{row['name_vi']} đạt {quote}."
    structure = find_structure(text)
    reading = Reading(structure, structure.documents[0])
    start = text.index(quote)
    subjects = find_subjects(reading, 0, len(text), start, start + len(quote))
    assert [subject.code for subject in subjects] == [row["code"]]


@pytest.mark.parametrize("name", ["subject_words", "phrase_words", "role_cues", "indicator_patterns"])
def test_lexicons_have_no_row_twice(name: str) -> None:
    """No row is there twice, and rows are lower case but for acronyms."""
    rows = [tuple(row.values()) for row in load_lexicon(name)]
    assert len(rows) == len(set(rows)), [row for row in rows if rows.count(row) > 1]
