"""Where the documents of a source begin: a cover letter and what it forwards are several, an appendix is none."""

from __future__ import annotations

from bisect import bisect_left

from extractors.structure import marks
from extractors.structure.lines import Line

#: How far a letterhead reaches, in lines.
_REACH = 14


def find_documents(view: str, lines: list[Line]) -> list[tuple[int, int]]:
    """The (first, behind the last) lines of each document; one document unless a second has its own opening.

    >>> from extractors.structure.lines import lines_of
    >>> view = "CHỈ THỊ\\nVề A\\nNơi nhận:\\n- Lưu: VT\\nNGHỊ QUYẾT\\nCỦA BAN THƯỜNG VỤ\\nVề B"
    >>> find_documents(view, lines_of(view))
    [(0, 4), (4, 7)]
    """
    complete = [i for i, line in enumerate(lines) if _completes(line)]
    starts = [0]
    for at in sorted({*_letterheads(view, lines), *_kind_lines(view, lines)}):
        done = bisect_left(complete, at)
        if done and complete[done - 1] > starts[-1] and at - starts[-1] > 3:
            starts.append(at)
    return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def _completes(line: Line) -> bool:
    """Whether a line belongs to the recipients or the signature."""
    words = line.words
    return bool(marks.RECIPIENTS.match(words) or marks.SIGNING.match(words) or words.startswith("- Lưu"))


def _letterheads(view: str, lines: list[Line]) -> dict[int, int]:
    """The lines of national titles of filled-in letterheads by the letterhead's first line.

    A form in an appendix has dots where number and date should be.
    """
    starts = [line.start for line in lines]
    found: dict[int, int] = {}
    for match in marks.LETTERHEAD.finditer(view):
        at = bisect_left(starts, match.start() + 1) - 1
        first = _first_of_letterhead(lines, at)
        last = min(len(lines) - 1, at + _REACH)
        block = view[lines[first].start : lines[last].end]
        addressee = marks.ADDRESSEE.search(block, at > first and lines[at].start - lines[first].start or 0)
        if marks.FILLED.search(block[: addressee.start()] if addressee else block):
            found[first] = at
    return found


def _first_of_letterhead(lines: list[Line], at: int) -> int:
    """The uppermost line of the letterhead around a national title: issuer, number and subject may stand before it."""
    first = at
    for index in range(at - 1, max(-1, at - _REACH), -1):
        words = lines[index].words
        if marks.is_capitals(words) or words == "|" or marks.RULE.match(words) or marks.NUMBER_LINE.match(words):
            if not _completes(lines[index]) and not marks.SIGNING_TITLE.match(words):
                first = index
                continue
            break
        if marks.SUBJECT.match(words):
            first = index
        elif len(words) > 40 or words.startswith("-") or marks.is_name(words):
            break
    return first


def _kind_lines(view: str, lines: list[Line]) -> list[int]:
    """Lines that hold nothing but a kind of document and open one that came without a letterhead."""
    kinds = [at for at, line in enumerate(lines) if marks.KIND_LINE.match(line.words) and line.words[-1] != ":"]
    if not kinds:
        return []
    starts = [line.start for line in lines]
    heads = [bisect_left(starts, match.start() + 1) - 1 for match in marks.LETTERHEAD.finditer(view)]
    forms = sorted(set(heads) - set(_letterheads(view, lines).values()))
    last = max((at for at, line in enumerate(lines) if _completes(line)), default=-1)
    return [at for at in kinds if not _belongs(lines, at, forms) and _is_opening(lines, at, last=last)]


def _belongs(lines: list[Line], at: int, forms: list[int]) -> bool:
    """Whether a kind of document is an attachment's, or that of a form to be filled in."""
    before = bisect_left(forms, at)
    if before and at - forms[before - 1] <= 2 * _REACH:
        return True
    attached = any(marks.ATTACHED.search(other.words) for other in lines[at + 1 : at + 9])
    return attached or marks.ATTACHED_LINE.match(lines[at].words) is not None


def _is_opening(lines: list[Line], at: int, *, last: int) -> bool:
    """Whether a line that names its issuer follows, or a signature of its own."""
    return at + 1 < len(lines) and (marks.ISSUER_LINE.match(lines[at + 1].words) is not None or last > at)
