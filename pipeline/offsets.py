"""Reference annotations that are kept by offsets alone, so that the text they were made on is not reprinted."""

from __future__ import annotations

from typing import Any

Item = dict[str, Any]
#: What a span of words is called beside its two offsets, by kind of annotation.
_INDICATOR = ("indicator_start", "indicator_end")


def with_words(document: Item, text: str) -> Item:
    """The annotations of a document with the words that their offsets name; others are returned as they are.

    Offsets count code points of `text`, which is in NFC. An item gets `quote`, a figure `indicator` too, the metadata
    `title`; words that the annotations hold already stay.

    >>> with_words({"metadata": {"title_span": [0, 2]}, "figures": [{"start": 7, "end": 10}]}, "Về đạt 90%")
    {'metadata': {'title': 'Về'}, 'figures': [{'start': 7, 'end': 10, 'quote': '90%'}]}
    """
    return {
        key: _metadata(value, text)
        if key == "metadata"
        else [_item(item, text) for item in value]
        if isinstance(value, list)
        else value
        for key, value in document.items()
    }


def _metadata(metadata: Item, text: str) -> Item:
    kept = {key: value for key, value in metadata.items() if key != "title_span"}
    span = metadata.get("title_span")
    return kept | ({"title": _words(text, *span)} if span else {})


def _item(item: Item, text: str) -> Item:
    if "start" not in item or "quote" in item:
        return item
    kept = {key: value for key, value in item.items() if key not in _INDICATOR}
    kept["quote"] = text[item["start"] : item["end"]]
    if item.get(_INDICATOR[0]) is not None:
        kept["indicator"] = _words(text, item[_INDICATOR[0]], item[_INDICATOR[1]])
    return kept


def _words(text: str, start: int, end: int) -> str:
    """The words of a span on one line, without the marks of bold and italic type."""
    return " ".join(text[start:end].replace("*", "").split())
