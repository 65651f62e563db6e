"""A spaCy tokenizer that is underthesea's word segmentation with exact offsets.

The segmenter's own token patterns run on the raw NFC line and its model tags them; words are joined by offset,
never rewritten, so `"".join(token.text_with_ws)` is the text (the segmenter's public call rewrites it).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import regex
from spacy.tokens import Doc
from spacy.vocab import Vocab

_LINE = regex.compile(r"[^\n]*\S[^\n]*")
#: No word of Vietnamese is longer than this; a run of the tagger over a longer line costs memory, no accuracy.
_LONGEST_RUN = 400


@cache
def _tagger() -> tuple[Any, Any]:
    """The segmenter's token pattern and its conditional random field, loaded once."""
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
    from underthesea.pipeline import word_tokenize as segmenter
    from underthesea.pipeline.word_tokenize.regex_tokenize import patterns

    tagger = FastCRFSequenceTagger()
    tagger.load(str(Path(segmenter.__file__).parent / "models" / "ws_crf_vlsp2013_20230727"))
    return patterns, tagger


def find_words(text: str) -> list[tuple[int, int]]:
    """The words of a text as (start, end); no word runs over a line end.

    >>> text = "Giao Sở Nội vụ"
    >>> [text[s:e] for s, e in find_words(text)]
    ['Giao', 'Sở', 'Nội vụ']
    """
    return [word for line in _LINE.finditer(text) for word in _words_of_line(line.group(), line.start())]


def _words_of_line(line: str, offset: int) -> Iterator[tuple[int, int]]:
    patterns, tagger = _tagger()
    spans = [m.span() for m in patterns.finditer(line)]
    for at in range(0, len(spans), _LONGEST_RUN):
        run = spans[at : at + _LONGEST_RUN]
        word: tuple[int, int] | None = None
        for (start, end), tag in zip(run, tagger.predict([[line[s:e]] for s, e in run]), strict=True):
            if tag == "I-W" and word is not None:
                word = (word[0], end + offset)
                continue
            if word is not None:
                yield word
            word = (start + offset, end + offset)
        if word is not None:
            yield word


def tokens_of(text: str) -> tuple[list[str], list[bool]]:
    """Tokens and whether a blank follows each, as spaCy wants them; together they are the text exactly."""
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for start, end in find_words(text):
        _add_gap(text[at:start], words, spaces)
        words.append(text[start:end])
        spaces.append(False)
        at = end
    _add_gap(text[at:], words, spaces)
    return words, spaces


def _add_gap(gap: str, words: list[str], spaces: list[bool]) -> None:
    """White space between two words: one blank belongs to the word before it, the rest is a token."""
    if gap.startswith(" ") and words and not spaces[-1]:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


class Tokenizer:
    """The tokenizer of a spaCy `Language`."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A `Doc` whose text is the given text."""
        words, spaces = tokens_of(text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing: the tokenizer has no state of its own."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> Tokenizer:
        """The tokenizer itself."""
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Nothing: the tokenizer has no state of its own."""

    def from_disk(self, _path: Any, **_: Any) -> Tokenizer:
        """The tokenizer itself."""
        return self
