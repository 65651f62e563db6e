"""Which rows of a page are centred: titles, also where a row of a title fills the page's width."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.readers.words import Row

_TOGETHER = 1.6  # of the usual pitch: centred rows that stand nearer than this are lines of one title
_OFF, _INSET = 0.8, 0.6  # of the type size: off the middle at most, room on each side of a row that is surely centred
_MOST = 5  # full rows between two centred ones


@dataclass(slots=True)
class Frame:
    """The measure of a page's text: left and right margin, usual pitch of lines, all in points.

    `flush` says that many rows begin at the left margin: an indented one begins a paragraph.
    """

    left: float
    right: float
    pitch: float
    flush: bool = False


def centred_rows(rows: list[Row], frame: Frame) -> set[int]:
    """The centred rows by their index.

    A row that fills the width is one where rows above and below it are, at the distance of lines (a title of several
    lines), or where it is in capitals as the centred row beside it.
    """
    sure = {at for at, row in enumerate(rows) if _in_the_middle(row, frame) and _inset(row, frame) > _INSET * row.size}
    full = [at not in sure and _in_the_middle(row, frame) for at, row in enumerate(rows)]
    found = set(sure)
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and full[end] and (end == at or is_near(rows[end - 1], rows[end], frame)):
            end += 1
        if at < end <= at + _MOST and _are_a_title(rows, at, end, sure, frame):
            found |= set(range(at, end))
        at = max(end, at + 1)
    return found


def _are_a_title(rows: list[Row], at: int, end: int, sure: set[int], frame: Frame) -> bool:
    """Whether full rows belong to centred ones beside them."""
    above = at - 1 in sure and is_near(rows[at - 1], rows[at], frame)
    below = end in sure and is_near(rows[end - 1], rows[end], frame)
    if above and below:
        return True
    capitals = all(row.text.isupper() for row in rows[at:end])
    return capitals and (above and rows[at - 1].text.isupper() or below and rows[end].text.isupper())


def is_near(last: Row, row: Row, frame: Frame) -> bool:
    """Whether a row stands below another as the lines of a title do, in type of the same size."""
    return row.base - last.base < _TOGETHER * frame.pitch and abs(row.size - last.size) <= 0.12 * last.size


def _in_the_middle(row: Row, frame: Frame) -> bool:
    return abs((row.x0 + row.x1) - (frame.left + frame.right)) < 2 * _OFF * row.size


def _inset(row: Row, frame: Frame) -> float:
    return min(row.x0 - frame.left, frame.right - row.x1)
