"""Sentences that a heading runs into without a mark, as in files whose lines a converter joined."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import any_of, load_lexicon

#: How far behind the name of a body its verb may stand, and how long the heading before it is at least.
_REACH, _SHORTEST = 90, 25
_WORD = regex.compile(r"\p{L}+(?=\s+$)")


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str], frozenset[str]]:
    """What may begin such a sentence, the verb that must follow a name, and what governs a body behind it."""
    rows = load_lexicon("run_in")
    forms = {kind: [r["form"] for r in rows if r["kind"] == kind] for kind in ("opener", "name", "tail", "governor")}
    opener = rf"{any_of(forms['opener'])}(?!\s+{any_of(forms['tail'])})"
    begins = regex.compile(rf"(?:{opener}|(?P<name>{any_of(forms['name'])}))(?!\p{{L}})")
    verbs = any_of([row["form"] for row in load_lexicon("duty_verbs")])
    return begins, regex.compile(rf"[^.;:\n()]{{0,{_REACH}}}?\s{verbs}(?!\p{{L}})"), frozenset(forms["governor"])


def find_run_ins(view: str, start: int, end: int) -> list[int]:
    """Where sentences begin within `view[start:end]` that no mark parts from the heading before them.

    A word that has a capital at the head of a sentence only begins one behind a word in small letters; so does the
    name of a body that a verb of duty follows, unless what stands before governs it.

    >>> text = "Đẩy mạnh cải cách thủ tục hành chính Các cấp, các ngành tiếp tục rà soát"
    >>> [text[at:at + 7] for at in find_run_ins(text, 0, len(text))]
    ['Các cấp']
    >>> find_run_ins("Báo cáo kết quả thực hiện với Ủy ban nhân dân tỉnh chỉ đạo", 0, 58)
    []
    """
    begins, verb, governors = _patterns()
    found = []
    for match in begins.finditer(view, start, end):
        at = match.start()
        if at - start < _SHORTEST or not view[at - 1].isspace():
            continue
        before = _WORD.search(view, max(start, at - 20), at)
        if before is None or not before.group().islower() or before.group() in governors:
            continue
        if match["name"] is None or verb.match(view, match.end(), min(end, match.end() + 2 * _REACH)):
            found.append(at)
    return found
