"""Rows of a table as lines of text: `| a | b |`, the same for every kind of file."""

from __future__ import annotations

import regex

from extractors.structure.types import DITTO

__all__ = ["DITTO", "render_row", "sets_side_by_side"]

#: What a table that only sets text side by side holds: the header's titles, the recipients, the signature.
_LOOKS = regex.compile(
    r"c[ộô]ng\s+h[òo][aà]\s+x[ãa]\s+h[ộo]i|đ[ảa]ng\s+c[ộo]ng\s+s[ảa]n\s+vi[ệe]t|nơi\s+nhận\s*:|(?m:^\s*(?:T/?M|KT|TL|TUQ)\.?\s)",
    regex.IGNORECASE,
)
_MOST_COLUMNS, _MOST_ROWS = 3, 6


def render_row(cells: list[str]) -> str:
    """A row as one line; a bar inside a cell becomes a stroke.

    >>> render_row(["1", "Rà soát văn bản", "", "Sở A|B"])
    '| 1 | Rà soát văn bản |  | Sở A/B |'
    """
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def sets_side_by_side(text: str, *, rows: int, columns: int) -> bool:
    """Whether a table only sets the header or the ending of a document side by side, for its looks.

    >>> sets_side_by_side("SỞ Y TẾ\\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", rows=2, columns=2)
    True
    """
    return columns <= _MOST_COLUMNS and rows <= _MOST_ROWS and _LOOKS.search(text) is not None
