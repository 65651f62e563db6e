"""Days that are limits by what they stand under: a bare day under "Thời hạn" is one by which to be done."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.deadlines.expressions import Expression
from extractors.deadlines.place import Places
from extractors.rules import enabled

_WORDS = r"(?:thời\s+)?hạn(?:\s+(?:cuối|chót|chậm\s+nhất|hoàn\s+thành|thực\s+hiện|báo\s+cáo|gửi|nộp|trình)){0,3}"
#: The head of a column, and a label before the day.
_HEAD = regex.compile(rf"(?i)[\W\d]*{_WORDS}(?!\p{{L}})")
_LABEL = regex.compile(rf"(?i)(?:^|[\n;.(+-])\s*{_WORDS}\s*:\s*$")


def as_limit(places: Places, view: str, expression: Expression) -> Expression:
    """The expression, `by` its day where the column or a label says that it is a limit and no word before it does."""
    atom = expression.atom
    if atom is None or atom.form != "day" or expression.start != atom.start or not enabled("deadlines.limit"):
        return expression
    if expression.kind != "in" or expression.last is not None:
        return expression
    block = places.block_of(expression.start)
    heads = block.cell.heads if block is not None and block.cell is not None else ()
    limited = any(_HEAD.match(head) for head in heads)
    if limited or _LABEL.search(view, max(0, expression.start - 60), expression.start):
        return replace(expression, kind="by")
    return expression
