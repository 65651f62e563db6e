"""Whatever bytes a file holds, reading them ends in rows that prove their place or in a reason; for a bounded time."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from make_odd_files import plan

from pipeline.batch.limits import Limits
from pipeline.batch.task import Outcome, Task, perform

_BYTES = plan("mờ").encode()
_PIECES = some.sampled_from(
    ["%", "(", "|", "1.", "Điều 1.", "\n", "năm 2025", "Số: ", "I. ", "a\u0301", "\u202e", "đ", "/"]
)


def outcome_of(folder: Path, data: bytes) -> Outcome:
    """What comes of a text file of these bytes."""
    file = folder / "mờ.txt"
    file.write_bytes(data)
    return perform(Task("mờ", "mờ.txt", str(file)), Limits())


def check(outcome: Outcome) -> None:
    """Rows whose quotes stand where they say, or a reason that is no fault of the program."""
    if outcome.failure:
        assert outcome.failure.reason != "internal_error", outcome.failure.what
        return
    assert outcome.rows is not None
    text = outcome.rows["texts"][0]["text"]
    for kind in ("figures", "deadlines", "citations", "assignments"):
        for row in outcome.rows[kind]:
            assert text[row["start"] : row["end"]] == row["quote"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=some.integers(0, len(_BYTES)), length=some.integers(0, 40), junk=some.binary(max_size=40))
def test_damaged_bytes(tmp_path: Path, at: int, length: int, junk: bytes) -> None:
    check(outcome_of(tmp_path, _BYTES[:at] + junk + _BYTES[at + length :]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=some.lists(some.one_of(_PIECES, some.text(max_size=20)), max_size=60), at=some.integers(0, 12))
def test_odd_pieces_of_text(tmp_path: Path, pieces: list[str], at: int) -> None:
    lines = plan("mờ").split("\n")
    odd = "\n".join([*lines[:at], " ".join(pieces), *lines[at:]])
    check(outcome_of(tmp_path, odd.encode("utf-8", "surrogatepass")))
