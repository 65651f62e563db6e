"""Ruled tables in the image of a page: rules are found in its pixels, pdfplumber's functions make cells of them.

A rule is ink without a break over a quarter of an inch, level or upright, whatever the noise: text never is.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, TypeAlias

import numpy as np

from pipeline.readers.ruled import Grid, grids_of

#: A level rule: left and right end, height; of an upright one the two axes change places. All in pixels.
Rule: TypeAlias = tuple[float, float, float]
_LONG, _UNBROKEN = 18.0, 0.94  # points: no rule is shorter; share of it that is ink
_INK, _SMOOTH = 50, 5  # how much darker than paper ink is, of 255; pixels along a rule that are taken together
_THICK, _LEAN = 5.0, 0.02  # points, and of its length: what a rule that is a little askew takes across
_SNAP = 4.0  # points between rules that are one


def find_grids(image: Any, *, scale: float) -> list[Grid]:
    """The ruled tables of an image in grey, from top to bottom, in points; `scale` is the points in a pixel."""
    pixels = np.asarray(image, np.float32)
    ink = float(np.median(pixels)) - _INK
    level = list(_rules(pixels, ink, scale))
    upright = list(_rules(pixels.T, ink, scale)) if len(level) > 1 else []
    if len(upright) < 2:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    edges = [_edge(rule, scale, upright=False) for rule in _snapped(level, _SNAP / scale)]
    edges += [_edge(rule, scale, upright=True) for rule in _snapped(upright, _SNAP / scale)]
    cells = intersections_to_cells(edges_to_intersections(edges, _SNAP, _SNAP))
    return grids_of(SimpleNamespace(cells=table) for table in cells_to_tables(cells))


def _rules(pixels: Any, ink: float, scale: float) -> Iterator[Rule]:
    """The level rules of an image."""
    length = round(_LONG / scale)
    mask = _unbroken(pixels, ink, length)
    open_rules: list[list[float]] = []
    for y in np.flatnonzero(mask.any(axis=1)).tolist():
        for begin, end in _runs(mask[y]):
            for rule in open_rules:
                if y - rule[3] <= 2 and begin <= rule[1] + 2 and end >= rule[0] - 2:
                    rule[0], rule[1], rule[3] = min(rule[0], begin), max(rule[1], end), y
                    break
            else:
                open_rules.append([begin, end, y, y])
    for x0, x1, top, bottom in open_rules:
        if bottom - top <= _THICK / scale + _LEAN * (x1 - x0):
            yield x0, x1, (top + bottom) / 2


def _unbroken(pixels: Any, ink: float, length: int) -> Any:
    """True for the pixels of each level stretch of that length that is ink all along, one pixel up or down."""
    sums = np.cumsum(np.pad(pixels, ((0, 0), (_SMOOTH // 2 + 1, _SMOOTH // 2)), mode="edge"), axis=1)
    dark = sums[:, _SMOOTH:] - sums[:, :-_SMOOTH] < _SMOOTH * ink
    dark[1:] |= dark[:-1].copy()
    dark[:-1] |= dark[1:].copy()
    counts = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    full = counts[:, length:] - counts[:, :-length] >= _UNBROKEN * length
    begins = np.cumsum(np.pad(full, ((0, 0), (length, length - 1))), axis=1, dtype=np.int32)
    return begins[:, length:] - begins[:, :-length] > 0


def _runs(line: Any) -> list[tuple[int, int]]:
    """Where the stretches of True of a line begin and end."""
    turns = np.flatnonzero(np.diff(np.concatenate(([False], line, [False]))))
    return list(zip(turns[0::2].tolist(), turns[1::2].tolist(), strict=True))


def _snapped(rules: list[Rule], near: float) -> list[Rule]:
    """Rules at almost one height at the same, pieces of one rule joined."""
    snapped: list[Rule] = []
    for group in _together(sorted(rules, key=lambda rule: rule[2]), near):
        height = sum(rule[2] * (rule[1] - rule[0]) for rule in group) / sum(rule[1] - rule[0] for rule in group)
        pieces: list[tuple[float, float]] = []
        for x0, x1, _ in sorted(group):
            if pieces and x0 - pieces[-1][1] < near:
                pieces[-1] = pieces[-1][0], max(pieces[-1][1], x1)
            else:
                pieces.append((x0, x1))
        snapped += [(x0, x1, height) for x0, x1 in pieces]
    return snapped


def _together(rules: list[Rule], near: float) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule[2] - groups[-1][0][2] < near:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _edge(rule: Rule, scale: float, *, upright: bool) -> dict[str, Any]:
    """A rule as pdfplumber has it."""
    begin, end, across = (value * scale for value in rule)
    if upright:
        return {"orientation": "v", "x0": across, "x1": across, "top": begin, "bottom": end}
    return {"orientation": "h", "x0": begin, "x1": end, "top": across, "bottom": across}
