"""The labels that number sections: `Chương II`, `Điều 5.`, `III-`, `2.1.`, `a)`, `(3)`, and the marks of bullets."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.lexicon import load_lexicon

#: The order of letters in enumerations; official ones skip f, j, w and z.
_ALPHABET = "abcdđefghijklmnopqrstuvwxyz"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line: `words` as it is given in a path, `number` its value, `after` its end."""

    start: int
    after: int
    words: str
    kind: str
    style: str
    number: tuple[int, ...]
    #: Whether the rest of its line is set in capitals: a heading, whatever came before.
    strong: bool = False

    @property
    def first(self) -> bool:
        """Whether it begins a list (1, a, I, 3.1)."""
        return self.number[-1] == 1


def parse_roman(numeral: str) -> int | None:
    """The value of a Roman numeral up to 399, `None` where it is not well formed.

    >>> parse_roman("XIV"), parse_roman("IIX")
    (14, None)
    """
    if not regex.fullmatch(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", numeral.upper()) or not numeral:
        return None
    values = [_ROMAN[letter] for letter in numeral.upper()]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _ordinals() -> dict[str, int]:
    return {row["form"]: int(row["value"]) for row in load_lexicon("ordinals")}


_ORDINALS = _ordinals()
_END = r"(?=\s|$)"
_CLOSE = r"\s*[.:\-/)]?"
_NAMED = rf"""
    (?P<word>(?i:phần|chương|tiểu\s+mục|mục))\s+
    (?:(?i:thứ)\s+(?P<ordinal>(?i:{"|".join(_ORDINALS)}))|(?P<value>[IVXLC]{{1,7}}|\d{{1,3}}|[A-ZĐ]))(?=\s*[.:\-/]|\s*(?:\n|$))
    {_CLOSE}
"""
_ARTICLE = r"Điều\s+(?P<article>\d{1,3}[a-zđ]?)(?:\s*[.:]|(?=\s*(?:\n|$)))"
_UPPER_ARTICLE = r"ĐIỀU\s+(?P<ARTICLE>\d{1,3})\s*[.:]?"
_APPENDIX = (
    r"(?P<appendix>PHỤ\s+LỤC|Phụ\s+lục|BIỂU|Biểu|MẪU|Mẫu)\s*(?:(?i:số)\s*:?\s*)?"
    r"(?P<annex>[IVXLC]{1,6}|\d{1,3}[A-Z]?)?\s*[.:\-]?(?=\s*(?:\n|$))"
)
_MARKED = rf"""
    (?!V/V\b)(?P<roman>[IVXLC]{{1,7}})\s*[.\-/:)](?=\s|\p{{Lu}})
  | (?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?P<dot>[.)]?){_END}
  | (?P<glued>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\.(?=\p{{Lu}}\p{{L}})
  | (?P<number>\d{{1,3}})(?P<close>\s?\.|[)/]|\s?-(?=\s+\p{{Lu}}))(?=\s|$|\p{{Lu}}\p{{L}})
  | (?P<letter>[a-zđ]\d?)(?P<shut>\s?[)]|[./])(?=\s|$|\p{{Lu}}\p{{Ll}})
  | (?P<upper>[A-ZĐ])\s?(?P<stop>[.\-/)]){_END}
  | \((?P<paren>\d{{1,2}}|[a-zđ]|[ivx]{{1,5}})\)
"""
_LABEL = regex.compile(rf"(?:{_NAMED}|{_ARTICLE}|{_UPPER_ARTICLE}|{_APPENDIX}|{_MARKED})", regex.VERBOSE)
_BULLET = regex.compile(r"[-+•●▪■◦○·–—](?=\s|\p{L}|$)|o(?=\s+\p{Lu})")
_KINDS = {"phần": "phan", "chương": "chuong", "mục": "muc", "tiểu mục": "tieu_muc"}


def parse_label(view: str, at: int, *, end: int | None = None) -> Label | None:
    """The label that stands at an offset of a view, or `None`.

    >>> parse_label("a) Đến năm 2025", 0).words, parse_label("3.1. Chỉ số", 0).words, parse_label("II- MỤC", 0).words
    ('a)', '3.1', 'II')
    """
    match = _LABEL.match(view, at, len(view) if end is None else min(end, at + 80))
    if match is None:
        return None
    group = match.lastgroup and {k: v for k, v in match.groupdict().items() if v is not None}
    read = _read_named(group) if "word" in group else _read_marked(group)
    if read is None:
        return None
    words, kind, style, number = read
    return Label(at, match.end(), words, kind, style, number)


def _read_named(group: dict[str, str]) -> tuple[str, str, str, tuple[int, ...]] | None:
    word = " ".join(group["word"].split())
    if "ordinal" in group:
        number = _ORDINALS[group["ordinal"].lower()]
        return f"{word} thứ {group['ordinal']}", _KINDS[word.lower()], "", (number,)
    value = group["value"]
    known = int(value) if value.isdigit() else parse_roman(value) or _ALPHABET.index(value[0].lower()) + 1
    return f"{word} {value}", _KINDS[word.lower()], "", (known,)


def _read_marked(group: dict[str, str]) -> tuple[str, str, str, tuple[int, ...]] | None:
    if "article" in group or "ARTICLE" in group:
        article = group.get("article") or group["ARTICLE"]
        return f"Điều {article}", "dieu", "", (int(article.rstrip("abcdefghđ")),)
    if "appendix" in group:
        return _read_appendix(group)
    if "roman" in group:
        value = parse_roman(group["roman"])
        return None if value is None else (group["roman"], "roman", "", (value,))
    if "decimal" in group or "glued" in group:
        words = group.get("decimal") or group["glued"]
        return words + (")" if group.get("dot") == ")" else ""), "decimal", "", tuple(map(int, words.split(".")))
    if "number" in group:
        close = ")" if group["close"] == ")" else ""
        return group["number"] + close, "number", close, (int(group["number"]),)
    return _read_letter(group)


def _read_appendix(group: dict[str, str]) -> tuple[str, str, str, tuple[int, ...]]:
    word, value = " ".join(group["appendix"].split()), group.get("annex", "")
    digits = "".join(c for c in value if c.isdigit())
    number = int(digits) if digits else parse_roman(value) or 0 if value else 0
    return f"{word} {value}".strip(), "phu_luc", word.lower(), (number,)


def _read_letter(group: dict[str, str]) -> tuple[str, str, str, tuple[int, ...]] | None:
    if "letter" in group:
        letter, close = group["letter"], group["shut"].strip()
        number = (_ALPHABET.index(letter[0]) + 1, *map(int, letter[1:]))
        return letter + (")" if close == ")" else ""), "letter", close, number
    if "upper" in group:
        return group["upper"], "upper", "", (_ALPHABET.index(group["upper"].lower()) + 1,)
    if "paren" in group:
        mark = group["paren"]
        if mark.isdigit():
            return f"({mark})", "paren", "1", (int(mark),)
        roman = parse_roman(mark) if set(mark) <= set("ivx") else None
        if roman is not None:
            return f"({mark})", "paren", "i", (roman,)
        return f"({mark})", "paren", "a", (_ALPHABET.index(mark[0]) + 1,)
    return None


def parse_bullet(text: str, at: int, *, end: int) -> tuple[str, int] | None:
    """The bullet mark at an offset and where its text begins, or `None` (emphasis marks are no bullets).

    >>> parse_bullet("- Sở Nội vụ", 0, end=11), parse_bullet("*Căn cứ Luật*", 0, end=13)
    (('-', 2), None)
    """
    match = _BULLET.match(text, at, end)
    if match is None:
        return None
    after = match.end()
    while after < len(text) and text[after] in " \t\u00a0\r\n*_":
        after += 1
    return match.group(), after
