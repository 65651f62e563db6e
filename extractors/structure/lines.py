"""The lines of a view: where each stands, how many blank lines precede it, how the text is wrapped."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import regex

_LINE = regex.compile(r"[^\n\f]+|\n|\f")
_ENDS = regex.compile(r"[.;:!?…]\W*$")
_CONTINUES = regex.compile(r"\p{Ll}|[,)\]%]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: the span of its words, the blank lines before it, its place in the line's margin."""

    start: int
    end: int
    gap: int
    words: str
    indent: int = 0
    page_break: bool = False

    @property
    def ends(self) -> bool:
        """Whether the line ends a sentence or a clause (`.`, `;`, `:`)."""
        return self.words[-1] in ".;:!?…" or _ENDS.search(self.words[-4:]) is not None

    @property
    def continues(self) -> bool:
        """Whether the line begins in mid-sentence (lower case)."""
        return _CONTINUES.match(self.words) is not None


def lines_of(view: str, *, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of a view that are not blank, in order.

    >>> [(line.words, line.gap) for line in lines_of("a\\n\\n b ")]
    [('a', 0), ('b', 1)]
    """
    lines: list[Line] = []
    breaks, page = 0, False
    for match in _LINE.finditer(view, start, len(view) if end is None else end):
        words = match.group()
        if words == "\n" or words == "\f":
            breaks += words == "\n"
            page = page or words == "\f"
            continue
        stripped = words.strip()
        if stripped:
            at = match.start() + len(words) - len(words.lstrip())
            gap = max(0, breaks - 1) if lines else 0
            lines.append(Line(at, at + len(stripped), gap, stripped, at - match.start(), page))
            breaks, page = 0, False
    return lines


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is set: whether its lines are wrapped, how wide, how many blank lines stand between wrapped lines.

    `spaced` says that more blank lines stand between paragraphs than between the lines of one.
    """

    wrapped: bool
    width: int
    gap: int
    spaced: bool


def layout_of(lines: list[Line]) -> Layout:
    """The layout of a document's lines (those of tables left out).

    >>> layout_of(lines_of("Giao Sở Nội vụ chủ trì thực\\nhiện Nghị quyết này với các\\nbên.\\n\\nGiao Sở.")).wrapped
    True
    """
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False)]
    inside = [b.gap for a, b in pairs if not a.ends and b.continues and len(a.words) > 20]
    wrapped = len(inside) >= 0.25 * len(pairs) if pairs else False
    gap = Counter(inside).most_common(1)[0][0] if inside else 0
    between = [b.gap > gap for a, b in pairs if a.ends and not b.continues]
    spaced = not between or sum(between) >= 0.5 * len(between)
    lengths = sorted(len(line.words) for line in lines)
    width = lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0
    return Layout(wrapped, width, gap if wrapped else 0, spaced)


def has_room(line: Line, follower: Line, *, width: int, share: float = 0.9) -> bool:
    """Whether the first word of the follower would have fitted on the line: the line was ended on purpose.

    `share` of the width is what a full line surely fills.
    """
    first = follower.words.split(None, 1)[0]
    return len(line.words) + 1 + len(first) < share * width
