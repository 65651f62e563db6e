"""Text as it is put together, with the page, box and confidence of every character."""

from __future__ import annotations

from array import array

from pipeline.readers.words import Word
from pipeline.source import Boxes


class Builder:
    """Collects words and what stands between them; keeps text, boxes, pages and confidences in step."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._values = array("f")
        self._pages = array("H")
        self._confidences = array("f")
        self._recognised = False
        self.length = 0

    def add(self, word: Word, *, page: int) -> None:
        """Put a word at the end."""
        self._put(word.text, page=page, confidence=word.confidence)
        self._values.extend(word.values)

    def gap(self, between: str, *, page: int) -> None:
        """Put characters without a place at the end: blanks, line breaks, the rules of a table."""
        self._put(between, page=page, confidence=-1.0)
        self._values.frombytes(bytes(16 * len(between)))

    def _put(self, text: str, *, page: int, confidence: float) -> None:
        self._parts.append(text)
        self._pages.extend((page,) * len(text))
        if confidence >= 0 and not self._recognised:
            self._recognised = True
            self._confidences.extend((-1.0,) * self.length)
        if self._recognised:
            self._confidences.extend((confidence,) * len(text))
        self.length += len(text)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def boxes(self) -> Boxes:
        """Box and page of every character so far."""
        return Boxes(self._values, self._pages)

    @property
    def confidences(self) -> array[float]:
        """Confidence of every character so far; empty where nothing was recognised from an image."""
        return self._confidences
