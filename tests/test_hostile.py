"""Text made to be slow: four times the text, four times the steps; short cuts find what the long way does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from extractors import extract
from extractors.indicators.backwards import backwards
from extractors.indicators.words import VALUE
from extractors.structure.spans import Spans

HOSTILE: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "(1%" * n,
    "one sentence": lambda n: "Đến năm 2031, " + " ".join(f"{i % 100}% xã mẫu," for i in range(n)),
    "shares of one thing": lambda n: "Tỷ lệ " + ", ".join(f"{i % 100}%" for i in range(n)),
    "rates": lambda n: "1%/năm 2030/a, " * n,
    "slashes": lambda n: "(1%/a2030" * n,
    "table": lambda n: (
        "| Chỉ tiêu | Đơn vị | 2031 |\n" + "\n".join(f"| Tỷ lệ hộ mẫu số {i} | % | {i % 100} |" for i in range(n))
    ),
    "sections": lambda n: "\n".join(f"{i}. Tỷ lệ hộ mẫu giảm {i % 90}% vào năm 2031." for i in range(1, n)),
    "bullets": lambda n: "I. A\n" + "\n".join(f"- Tỷ lệ hộ mẫu còn {i % 90}%;" for i in range(1, n)),
}


def steps_of(text: str) -> int:
    """How many lines of Python reading a text takes, rounds of loops counted."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        extract(text)
    finally:
        sys.settrace(before)
    return count


#: What is looked at around a figure is bounded; the text that is measured is longer than that.
SIZES = {"rates": 300}


@pytest.mark.parametrize("name", HOSTILE)
def test_steps_grow_with_the_text(name: str) -> None:
    text, size = HOSTILE[name], SIZES.get(name, 80)
    extract(text(5))
    small, large = steps_of(text(size)), steps_of(text(4 * size))
    assert large <= 4 * 1.3 * small


_PIECES = (
    *("5%", "7% ", "12 xã", ", ", "; ", "(", ")", "/", "/a", "a", "nhóm 3", " và ", ".", ": ", "có 8 huyện"),
    "1/1.000 ",
)


@given(some.lists(some.sampled_from(_PIECES), max_size=80), some.integers(0, 30))
def test_values_from_the_end_are_those_from_the_front(pieces: list[str], low: int) -> None:
    text = "".join(pieces)
    start = min(low, len(text))
    found = [match.span() for match in backwards(VALUE, text, start)]
    assert found == [match.span() for match in VALUE.finditer(text, start)][::-1]


@dataclass(frozen=True)
class Span:
    start: int
    end: int


@given(some.lists(some.builds(Span, some.integers(0, 20), some.integers(0, 20))), some.integers(-1, 21))
def test_spans_over_a_place(spans: list[Span], offset: int) -> None:
    found = [span for span in sorted(spans, key=lambda span: span.start) if span.start <= offset < span.end]
    assert list(Spans(spans).over(offset)) == found[::-1]
