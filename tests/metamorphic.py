"""Changes of a text under which the facts stay what they are (or change as the text does)."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import regex

import extractors
from extractors.facts import KINDS
from extractors.text import fold_tones

#: A numbered line behind which something new begins.
_HEADING = regex.compile(
    r"^(?P<label>(?:[IVX]+|\d{1,2})[.\-]) (?P<title>\p{Lu}[^\n.;:]{8,90})$(?=\s+(?:\p{Lu}\p{Ll}|\d+\.|[-+]|[a-zđ]\)))",
    regex.MULTILINE,
)
#: A line that begins a paragraph of its own, or is no running text: a label, a bullet, a cell, a line in capitals.
_OWN = regex.compile(r"[*_ ]*(?:[\p{Ll}\d]{1,2}[.)]|\d+(?:\.\d+)+|[IVX]+[.\-]|[-+(]|\d+\s*$|[^\p{Ll}]*$)|[^|]*\|")
_SHOUTED = regex.compile(r"[^\p{Ll}]+$")
#: The lines of a wrapped paragraph: the longest has so many characters.
_WIDTHS = range(25, 110)
_ROMAN = regex.compile(r"^(?P<label>[IVX]+)(?P<mark>[.\-]) ", regex.MULTILINE)
_YEAR = regex.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")
_OLD_TONES = {
    "hóa": "hoá",
    "tòa": "toà",
    "hòa": "hoà",
    "thủy": "thuỷ",
    "Ủy": "Uỷ",
    "ủy": "uỷ",
    "xóa": "xoá",
    "khỏe": "khoẻ",
}


def as_it_is(value: Any) -> Any:
    """The value."""
    return value


@dataclass(frozen=True)
class Transform:
    """A change of the text, and what it does to a value that was read from it."""

    name: str
    change: Callable[[str], str]
    expect: Callable[[Any], Any] = as_it_is


def rewrap(width: int) -> Callable[[str], str]:
    """Break each line at `width` characters, as a page or a portal would; table rows and short lines stay."""

    def change(text: str) -> str:
        lines = [
            textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
            if len(line) > width and "|" not in line
            else line
            for line in text.split("\n")
        ]
        return "\n".join(lines)

    return change


def refill(width: int) -> Callable[[str], str]:
    """Join the lines of each wrapped paragraph (they stand between blank lines) and wrap them at `width`."""

    def change(text: str) -> str:
        pieces = regex.split(r"(\n[ \t]*\n\s*)", text)
        joined = [_join(piece) for piece in pieces]
        gone = sum(old.count("\n") - new.count("\n") for old, new in zip(pieces, joined, strict=True))
        if gone < 0.2 * text.count("\n"):
            return text  # its lines are paragraphs, or stand apart
        return "".join(rewrap(width)(new) if "\n" not in new else new for new in joined)

    return change


def _join(paragraph: str) -> str:
    lines = paragraph.split("\n")
    if len(lines) < 2 or max(map(len, lines)) not in _WIDTHS:
        return paragraph
    if any(map(_OWN.match, lines[1:])) or _SHOUTED.match(lines[0]) or "|" in paragraph:
        return paragraph
    return " ".join(line.strip() for line in lines)


def shift_years(value: Any) -> Any:
    """Every year five later; what is no string stays."""
    if not isinstance(value, str):
        return value
    return _YEAR.sub(lambda match: str(int(match.group()) + 5), value)


def old_tones(text: str) -> str:
    """Tone marks in their old place."""
    return regex.sub("|".join(_OLD_TONES), lambda match: _OLD_TONES[match.group()], text)


def rename(old: str, new: str) -> Callable[[Any], Any]:
    """A province's name exchanged for another, in capitals too; what is no string stays."""

    def change(value: Any) -> Any:
        return value.replace(old, new).replace(old.upper(), new.upper()) if isinstance(value, str) else value

    return change


TRANSFORMS = (
    Transform("rewrapped at 60", rewrap(60)),
    Transform("rewrapped at 100", rewrap(100)),
    Transform("refilled at 100", refill(100)),
    Transform("one line a paragraph", refill(100_000)),
    Transform("blank lines doubled", lambda text: regex.sub(r"\n[ \t]*\n", "\n\n\n", text)),
    Transform("old tone placement", old_tones),
    Transform("dashes", lambda text: regex.sub(r"(?<= )-(?= )", "–", text)),
    Transform("dashes in ranges", lambda text: regex.sub(r"(?<=\d)\s*-\s*(?=\d)", "–", text)),
    Transform("other bullets", lambda text: regex.sub(r"^- (?=\p{Lu})", "– ", text, flags=regex.MULTILINE)),
    Transform("upper-case headings", lambda text: _HEADING.sub(lambda m: f"{m['label']} {m['title'].upper()}", text)),
    Transform("I. or I-", lambda text: _ROMAN.sub(lambda m: f"{m['label']}{'-' if m['mark'] == '.' else '.'} ", text)),
    Transform("years five later", shift_years, shift_years),
)

#: Fields that say where or how, not what.
_ASIDE = {"start", "end", "rule", "confidence", "margin", "origin", "quote", "phrase"}


def facts_of(text: str, expect: Callable[[Any], Any] = as_it_is) -> Counter[str]:
    """The facts of a text without their places, each as a string; `expect` is applied to every value."""
    facts: Counter[str] = Counter()
    for document in extractors.extract(text):
        metadata = asdict(document.metadata)
        metadata.pop("spans")
        facts.update(f"metadata {key} {_plain(expect(value))}" for key, value in metadata.items() if value is not None)
        for kind in KINDS:
            for fact in document.of_kind(kind):
                fields = {k: _plain(expect(v)) for k, v in asdict(fact).items() if k not in _ASIDE and v is not None}
                facts[f"{kind} {fields}"] += 1
    return facts


def _plain(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return fold_tones(regex.sub(r"\s*[–—-]\s*", "-", " ".join(value.split()))).casefold()


def changed(before: Counter[str], after: Counter[str]) -> list[str]:
    """Facts lost (-) and facts that appeared (+)."""
    lost, new = before - after, after - before
    return [f"- {fact}" for fact in lost.elements()] + [f"+ {fact}" for fact in new.elements()]
