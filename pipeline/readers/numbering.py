"""The labels that Word shows but the text does not hold: automatic numbering from `numbering.xml`, as printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import regex
from docx.oxml.ns import qn

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_PLACE = regex.compile(r"%(?P<level>\d)")
_BULLETS = frozenset("-–—+*•●○▪■◦➢✓")


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered: format, the text with the places of the numbers, first number.

    `restarts` says that the list counts anew here; `style` is the paragraph style that stands for the level.
    """

    form: str
    text: str
    start: int
    legal: bool = False
    restarts: bool = False
    style: str | None = None


class Numbering:
    """Counts the numbered paragraphs of a document, in order, and gives each its label."""

    def __init__(self, part: Any | None, styles: Any) -> None:
        root = part.element if part is not None else None
        self._lists = dict(_lists(root)) if root is not None else {}
        self._styles = dict(_style_numbers(styles))
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._restarted: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """The label of a paragraph element, or an empty text where it has none.

        A bullet of a symbol font is given as `-`.
        """
        number, at = _place(paragraph.find(qn("w:pPr")))
        style = _value(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) or ""
        inherited = self._styles.get(style, (None, None))
        number, at = number or inherited[0], inherited[1] if at is None else at
        if number not in self._lists:
            return ""
        abstract, levels = self._lists[number]
        if at is None:
            at = next((place for place, level in levels.items() if level.style == style), 0)
        if at not in levels:
            return ""
        self._count(number, abstract, levels[at], at)
        return self._printed(abstract, levels, at)

    def _count(self, number: str, abstract: str, level: Level, at: int) -> None:
        counts = self._counts[abstract]
        if level.restarts and (number, at) not in self._restarted:
            self._restarted.add((number, at))
            counts.pop(at, None)
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [place for place in counts if place > at]:
            del counts[deeper]

    def _printed(self, abstract: str, levels: dict[int, Level], at: int) -> str:
        level = levels[at]
        if level.form == "bullet":
            return level.text if level.text in _BULLETS else "-"
        counts = self._counts[abstract]

        def number(match: regex.Match[str]) -> str:
            which = int(match["level"]) - 1
            shown = levels.get(which, level)
            count = counts.get(which, shown.start)
            return format_number(count, "decimal" if level.legal else shown.form)

        return str(_PLACE.sub(number, level.text)).strip()


def format_number(number: int, form: str) -> str:
    """A number in one of Word's formats.

    >>> [format_number(4, form) for form in ("decimal", "upperRoman", "lowerLetter", "decimalZero", "none")]
    ['4', 'IV', 'd', '04', '']
    """
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form == "none":
        return ""
    return f"{number:02}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out, number = out + letters, number - value
    return out


def _value(element: Any) -> str | None:
    return None if element is None else element.get(qn("w:val"))


def _place(properties: Any) -> tuple[str | None, int | None]:
    """The list and level that paragraph properties name."""
    if properties is None:
        return None, None
    level = _value(properties.find(f"{qn('w:numPr')}/{qn('w:ilvl')}"))
    number = _value(properties.find(f"{qn('w:numPr')}/{qn('w:numId')}"))
    return number, int(level) if level is not None else None


def _lists(root: Any) -> Iterator[tuple[str, tuple[str, dict[int, Level]]]]:
    """Each list by its number: the definition it counts by, and its levels with their overrides."""
    definitions = {
        one.get(qn("w:abstractNumId")): {int(level.get(qn("w:ilvl"))): _level(level) for level in one.iter(qn("w:lvl"))}
        for one in root.iter(qn("w:abstractNum"))
    }
    for one in root.iter(qn("w:num")):
        abstract = _value(one.find(qn("w:abstractNumId"))) or ""
        levels = dict(definitions.get(abstract, {}))
        for override in one.iter(qn("w:lvlOverride")):
            at = int(override.get(qn("w:ilvl")))
            own, start = override.find(qn("w:lvl")), _value(override.find(qn("w:startOverride")))
            if own is not None:
                levels[at] = _level(own)
            if start is not None and at in levels:
                levels[at] = replace(levels[at], start=int(start), restarts=True)
        yield one.get(qn("w:numId")), (abstract, levels)


def _level(element: Any) -> Level:
    return Level(
        form=_value(element.find(qn("w:numFmt"))) or "decimal",
        text=_value(element.find(qn("w:lvlText"))) or "",
        start=int(_value(element.find(qn("w:start"))) or 1),
        legal=element.find(qn("w:isLgl")) is not None,
        style=_value(element.find(qn("w:pStyle"))),
    )


def _style_numbers(styles: Any) -> Iterator[tuple[str, tuple[str | None, int | None]]]:
    """List and level of each paragraph style, inherited from the style it is based on."""
    own = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
    for name in own:
        number: str | None = None
        level: int | None = None
        at, seen = name, set()
        while at in own and at not in seen:
            seen.add(at)
            place = _place(own[at].find(qn("w:pPr")))
            number, level = number or place[0], place[1] if level is None else level
            at = _value(own[at].find(qn("w:basedOn"))) or ""
        if number is not None:
            yield name, (number, level)
