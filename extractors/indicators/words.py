"""The words that bound what is measured, compiled from `subject_words.csv`."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import any_of, load_lexicon

_NUMBER = r"\d+(?:[.,]\d+)*"
_YEAR = r"(?:19|20)\d\d"
_PUNCTUATION = " ,;:.-+•(\"“”'"
_LONGEST = 5
#: The words of a form of use `keep`.
_KEPT = 2
_ABOUT = r"(?:(?:gần|hơn|trên|khoảng|dưới|ít\ nhất|tối\ thiểu)\ )?"
_OF_SIZE = r"%|(?:(?:điểm\ )?phần\ trăm|bậc|điểm|(?:triệu\ |tỷ\ |nghìn\ )(?:đồng|USD|lượt)|triệu|tỷ|nghìn|đồng|USD)\b"
#: The value of a quantity; a count only where it begins an item of a list.
VALUE = regex.compile(
    rf"""(?<![\w/.,])(?:
      (?:nhóm|tốp|top|thứ|vị\ trí)\ {_NUMBER}(?:/\d+)?
    | {_NUMBER}(?:\ ?(?:-|đến|tới)\ ?{_NUMBER})?\ ?
        (?:{_OF_SIZE})(?:/[^\s,;.]+)*
    | {_NUMBER}(?:\ \p{{L}}+){{1,4}}\ ?/\ ?1[.\d]*0(?:\ \p{{L}}+){{1,2}}
    | {_NUMBER}\ \p{{L}}+(?:\ \p{{L}}+)?/(?:vạn|nghìn|triệu)\ \p{{L}}+
    | (?<=(?:[,;]|\bvà)\ )(?<!\d(?:,|\ và)\ ){_ABOUT}{_NUMBER}\ (?=(?!tháng|ngày)[^\W\d])
    )""",
    regex.IGNORECASE | regex.VERBOSE,
)
#: A count in a list, where a verb stands before it: "có 8 huyện, …".
COUNT = regex.compile(
    rf"(?<=\b(?:có|gồm|cho|thêm|nhất|tạo|trồng|dựng|nạp|dạy|là|đạt) ){_NUMBER} \p{{L}}+(?: \p{{L}}+)?(?=,| và\b)",
    regex.IGNORECASE,
)
_TIME = regex.compile(
    rf"""\b(?:năm|giai\ đoạn|quý|tháng|ngày|nhiệm\ kỳ)\ (?:học\ )?(?:\d+(?:[/-]\d+)*|[IVX]+\b)
    (?:\ ?(?:-|đến)\ ?(?:năm\ )?{_YEAR})?(?:\ (?:trở\ đi|tháng\ \d+|năm\ {_YEAR})|(?:,|\ và)\ {_YEAR}\b)*
    |(?<![\d/])\d{{1,2}}/\d{{1,2}}/{_YEAR}\b
    |\bhiện\ (?:nay|tại)(?=\ (?:lên|xuống|còn|đạt)\b)""",
    regex.IGNORECASE | regex.VERBOSE,
)
_TO_TIME = regex.compile(
    r"(?:\b(?:tính|cho|so với|chậm nhất|muộn nhất|đến|tới|vào|trong|trước|sau|từ|kể từ|của|hết|cuối|đầu|giữa|các) )+$",
    regex.IGNORECASE,
)
_LEAD_IN = 40
#: Brackets that held no more than a time.
_EMPTY = regex.compile(r"\s?\(\s*\)")


def without_times(text: str) -> str:
    """The text on one line without its time expressions.

    >>> without_times("so với\\n năm 2021 thì Chỉ số A năm 2020 xếp")
    'thì Chỉ số A xếp'
    """
    line, kept, at = " ".join(text.split()), [], 0
    for match in _TIME.finditer(line):
        before = _TO_TIME.search(line, max(at, match.start() - _LEAD_IN), match.start())
        kept.append(line[at : before.start() if before else match.start()])
        at = match.end()
    return " ".join(_EMPTY.sub(" ", " ".join([*kept, line[at:]])).split())


@cache
def forms_of(*uses: str) -> frozenset[str]:
    """The forms with those uses, lower-case."""
    return frozenset(row["form"].lower() for row in load_lexicon("subject_words") if row["use"] in uses)


@cache
def sizes() -> frozenset[str]:
    """Units that count nothing: of money, size and time."""
    measures = {row["form"].lower() for row in load_lexicon("units") if row["kind"] in ("money", "measure", "time")}
    return forms_of("dimension") | measures


@cache
def size_before() -> regex.Pattern[str]:
    """A pattern for a size and the comma behind it: what follows is another subject ("rộng 30 m2, tuổi thọ …")."""
    return regex.compile(rf"\d\s?(?:{any_of(tuple(sizes() | {'tuổi'}))})(?:/[^\s,;]+)*,\s", regex.IGNORECASE)


@cache
def word_of(*uses: str) -> regex.Pattern[str]:
    """A pattern for any of the forms with those uses, as whole words."""
    return regex.compile(rf"\b{any_of(tuple(forms_of(*uses)))}\b", regex.IGNORECASE)


def strip_start(text: str, *uses: str) -> str:
    """The text without punctuation and forms of those uses at its beginning.

    >>> strip_start("(2) Phấn đấu tỷ lệ hộ nghèo", "lead")
    'tỷ lệ hộ nghèo'
    """
    forms = forms_of(*uses)
    while True:
        text = _LABEL.sub("", text.lstrip(_PUNCTUATION + ")"))
        words = text.split(" ", _LONGEST)
        size = _run(forms, _heads(words))
        if size < _KEPT and " ".join(words[:_KEPT]).lower() in forms_of("keep"):
            return text
        if not size:
            return text
        text = " ".join(words[size:])


def strip_end(text: str, *uses: str) -> tuple[str, tuple[str, ...]]:
    """The text without punctuation and forms of those uses at its end, and the forms taken off, the last first.

    >>> strip_end("mức độ hài lòng đạt tối thiểu", "reach", "compare")
    ('mức độ hài lòng', ('tối thiểu', 'đạt'))
    """
    forms = forms_of(*uses)
    taken: list[str] = []
    while True:
        text = text.rstrip(_PUNCTUATION)
        words = text.rsplit(" ", _LONGEST)
        size = _run(forms, _tails(words))
        if size < _KEPT and " ".join(words[-_KEPT:]).lower() in forms_of("keep"):
            return text, tuple(taken)
        if not size:
            return text, tuple(taken)
        taken.append(" ".join(words[-size:]).lower().strip(_PUNCTUATION))
        text = " ".join(words[:-size])


def _heads(words: list[str]) -> list[list[str]]:
    return [words[:n] for n in range(min(_LONGEST, len(words)), 0, -1)]


def _tails(words: list[str]) -> list[list[str]]:
    return [words[-n:] for n in range(min(_LONGEST, len(words)), 0, -1)]


_LABEL = regex.compile(r"^(?:\d{1,2}|[a-zđ])\)\s*|^\d{1,2}(?:\.\d{1,2})*\.\s+")


def _run(forms: frozenset[str], runs: list[list[str]]) -> int:
    """How many words the first of the runs has that is one of the forms, 0 if none is."""
    return next((len(run) for run in runs if " ".join(run).lower().strip(_PUNCTUATION) in forms), 0)
