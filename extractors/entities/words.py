"""The words round the places where the model is asked, from the lexicons of duties, documents and bodies."""

from __future__ import annotations

import regex

from extractors.lexicon import any_of, load_lexicon

_AFTER = r"(?![\p{L}\p{N}])"
_ROWS = load_lexicon("duty_words")


def _words(*uses: str) -> str:
    return any_of([row["form"] for row in _ROWS if row["use"] in uses]) + _AFTER


_VERBS = {
    row["form"]: row["role"] != "implement" or row["form"].startswith(("có ", "chịu "))
    for row in load_lexicon("duty_verbs")
}
_STOPS = frozenset(
    row["form"].casefold()
    for name in ("entity_stops", "doc_types", "citation_types")
    for row in load_lexicon(name)
    if " " in row["form"] or name != "citation_types"
) | frozenset(row["form"].casefold() for row in _ROWS if row["use"] == "generic" and row["form"] != "tổ chức")
#: How many words the longest verb and the longest stop have.
_LONGEST = 4
#: One of several, before a noun in small letters.
MANY = regex.compile(r"(?i:các|những|từng|mỗi|toàn\s+thể\s+các|một\s+số)\s+")
#: What gives a duty to the body behind it, the words that may stand between, and labels such as "Cơ quan chủ trì:".
CUE = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:(?:(?i:{_words('order', 'urge', 'partner')})\s+(?:(?i:{_words('join')})\s+)?)"
    rf"|(?i:{_words('head_lead', 'head_coordinate', 'head_implement')})\s*(?::|là)\s*)"
)
_WORD = regex.compile(r"\p{L}[\p{L}\p{N}’']*|[^\s\p{L}]")


def first_words(view: str, at: int, end: int, *, count: int = _LONGEST) -> list[tuple[str, int]]:
    """The first words of `view[at:end]` in lower case, each with its start; a sign counts as a word.

    >>> first_words("Viettel chủ trì", 0, 15)
    [('viettel', 0), ('chủ', 8), ('trì', 12)]
    """
    found = []
    for match in _WORD.finditer(view, at, min(end, at + 24 * count)):
        found.append((match.group().casefold(), match.start()))
        if len(found) == count:
            break
    return found


def begins_with_verb(words: list[tuple[str, int]], *, strong: bool = False) -> bool:
    """Whether the words begin with a verb of duty; a strong one says that it is one, as "chủ trì", "có trách nhiệm"."""
    return any(form in _VERBS and (_VERBS[form] or not strong) for form in _openings(words))


def begins_with_stop(words: list[tuple[str, int]]) -> bool:
    """Whether the words begin with a kind of document, a programme or people that are no body."""
    return any(form in _STOPS for form in _openings(words))


def _openings(words: list[tuple[str, int]]) -> list[str]:
    return [" ".join(word for word, _ in words[:n]) for n in range(1, min(len(words), _LONGEST) + 1)]
