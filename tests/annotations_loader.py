"""Annotations kept by offsets only, turned back into the shape of the gold with the text they were made on."""

from __future__ import annotations

import re
from typing import Any

KINDS = ("figures", "deadlines", "assignments", "citations")
WORDS = 120


def one_line(piece: str) -> str:
    """The piece on one line, without the marks of bold and italic type."""
    return " ".join(piece.replace("*", "").split())


def context_of(text: str, start: int, end: int) -> str:
    """The shortest run of words around the span that the text holds once, and that holds the span's own words once.

    >>> context_of("giao Sở A và Sở B, cùng Sở A và Sở B", 5, 9)
    'giao Sở A'
    """
    quote = text[start:end]
    before = [start, *(match.start() for match in reversed(list(re.finditer(r"\S+", text[:start]))))][: WORDS + 1]
    after = [end, *(match.end() for match in re.compile(r"\S+").finditer(text, end))][: WORDS + 1]
    for total in range(len(before) + len(after) - 1):
        for left in sorted(range(total + 1), key=lambda count: (abs(total - 2 * count), count)):
            if left < len(before) and total - left < len(after):
                context = text[before[left] : after[total - left]]
                if context.count(quote) == 1 and text.count(context) == 1:
                    return context
    raise ValueError(f"no context of at most {WORDS} words on a side sets {start}:{end} apart")


def load_item(text: str, item: dict[str, Any]) -> dict[str, Any]:
    """One item: its quote and context in place of its offsets, its indicator in words."""
    start, end = item["start"], item["end"]
    loaded: dict[str, Any] = {"quote": text[start:end], "context": context_of(text, start, end)}
    for field, value in item.items():
        if field == "indicator_start":
            loaded["indicator"] = None if value is None else one_line(text[value : item["indicator_end"]])
        elif field not in ("start", "end", "indicator_end"):
            loaded[field] = value
    return loaded


def load_metadata(text: str, metadata: dict[str, Any]) -> dict[str, Any]:
    """The metadata, its title in words."""
    loaded: dict[str, Any] = {}
    for field, value in metadata.items():
        if field == "title_span":
            loaded["title"] = None if value is None else one_line(text[slice(*value)])
        else:
            loaded[field] = value
    return loaded


def load_annotations(text: str, annotations: dict[str, Any]) -> dict[str, Any]:
    """The annotations of one source in the shape of the gold; `text` is that source in NFC."""
    return {
        "source": annotations["source"],
        "documents": [
            {"metadata": load_metadata(text, document["metadata"])}
            | {kind: [load_item(text, item) for item in document[kind]] for kind in KINDS}
            for document in annotations["documents"]
        ],
    }
