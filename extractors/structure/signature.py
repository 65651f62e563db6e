"""The end of a document: where its body ends, its recipients and its signature, and what is appended."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.structure import marks
from extractors.structure.lines import Line


@dataclass(frozen=True, slots=True)
class Ending:
    """Lines by index: the body ends before `body_end`, an appendix begins at `rest`; spans are offsets."""

    body_end: int
    rest: int
    recipients: tuple[int, int] | None = None
    signature: tuple[int, int] | None = None


def read_ending(lines: list[Line], first: int, *, tables: list[tuple[int, int]]) -> Ending:
    """The ending of a document whose body begins with line `first`.

    >>> from extractors.structure.lines import lines_of
    >>> read_ending(lines_of("Giao Sở A.\\nNơi nhận:\\n- Lưu: VT.\\nTM. ỦY BAN\\nCHỦ TỊCH\\nTrần Văn A"), 0, tables=[])
    Ending(body_end=1, rest=6, recipients=(11, 31), signature=(32, 62))
    """
    opening = next((i for i in range(first, len(lines)) if _opens(lines, i)), None)
    if opening is None:
        last = len(lines) - 1
        if last > first and marks.is_name(lines[last].words) and lines[last].gap > 1:
            return Ending(last, last + 1, None, (lines[last].start, lines[last].end))
        return Ending(len(lines), len(lines))
    start = opening
    while start > first and (lines[start - 1].words == "|" or marks.RULE.match(lines[start - 1].words)):
        start -= 1
    stop = _end_of_signature(lines, opening, tables=tables)
    return Ending(start, stop, *_split(lines, opening, stop))


def _opens(lines: list[Line], at: int) -> bool:
    words = lines[at].words
    if marks.RECIPIENTS.match(words) or marks.SIGNING.match(words) or marks.FILED.match(words):
        return True
    if not marks.SIGNING_TITLE.match(words):
        return False
    return any(marks.is_name(line.words.rstrip(" |")) for line in lines[at + 1 : at + 5])


def _end_of_signature(lines: list[Line], at: int, *, tables: list[tuple[int, int]]) -> int:
    """The index behind the last line of recipients and signature."""
    named = titled = False
    while at < len(lines):
        line, words = lines[at], lines[at].words
        table = next(((s, e) for s, e in tables if s <= line.start < e), None)
        if table is not None:
            while at < len(lines) and lines[at].start < table[1]:
                named = named or marks.is_name(lines[at].words)
                at += 1
            if named:
                break
            continue
        if marks.SIGNING.match(words) or marks.SIGNING_TITLE.match(words):
            titled = True
        elif marks.is_name(words) and (titled or line.gap > 1 or at + 1 == len(lines)):
            return at + 1
        elif _opens_another(words) or not _in_list(lines, at):
            break
        at += 1
    return at


def _opens_another(words: str) -> bool:
    return any(mark.match(words) for mark in (marks.KIND_LINE, marks.ATTACHED_LINE, marks.LETTERHEAD))


def _in_list(lines: list[Line], at: int) -> bool:
    """Whether a line can belong to the recipients or the signature."""
    line, words = lines[at], lines[at].words
    if words[0] in "-+•(/" or words == "|" or marks.RECIPIENTS.match(words) or marks.is_capitals(words):
        return len(words) < 200
    return line.gap <= 1 and len(words) < 120 and not lines[at - 1].words.endswith("./.")


def _split(lines: list[Line], at: int, stop: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The spans of the recipients and of the signature, whichever comes first."""
    signs = [
        i for i in range(at, stop) if marks.SIGNING.match(lines[i].words) or marks.SIGNING_TITLE.match(lines[i].words)
    ]
    if not signs:
        signs = [i for i in range(stop - 1, at, -1) if marks.is_name(lines[i].words)][:1]
    lists = [i for i in range(at, stop) if marks.RECIPIENTS.match(lines[i].words)]
    end = lines[stop - 1].end
    if not lists:
        return None, (lines[signs[0] if signs else at].start, end)
    if not signs:
        return (lines[lists[0]].start, end), None
    if lists[0] < signs[0]:
        return (lines[lists[0]].start, lines[signs[0] - 1].end), (lines[signs[0]].start, end)
    return (lines[lists[0]].start, end), (lines[signs[0]].start, lines[lists[0] - 1].end)
