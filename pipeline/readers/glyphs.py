"""The characters of a PDF page with their boxes, read from PDFium into arrays and laid in rows by position.

PDFium is asked once for each character through plain addresses: three times faster than through its typed wrapper.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
import regex

from pipeline.readers.words import Row, Word, composed

_INTEGER = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_NUMBER = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_void_p, ctypes.c_int)
_POINTER = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_BOX = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_POINT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


def _plain(prototype: Callable[..., Any], function: Any) -> Any:
    return prototype(ctypes.cast(function, ctypes.c_void_p).value)


_code = _plain(_INTEGER, pdfium.FPDFText_GetUnicode)
_size = _plain(_NUMBER, pdfium.FPDFText_GetFontSize)
_box = _plain(_BOX, pdfium.FPDFText_GetLooseCharBox)
_object = _plain(_POINTER, pdfium.FPDFText_GetTextObject)
_origin = _plain(_POINT, pdfium.FPDFText_GetCharOrigin)
#: A label that a word processor numbered by itself may touch its text, but is an object of its own (`1.` `98%`).
_NUMBERED = regex.compile(r"(?:[IVXLC]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|\p{L})[.)\-](?=\S)|\(\d{1,2}\)(?=\S)")
#: The soft hyphen as PDFium gives it at a line end.
_HYPHEN = 2


@dataclass(slots=True)
class Glyphs:
    """Characters of a page: code points, boxes (x0, top, x1, bottom), baselines and type sizes, as arrays."""

    codes: Any
    boxes: Any
    base: Any
    size: Any
    #: The number of each character on the page, and what tells the text object that draws it.
    index: Any
    object_of: Callable[[int], int | None]


def read_glyphs(textpage: Any, place: Any) -> Glyphs:
    """The characters of a page but line breaks; `place` maps PDF coordinates to points from the top left."""
    count = textpage.count_chars()
    handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    codes = np.fromiter(map(_code, repeat(handle, count), range(count)), np.int32, count)
    size = np.fromiter(map(_size, repeat(handle, count), range(count)), np.float32, count)
    boxes = np.zeros((count, 4), np.float32)
    at = boxes.ctypes.data
    _run(map(_box, repeat(handle, count), range(count), range(at, at + 16 * count, 16)))
    origins = np.zeros((count, 2), np.float64)
    at = origins.ctypes.data
    addresses = range(at, at + 16 * count, 16), range(at + 8, at + 8 + 16 * count, 16)
    _run(map(_origin, repeat(handle, count), range(count), *addresses))
    keep = (codes > 32) | (codes == _HYPHEN) | (codes == 32) | (codes == 0)
    boxes, base = place(boxes[keep], origins[keep])
    size = _true_size(size[keep], boxes)
    index = np.flatnonzero(keep)
    return Glyphs(_readable(codes[keep]), boxes, base, size, index, partial(_object_of, textpage))


def _object_of(textpage: Any, index: int) -> int | None:
    """What tells the text object that draws a character."""
    found: int | None = _object(ctypes.cast(textpage.raw, ctypes.c_void_p).value, index)
    return found


def _run(calls: Iterator[int]) -> None:
    for _ in calls:
        pass


def _readable(codes: Any) -> Any:
    """Blanks of all kinds as one, characters without a meaning as U+FFFD."""
    codes = codes.copy()
    codes[np.isin(codes, (0xA0, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F, 0x3000, 0x200B, 0xFEFF))] = 32
    codes[codes == _HYPHEN] = 0xAD
    codes[(codes == 0) | (codes >= 0xFFFE) | ((codes >= 0xD800) & (codes < 0xF900))] = 0xFFFD
    return codes


def _true_size(size: Any, boxes: Any) -> Any:
    """The type size; where the file scales a nominal one (1 point), the height of the boxes."""
    height = boxes[:, 3] - boxes[:, 1]
    if len(size) and not 0.4 < float(np.median(height)) / max(float(np.median(size)), 0.01) < 2:
        return height
    return size


def rows_of(glyphs: Glyphs) -> list[Row]:
    """The rows of a page from top to bottom, each cut into words: by position, whatever the order of the stream."""
    count = len(glyphs.codes)
    if not count:
        return []
    step = 0.15 * float(np.median(glyphs.size))
    by_base = np.argsort(glyphs.base, kind="stable")
    jumps = np.diff(glyphs.base[by_base], prepend=glyphs.base[by_base[0]]) > step
    row = np.empty(count, np.int32)
    row[by_base] = np.cumsum(jumps)
    order = np.lexsort((_stations(glyphs), row))
    order = order[_not_doubled(glyphs, row, order)]
    return list(_cut(glyphs, row, order))


def _stations(glyphs: Glyphs) -> Any:
    """Where each character stands in its row: a combining mark just behind its letter."""
    x0 = glyphs.boxes[:, 0].copy()
    for at in np.flatnonzero((glyphs.codes >= 0x300) & (glyphs.codes < 0x370)):
        if at:
            x0[at] = x0[at - 1] + 0.001
    return x0


def _not_doubled(glyphs: Glyphs, row: Any, order: Any) -> Any:
    """False for a character printed twice on one spot (bold by overprinting)."""
    same = (np.diff(row[order]) == 0) & (np.diff(glyphs.codes[order]) == 0)
    near = np.abs(np.diff(glyphs.boxes[order, 0])) < 0.12 * glyphs.size[order[1:]]
    return np.concatenate(([True], ~(same & near & (glyphs.codes[order[1:]] != 32))))


def _cut(glyphs: Glyphs, row: Any, order: Any) -> Iterator[Row]:
    """Rows of words: a word ends at a blank that takes room, at a gap, at the row's end."""
    blank = glyphs.codes[order] == 32
    spaced = np.concatenate(([False], blank[:-1]))[~blank]
    order = order[~blank]
    if not len(order):
        return
    boxes, size = glyphs.boxes[order], glyphs.size[order]
    gap = boxes[1:, 0] - np.maximum(boxes[:-1, 2], boxes[:-1, 0])
    apart = (gap > 0.22 * size[1:]) | (spaced[1:] & (gap > 0.04 * size[1:]))
    new_row = np.diff(row[order]) > 0
    text = "".join(map(chr, glyphs.codes[order].tolist()))
    heads = np.concatenate(([0], np.flatnonzero(new_row) + 1)).tolist()
    numbered = {end for head in heads if (end := _label_end(glyphs, order, text, head))}
    starts = np.unique(np.concatenate(([0], np.flatnonzero(apart | new_row) + 1, list(numbered), [len(order)]))).astype(
        int
    )
    first = np.concatenate(([True], new_row))[starts[:-1]].tolist()
    left, right = boxes[starts[:-1], 0].tolist(), np.maximum.reduceat(boxes[:, 2], starts[:-1]).tolist()
    sizes, bases = size[starts[:-1]].tolist(), glyphs.base[order][starts[:-1]].tolist()
    values = array("f", np.ascontiguousarray(boxes, np.float32).tobytes())
    at = starts.tolist()
    current: Row | None = None
    for i in range(len(at) - 1):
        letters, places = composed(text[at[i] : at[i + 1]], values[4 * at[i] : 4 * at[i + 1]])
        word = Word(letters, places, left[i], right[i], sizes[i])
        if first[i] or current is None:
            if current is not None:
                yield current
            current = Row([word], bases[i], sizes[i], numbered=at[i + 1] in numbered)
        else:
            current.words.append(word)
    if current is not None:
        yield current


def _label_end(glyphs: Glyphs, order: Any, text: str, head: int) -> int | None:
    """Where an automatic label ends that touches the text of its row; None where there is none."""
    match = _NUMBERED.match(text, head)
    if match is None:
        return None
    before, after = (glyphs.object_of(int(glyphs.index[order[at]])) for at in (match.end() - 1, match.end()))
    return match.end() if before != after else None
