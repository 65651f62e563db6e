"""Values from the end of a text: the last is found without a look at those before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

#: How far back values are sought first; then four times as far, and so on.
_NEAR = 48
#: Behind such a mark a value may begin, but none goes on …
_MARK = regex.compile(r"(?r)[;()%:\"“”!?]")
#: … unless the mark stands in a rate ("5 kg/(người)"), which ends at such a character.
_ENDS_RATE = " ,;."


def backwards(pattern: regex.Pattern[str], text: str, low: int = 0) -> Iterator[regex.Match[str]]:
    """The matches of `VALUE` from `low` on, the last first; the same as those of a search from the front.

    >>> [m.group() for m in backwards(regex.compile(r"\\d+"), "a 12 (34); 5")]
    ['5', '34', '12']
    """
    end, reach = len(text) + 1, _NEAR
    while end > low:
        start = max(low, _safe(text, len(text) - reach, low))
        found: list[Any] = []
        for match in pattern.finditer(text, start):
            if match.start() >= end:
                break
            found.append(match)
        yield from reversed(found)
        end, reach = start, reach * 4


def _safe(text: str, at: int, low: int) -> int:
    """The last place from `low` to `at` that no value goes across, `low` where there is none."""
    while at > low:
        mark = _MARK.search(text, low, at)
        if mark is None:
            return low
        at = mark.end()
        word = max(low, *(text.rfind(char, low, at) + 1 for char in _ENDS_RATE))
        rate = text.find("/", word, at + 1)
        if rate < 0:
            return at
        at = min(rate, mark.start())
    return low
