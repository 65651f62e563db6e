"""Finds the numbers of a text, in digits and in words."""

from __future__ import annotations

from functools import cache

import regex

from extractors.figures.types import Numeral
from extractors.numbers import DIGITS, number_words, parse_number, parse_words
from extractors.rules import enabled

#: Where a number begins: not inside `163/2016/NĐ-CP`, `3.1.2` or a word, unless a lost blank glues a share to it or
#: it is a side of `300x120`.
_BEGIN = r"(?=\d)(?:(?<![\p{L}\d/.,])|(?<=\p{Ll}\p{Ll})(?=\d[\d.,]*\s?%)|(?<=\d\s?[xX×])(?=\d))"
#: `/18` of "15/18 xã", `trong số 14` of "9 trong số 14 chỉ tiêu"; not `/2016/NĐ`.
_WHOLE = r"(?P<of>(?!10{0,2}\.000)\d{1,3}(?:\.\d{3})+|\d{1,4})"
_OF = rf"(?:\s?/\s?|\s+trong\s+(?:(?:tổng\s+)?số\s+)?){_WHOLE}(?![\d/.,]*[\d/]|-?\p{{Lu}})"
#: `(ba mươi)` of "30 (ba mươi) ngày".
_SAID = r"\s*\((?P<said>[\p{Ll}\s]{2,60})\)(?=\s+\p{Ll})"
_NUMERAL = regex.compile(rf"{_BEGIN}(?P<number>{DIGITS})(?:{_OF})?(?!\d|-\p{{Lu}}{{2}})(?:{_SAID})?")
#: Round the clock: `24/7`, `24/24 giờ`.
_COUNTED = regex.compile(
    r"\s+(?:xã|phường|thôn|ấp|bản|tổ|khóm|khu|huyện|trường|cơ\s+quan|đơn\s+vị|sở|hộ|chỉ\s+tiêu|tiêu\s+chí|trạm|nhiệm\s+vụ|đặc\s+khu)(?!\p{L})",
    regex.IGNORECASE,
)
_CLOCK = frozenset({"7", "07", "24"})
_PARTS = {"hai": 2.0, "ba": 3.0, "tư": 4.0, "bốn": 4.0, "năm": 5.0, "sáu": 6.0, "mười": 10.0}
_FIRST = frozenset({"một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười"})
_FIXED = {"gấp đôi": 2.0, "gấp rưỡi": 1.5, "gấp ba": 3.0, "một nửa": 50.0, "quá nửa": 50.0}


@cache
def _spelled() -> regex.Pattern[str]:
    """Number words before what they count: a fraction, percent, money, a multiple; any count behind a comparator."""
    form = "|".join(sorted((f"[{w[0].upper()}{w[0]}]{w[1:]}" for w in number_words()), key=len, reverse=True))
    first = "|".join(f"[{w[0].upper()}{w[0]}]{w[1:]}" for w in number_words() if w in _FIRST)
    word = rf"(?:{first})(?:\s+(?:{form})){{0,11}}+(?!\p{{L}})"
    return regex.compile(
        rf"""(?<!\p{{L}})(?:
          (?P<fixed>[Gg]ấp\s+(?:đôi|rưỡi|ba)|(?:[Mm]ột|quá)\s+nửa(?=\s+(?:số|tổng)))(?!\p{{L}})
        | (?:ít\s+nhất|[Tt]ối\s+(?:thiểu|đa)|(?:không|chưa)\s+(?:quá|đủ)|thời\s+(?:hạn|gian)|trong\s+vòng|mất)\s+
          (?:có\s+|là\s+)?(?P<compared>{word})(?=\s+\p{{L}})
        | (?P<number>{word})\s+(?:phần\s+(?P<of>trăm|{"|".join(_PARTS)})
          |(?=(?:đồng|lần(?!\s+lượt)|ngày\s+làm\s+việc|giờ|tuần|tuổi|điểm)(?!\p{{L}})))
        )""",
        regex.VERBOSE,
    )


def find_numerals(view: str, start: int, end: int) -> list[Numeral]:
    """The numbers of `view[start:end]` in the order of the text.

    >>> [(n.value, n.of) for n in find_numerals("đạt 8,5%, có 15/18 xã", 0, 21)]
    [(8.5, None), (15.0, 18.0)]
    >>> [n.value for n in find_numerals("ba phần tư số xã", 0, 16)]
    [75.0]
    """
    found = []
    for match in _NUMERAL.finditer(view, start, end):
        value = parse_number(match["number"])
        if value is not None and not _is_clock(view, match):
            of = match["of"]
            said = match["said"] and parse_words(match["said"]) is not None
            stop = match.end() if said else max(match.end("number"), match.end("of"))
            found.append(Numeral(match.start(), stop, value, float(of.replace(".", "")) if of else None))
    if enabled("figures.words"):
        found += [n for n in _find_spelled(view, start, end) if n]
        found.sort(key=lambda n: n.start)
    return found


def _is_clock(view: str, match: regex.Match[str]) -> bool:
    """Whether it says round the clock; all of 24 places are counted: `24/24 thôn`."""
    if match["number"] != "24" or match["of"] not in _CLOCK:
        return False
    counted = match["of"] == "24" and _COUNTED.match(view, match.end("of")) and enabled("figures.all_counted")
    return not counted


def _find_spelled(view: str, start: int, end: int) -> list[Numeral]:
    found = []
    for match in _spelled().finditer(view, start, end):
        numeral = _spelled_numeral(match)
        if numeral is not None:
            found.append(numeral)
    return found


def _spelled_numeral(match: regex.Match[str]) -> Numeral | None:
    if match["fixed"]:
        fixed = " ".join(match["fixed"].lower().split())
        return Numeral(match.start(), match.end(), _FIXED[fixed], words=True)
    group = "compared" if match["compared"] else "number"
    parsed = parse_words(match[group])
    if parsed is None or (group == "number" and not match["of"] and parsed <= 1):
        return None
    if match["of"] and match["of"] != "trăm":
        return Numeral(match.start(), match.end(), round(100 * parsed / _PARTS[match["of"]], 2), words=True)
    return Numeral(match.start(group), match.end(group), parsed, words=True)
