"""The structure of a source, in one pass from lines to documents."""

from __future__ import annotations

import regex

from extractors.structure.types import Block, Part, Structure
from extractors.text import view_of

_PARAGRAPH = regex.compile(r"\S(?:.*\S)?")


def find_structure(text: str) -> Structure:
    """The structure of a text in NFC.

    >>> [d.body for d in find_structure("1. Giao Sở Nội vụ.").documents]
    [(0, 18)]
    """
    view = view_of(text)
    blocks = tuple(Block(m.start(), m.end(), "paragraph") for m in _PARAGRAPH.finditer(view))
    part = Part(0, len(text), (0, 0), (0, len(text)), blocks=blocks)
    return Structure(text, view, (part,))
