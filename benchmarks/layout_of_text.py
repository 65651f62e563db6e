"""What a typist makes of a text of a legal portal: paragraphs, centred titles, tables, columns side by side.

Only what the text shows is used (blank lines, bars between cells, wide gaps, capitals), nothing of our readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ITEM = re.compile(
    r"(?:[-+•*]\s|[IVXLC]{1,5}[.)-]\s|\d{1,2}(?:\.\d{1,2})*[.)]?\s|[a-zđ]\)\s|\(\d{1,2}\)\s|(?:Điều|Chương|Mục|Phần)\s\d)"
)
_WIDE = re.compile(r"\s{4,}")
_RULE = re.compile(r"[-_─*\s|:]*")
_ENDS = (".", ";", ":", "./.")
_CLOSING = re.compile(r"Nơi nhận\s*:")
_WRAPPED, _SHORT = 110, 50  # characters: of the longest line of a text broken by hand, of a line that ends early


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (`rows` of one cell) or a table; `kind` is `body`, `centred`, `table` or `columns` (no rules)."""

    kind: str
    rows: list[list[list[str]]]


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text, from top to bottom.

    >>> [(b.kind, b.rows) for b in blocks_of("KẾ HOẠCH\\n\\n1. Giao Sở A\\nlàm.\\n\\n|\\na\\n|\\nb\\n|\\n")]
    [('centred', [[['KẾ HOẠCH']]]), ('body', [[['1. Giao Sở A làm.']]]), ('table', [[['a'], ['b']]])]
    """
    lines = [re.sub(r"\*+(?=\S)|(?<=\S)\s*\*+", "", line).rstrip() for line in text.split("\n")]
    wrapped = max(map(len, lines), default=0) < _WRAPPED
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end > at:
            blocks.append(_table(lines[at:end]))
        elif lines[at].strip():
            end = at
            while end < len(lines) and lines[end].strip() and lines[end].strip() != "|":
                end += 1
            end = _closing_end(lines, at, end)
            blocks += _paragraphs(lines[at:end], wrapped=wrapped)
        at = max(end, at + 1)
    return [_centred_below_title(block, before) for before, block in zip([None, *blocks], blocks, strict=False)]


def _centred_below_title(block: Block, before: Block | None) -> Block:
    """A short line below a title in capitals is centred as well."""
    (line,) = block.rows[0][0] if block.kind == "body" else ("",)
    short = 0 < len(line) < _WRAPPED and not line.endswith((*_ENDS, ",")) and not _ITEM.match(line)
    return Block("centred", block.rows) if short and before is not None and before.kind == "centred" else block


def _table_end(lines: list[str], at: int) -> int:
    """Where the table that begins at a line ends; `at` where none begins."""
    end = at
    if lines[at].startswith("| "):
        while end < len(lines) and lines[end].startswith("| "):
            end += 1
        return end
    if lines[at].strip() != "|":
        return at
    end, blank, inside = at + 1, 0, True
    while end < len(lines):
        if lines[end].strip() == "|":
            inside, blank = not (inside and not _more(lines, end)), 0
            if not inside:
                return end + 1
        blank += not lines[end].strip()
        end += 1
    return end


def _more(lines: list[str], at: int) -> bool:
    """Whether another cell follows the bar: there is a bar again before two blank lines."""
    blank = 0
    for line in lines[at + 1 :]:
        if line.strip() == "|":
            return True
        blank = blank + 1 if not line.strip() else 0
        if blank and line is lines[at + 1]:
            return False
        if blank > 1:
            return False
    return False


def _table(lines: list[str]) -> Block:
    """The cells of a table; it has no rules where it is a header or an ending."""
    if lines[0].startswith("| "):
        rows = [[[cell.strip()] for cell in line.strip().strip("|").split("|")] for line in lines]
        rows = [row for row in rows if not all(_RULE.fullmatch(cell[0]) for cell in row)]
    else:
        rows = _cells(lines)
    text = "\n".join(line for row in rows for cell in row for line in cell)
    aside = re.search(r"CỘNG H[ÒO][ÀA]|ĐẢNG CỘNG SẢN|Nơi nhận", text) is not None
    return Block("columns" if aside and len(rows[0]) == 2 else "table", rows)


def _cells(lines: list[str]) -> list[list[list[str]]]:
    """Cells between bars on lines of their own; the first row says how many there are in a row."""
    rows: list[list[list[str]]] = [[]]
    cell: list[str] = []
    width = 0
    skip = True
    for line in lines:
        if line.strip() != "|":
            cell += [line.strip()] if line.strip() and not _RULE.fullmatch(line) else []
            skip = False
            continue
        if not width and skip and rows[0]:
            width = len(rows[0])
            rows.append([])
        elif width and len(rows[-1]) == width:
            rows.append([])
        elif rows[-1] or not skip or cell or len(rows) > 1 or rows[0]:
            rows[-1].append(cell)
        cell, skip = [], True
    return [row for row in rows if row]


def _closing_end(lines: list[str], at: int, end: int) -> int:
    """Where recipients end that the signature follows: behind the name that signs, or at two blank lines."""
    if not _CLOSING.match(lines[at].strip()):
        return end
    while end < len(lines) and len(lines[end]) < 2 * _SHORT and lines[end].strip() != "|":
        if any(map(_is_name, lines[end - 1 : end])) or not any(line.strip() for line in lines[end : end + 2]):
            break
        end += 1
    return end


def _is_name(line: str) -> bool:
    words = line.split()
    return 1 < len(words) < 6 and line[:1].isupper() and all(word.istitle() or word[1:] == "" for word in words)


def _paragraphs(lines: list[str], *, wrapped: bool) -> Iterator[Block]:
    if _CLOSING.match(lines[0].strip()):
        yield Block("columns", [_closing(lines)])
        return
    if any(_WIDE.search(line.strip()) for line in lines[:2]):
        yield Block("columns", [[[side for side in part if side] for part in zip(*map(_split, lines), strict=True)]])
        return
    current: list[str] = []
    for line in map(str.strip, lines):
        if _RULE.fullmatch(line):
            continue
        if current and not _goes_on(current[-1], line, wrapped=wrapped):
            yield _paragraph(current)
            current = []
        current.append(line)
    if current:
        yield _paragraph(current)


def _goes_on(last: str, line: str, *, wrapped: bool) -> bool:
    if _ITEM.match(line) and (last.endswith((*_ENDS, ",")) or not wrapped):
        return False
    if not wrapped or (len(last) < _SHORT and (last.endswith(_ENDS) or last.isupper() != line.isupper())):
        return False
    return len(last) >= _SHORT or line[0].islower() or not last.isupper()


def _paragraph(lines: list[str]) -> Block:
    text = " ".join(lines)
    letters = [char for char in text if char.isalpha()]
    capital = bool(letters) and sum(char.isupper() for char in letters) > 0.7 * len(letters)
    return Block("centred" if capital and len(text) < 300 and not _ITEM.match(text) else "body", [[[text]]])


def _split(line: str) -> tuple[str, str]:
    """The left and the right part of a line with a wide gap."""
    if len(line) - len(line.lstrip()) > 20:
        return "", line.strip()
    left, *right = _WIDE.split(line.strip(), maxsplit=1)
    return left, right[0] if right else ""


def _closing(lines: list[str]) -> list[list[str]]:
    """Recipients left, signature right."""
    if any(_WIDE.search(line.strip()) for line in lines):
        return [[side for side in part if side] for part in zip(*map(_split, lines), strict=True)]
    kept = [line.strip() for line in lines if line.strip()]
    cut = next((at for at, line in enumerate(kept) if at and line[0] not in "-+"), len(kept))
    return [kept[:cut], kept[cut:]]
