"""The rows of a page in reading order: where two columns stand side by side, the left one is read first.

Provincial documents have two such places: the header (issuer and number left, national title and dateline right)
and the end (recipients left, signature right). Both are recognised by the empty strip between the columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

import regex

from pipeline.readers.words import Row

#: Labels and bullets that a tab sets off from their text: no column of its own.
_LABEL = regex.compile(r"(?:\W|\(?[\p{L}\d]{1,4}(?:\.\d{1,2})*[.)\-/]?)", regex.V1)
#: What begins the right column of a header, and never stands further down in it.
_MOTTO = regex.compile(r"(?i)c[ộô]ng\s+h[òo][aà]\s+x|đ[ảa]ng\s+c[ộo]ng\s+s[ảa]n\s+v")
#: Left and right edge of an empty strip.
Strip: TypeAlias = tuple[float, float]
_NARROWEST, _SEED, _LONE = 0.9, 1.2, 3.0  # of the type size: a strip, the gap that begins one, one in a single row


@dataclass(slots=True)
class Strand:
    """Rows that are read one after the other; `column` says that they stand beside others."""

    rows: list[Row]
    column: bool = False


def strands_of(rows: list[Row]) -> list[Strand]:
    """The rows of a page as strands in reading order."""
    strands: list[Strand] = []
    flow: list[Row] = []
    at = 0
    while at < len(rows):
        region = _region(rows, at)
        if region is None:
            flow.append(rows[at])
            at += 1
            continue
        above = _right_rows_above(flow, region)
        strands += [Strand(flow)] if flow else []
        strands += [Strand(region.left, column=True), Strand(above + region.right, column=True)]
        flow, at = [], region.end
    return strands + ([Strand(flow)] if flow else [])


@dataclass(slots=True)
class _Region:
    """Two columns side by side: the strip between them, their rows, and the row at which they end."""

    strip: Strip
    end: int
    left: list[Row]
    right: list[Row]
    both: int = 0

    def take(self, row: Row) -> bool:
        """Take the next row in, or say that it belongs to neither column."""
        strip = _free(row, self.strip)
        if strip is None:
            return False
        left, right = _sides(row, strip)
        alone = not (left and right) and bool(self.left or self.right)
        if alone and not self._belongs(row, self.left if left else self.right):
            return False
        if right and self.right and _MOTTO.match(right.text):
            self._give_back_beside(row)
            return False
        self.strip = strip
        self.both += bool(left and right)
        self.left += [left] if left else []
        self.right += [right] if right else []
        return True

    def _give_back_beside(self, row: Row) -> None:
        """Give back what stands at the left beside a row: it begins the header of the next document with it."""
        while self.left and row.base - self.left[-1].base < 0.9 * row.size:
            self.left.pop()
            self.end -= 1

    def _belongs(self, row: Row, column: list[Row]) -> bool:
        """Whether a row that stands on one side is set to its column's edge or about its middle."""
        last = max(r.base for r in self.left[-1:] + self.right[-1:])
        if row.base - last > 12 * row.size:
            return False
        if not column:
            return True
        widest = max(column, key=lambda r: r.x1 - r.x0)
        edge = min(column, key=lambda r: abs(r.x0 - row.x0)).x0
        centred = abs((row.x0 + row.x1) - (widest.x0 + widest.x1)) < 2.5 * row.size
        middle = (self.strip[0] + self.strip[1]) / 2
        return centred or abs(row.x0 - edge) < 0.8 * row.size or row.x0 > middle


def _region(rows: list[Row], at: int) -> _Region | None:
    """The two columns that begin at a row, or None."""
    strip = _widest_gap(rows[at]) or (_gap_between(rows[at], rows[at + 1]) if at + 1 < len(rows) else None)
    if strip is None:
        return None
    region = _Region(strip, at, [], [])
    while region.end < len(rows) and region.take(rows[region.end]):
        region.end += 1
    _give_back_tail(region, rows)
    if not region.left or not region.right or all(_LABEL.fullmatch(row.text) for row in region.left):
        return None
    rows_taken = region.end - at
    lone = rows_taken < 3 and region.both < 2 and strip[1] - strip[0] < _LONE * rows[at].size
    return None if lone else region


def _widest_gap(row: Row) -> Strip | None:
    """The gap in a row that is too wide for a blank, even a stretched one."""
    gaps = [(b.x0 - a.x1, a.x1, b.x0) for a, b in zip(row.words, row.words[1:], strict=False)]
    if not gaps:
        return None
    width, left, right = max(gaps)
    others = [gap for gap, x, _ in gaps if x != left]
    wide = width > _SEED * row.size and (not others or width > 1.8 * median(others))
    return (left, right) if wide else None


def _gap_between(row: Row, below: Row) -> Strip | None:
    """The gap between two rows that stand side by side on slightly different baselines."""
    if below.base - row.base > 0.75 * row.size:
        return None
    left, right = sorted((row, below), key=lambda r: r.x0)
    return (left.x1, right.x0) if right.x0 - left.x1 > _SEED * row.size else None


def _free(row: Row, strip: Strip) -> Strip | None:
    """The widest part of a strip that a row leaves empty, or None where that is too narrow."""
    edges = [strip[0]]
    for word in row.words:
        if word.x1 > strip[0] and word.x0 < strip[1]:
            edges += [max(word.x0, strip[0]), min(word.x1, strip[1])]
    edges.append(strip[1])
    width, left, right = max((b - a, a, b) for a, b in zip(edges[0::2], edges[1::2], strict=True))
    return (left, right) if width > _NARROWEST * row.size else None


def _sides(row: Row, strip: Strip) -> tuple[Row | None, Row | None]:
    """What a row holds left and right of a strip."""
    middle = (strip[0] + strip[1]) / 2
    left = [word for word in row.words if word.x0 < middle]
    right = [word for word in row.words if word.x0 >= middle]
    if not left or not right:
        return (row, None) if left else (None, row)
    return Row(left, row.base, row.size), Row(right, row.base, row.size)


def _give_back_tail(region: _Region, rows: list[Row]) -> None:
    """Give back the last rows that stand left only and too far below the left column to be its own."""
    while region.left and (not region.right or region.left[-1].base > region.right[-1].base + 1):
        last, before = region.left[-1], region.left[-2] if len(region.left) > 1 else None
        near = before is not None and last.base - before.base < 2.6 * last.size
        if near and _set_alike(last, region.left[:-1]):
            return
        region.left.pop()
        region.end -= 1


def _set_alike(row: Row, column: list[Row]) -> bool:
    """Whether a row has the left edge or the middle of the rows above it."""
    widest = max(column, key=lambda r: r.x1 - r.x0)
    centred = abs((row.x0 + row.x1) - (widest.x0 + widest.x1)) < 2 * row.size
    return centred or any(abs(row.x0 - other.x0) < 0.5 * row.size for other in column)


def _right_rows_above(flow: list[Row], region: _Region) -> list[Row]:
    """The last rows of a flow that stand in the right column already: they are taken from the flow."""
    begin = len(flow)
    top = region.left[0].base
    while begin and flow[begin - 1].x0 > region.strip[0] and top - flow[begin - 1].base < 2.5 * flow[begin - 1].size:
        if not _set_alike(flow[begin - 1], region.right):
            break
        begin -= 1
        top = flow[begin].base
    taken = flow[begin:]
    del flow[begin:]
    return taken
