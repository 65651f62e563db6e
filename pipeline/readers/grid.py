"""Rows of a table as lines of text: `| a | b |`, the same for every kind of file."""

from __future__ import annotations

#: Stands in a cell that a cell above spans: the same holds here, but is printed once.
DITTO = "〃"


def render_row(cells: list[str]) -> str:
    """A row as one line; a bar inside a cell becomes a stroke.

    >>> render_row(["1", "Rà soát văn bản", "", "Sở A|B"])
    '| 1 | Rà soát văn bản |  | Sở A/B |'
    """
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
