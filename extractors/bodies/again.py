"""Bodies that are named in full once and by their head alone afterwards: "Hội đồng", "Trưởng Ban Chỉ đạo"."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

import regex

from extractors.bodies.forms import flexible
from extractors.bodies.parts import HEAD_AT, HEADS, key_of, verb_behind
from extractors.lexicon import load_lexicon
from extractors.reading import Mention
from extractors.rules import enabled

#: Bodies of these kinds are named again by their heads; of the second there must be one only in the section.
_AGAIN = frozenset({"board", "centre", "fund", "company", "institute", "hospital", "group"})
_IF_ONE = frozenset({"department", "branch", "agency", "school"})
_KINDS = _AGAIN | _IF_ONE
_TAKES = frozenset({"field", "maybe", "long"})
_ROWS = [row for row in load_lexicon("bodies") if row["kind"] in _KINDS]
#: The first words of their heads, with a capital.
_FIRST = regex.compile(
    rf"(?<!\p{{L}})(?:{'|'.join(sorted({row['form'].split()[0].strip(',').capitalize() for row in _ROWS}))})(?!\p{{L}})"
)
_SEVERAL = regex.compile(r"(?<!\p{L})(?i:các|những|mỗi|từng|một|hai)\s+$")
#: What may stand behind a head that is the whole name.
_CLOSED = regex.compile(r"\s*(?:[.,;:)(]|$)|\s+(?:và|để|theo|phải|có|trong|về|với)(?!\p{L})")


@dataclass(frozen=True, slots=True)
class _Full:
    """A body named in full: where, in which section, its head's kind."""

    start: int
    name: str
    section: str


@dataclass(frozen=True, slots=True)
class FullNames:
    """The bodies that a document names in full, by the words of their heads, in the order of the text."""

    section_at: Callable[[int], str]
    by_head: dict[str, list[_Full]] = field(default_factory=lambda: defaultdict(list))

    def add(self, mentions: Iterable[Mention]) -> None:
        """Take the full names out of mentions, those of persons' and organs' bodies too."""
        for mention in mentions:
            for head, name in _parts(mention.name):
                self.by_head[head].append(_Full(mention.start, name, self.section_at(mention.start)))

    def find(self, head: str, offset: int) -> str | None:
        """The full name of the body meant by a head at an offset, `None` where that is not known."""
        before = self.by_head.get(head, [])
        before = before[: bisect_left(before, offset, key=lambda full: full.start)]
        section = self.section_at(offset)
        near = [full for full in before if full.section == section]
        if near and HEADS[head].kind in _IF_ONE:
            return near[0].name if len({full.name for full in near}) == 1 else None
        if near:
            return near[-1].name
        return before[0].name if before and len({full.name.casefold() for full in before}) == 1 else None


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[tuple[str, str], ...]:
    """The heads in a name that has more words behind them, with the name from the head on."""
    found = []
    for head in _heads(name):
        if head.end() == len(name) or _SEVERAL.search(name, 0, head.start()):
            continue
        if not head.group().isupper() and not name[head.end() :].lstrip().startswith("cấp "):
            found.append((key_of(head.group()), name[head.start() :]))
    return tuple(found)


@lru_cache(maxsize=4096)
def _head_alone(name: str) -> tuple[int, str] | None:
    """Where the head stands in a name that ends in a head alone of one body, and its key."""
    last = next((head for head in reversed(_heads(name)) if head.end() == len(name)), None)
    if last is None or _SEVERAL.search(name, 0, last.start()):
        return None
    return last.start(), key_of(last.group())


def _heads(name: str) -> list[regex.Match[str]]:
    """The heads in a name that are of a kind that is named again."""
    found = []
    for word in _FIRST.finditer(name):
        match = HEAD_AT[word.group().casefold()].match(name, word.start())
        row = HEADS[key_of(match.group())] if match else None
        if match and row and row.takes in _TAKES and row.kind in _KINDS:
            found.append(match)
    return found


def named_again(view: str, end: int, mentions: list[Mention], names: FullNames) -> list[Mention]:
    """The mentions with full names in the place of heads alone, and those that a head alone makes.

    >>> from extractors.bodies.find import find_bodies
    >>> text = "Hội đồng Sáng kiến tỉnh họp. Chủ tịch Hội đồng ký."
    >>> names = FullNames(lambda offset: "1")
    >>> names.add(found := find_bodies(text, 0, len(text)))
    >>> [mention.name for mention in named_again(text, len(text), found, names)]
    ['Hội đồng Sáng kiến tỉnh', 'Chủ tịch Hội đồng Sáng kiến tỉnh']
    """
    if not enabled("bodies.again"):
        return mentions
    known = [_expanded(view, mention, names) for mention in mentions]
    group = max((mention.group for mention in known), default=-1) + 1
    bare = [replace(m, group=group + i) for i, m in enumerate(_bare(view, end, mentions, names))]
    return sorted([*known, *bare], key=lambda mention: (mention.start, mention.end))


def _expanded(view: str, mention: Mention, names: FullNames) -> Mention:
    """The mention in full, where its name ends in a head alone; a department's only where it acts: "Giám đốc Sở ký"."""
    alone = _head_alone(mention.name)
    if alone is None or (HEADS[alone[1]].kind in _IF_ONE and not verb_behind(view, mention.end, len(view))):
        return mention
    full = names.find(alone[1], mention.start)
    return replace(mention, name=mention.name[: alone[0]] + full, rule="bodies.again") if full else mention


def _bare(view: str, end: int, mentions: list[Mention], names: FullNames) -> Iterator[Mention]:
    """Heads of several syllables that stand alone where no mention stands, behind the full name."""
    starts = [mention.start for mention in mentions]
    for head, full in list(names.by_head.items()):
        words = next((w for w in _forms(full[0].name) if key_of(w) == head), "")
        if " " not in words or HEADS[head].kind not in _AGAIN:
            continue
        for match in regex.finditer(flexible(words) + r"(?!\p{L})", view, pos=full[0].start, endpos=end):
            held = bisect_left(starts, match.start() + 1) - 1
            if held >= 0 and mentions[held].end > match.start():
                continue
            closed = _CLOSED.match(view, match.end(), end) or verb_behind(view, match.end(), end)
            if not closed or _SEVERAL.search(view, max(0, match.start() - 8), match.start()):
                continue
            name = names.find(head, match.start())
            if name is not None:
                yield Mention(match.start(), match.end(), name, HEADS[head].kind, "bodies.again")


def _forms(name: str) -> Iterator[str]:
    """The beginnings of a name, word by word."""
    for space in regex.finditer(r"\s|$", name):
        yield name[: space.start()]
