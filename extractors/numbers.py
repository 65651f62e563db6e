"""Numbers as Vietnamese documents print them: digits with thousand dots and decimal commas, and number words."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import load_lexicon

#: A number in digits; whether it is a date, a label or a quantity is for its reader to say.
DIGITS = r"\d+(?:[.,]\d+)*"
_THOUSANDS = regex.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = regex.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3},000")
_PLAIN = regex.compile(r"\d+(?:[.,]\d+)?")


def parse_number(printed: str) -> float | None:
    """The value of a number in digits, `None` where it is none (a date, a section label, a document number).

    >>> parse_number("1.234.567"), parse_number("8,5"), parse_number("5.200"), parse_number("2.0")
    (1234567.0, 8.5, 5200.0, 2.0)
    >>> parse_number("3.1.2") is None
    True
    """
    if _THOUSANDS.fullmatch(printed) and not printed.startswith("0."):
        return float(printed.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(printed):
        return float(printed.replace(",", ""))
    if _PLAIN.fullmatch(printed):
        return float(printed.replace(",", "."))
    return None


@cache
def number_words() -> dict[str, tuple[float, str]]:
    """Each number word with its value and its use."""
    return {
        row["form"]: (float(row["value"]), row["use"])
        for row in load_lexicon("number_words")
        if row["use"] != "ordinal"
    }


def parse_words(printed: str) -> float | None:
    """The value of number words, `None` where they are none.

    >>> parse_words("một trăm"), parse_words("hai mươi lăm"), parse_words("ba nghìn năm trăm")
    (100.0, 25.0, 3500.0)
    >>> parse_words("một trăm năm mươi triệu")
    150000000.0
    >>> parse_words("ba năm") is None
    True
    """
    known, total, part, last = number_words(), 0.0, 0.0, 0.0
    seen = False
    for word in printed.lower().split():
        if word not in known:
            return None
        value, use = known[word]
        if use == "digit" and last:
            return None
        if use == "digit":
            part, last = part + value, value
        elif use == "ten":
            part, last = part + value, 0.0
        elif use == "tens":
            part, last = part + last * value - last, 0.0
        elif use == "hundred":
            part = part - last + max(last, 1.0) * value if part else value
            last = 0.0
        elif use == "scale":
            total, part, last = _scaled(total, part, value)
        seen = seen or use != "filler"
    return total + part if seen else None


def _scaled(total: float, part: float, scale: float) -> tuple[float, float, float]:
    """The total after a scale word: what stands before it is multiplied."""
    if part:
        return total + part * scale, 0.0, 0.0
    return max(total, 1.0) * scale, 0.0, 0.0


def parse_ordinal(printed: str) -> int | None:
    """The position that a word behind "thứ" names, `None` where it names none.

    >>> parse_ordinal("nhất"), parse_ordinal("tư"), parse_ordinal("trưởng")
    (1, 4, None)
    """
    ordinals = {row["form"]: row["value"] for row in load_lexicon("number_words") if row["use"] == "ordinal"}
    word = printed.lower()
    if word in ordinals:
        return int(ordinals[word])
    value = parse_words(word)
    return int(value) if value and value <= 10 else None
