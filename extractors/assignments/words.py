"""The words around a body that say whether it has a duty and in which role, as patterns built from the lexicons."""

from __future__ import annotations

import regex

from extractors.bodies.forms import ByFirstWord
from extractors.lexicon import any_of, load_lexicon, pattern_of

_AFTER = r"(?![\p{L}\p{N}])"
_ROWS = load_lexicon("duty_words")
_VERBS = load_lexicon("duty_verbs")


def _words(*uses: str) -> str:
    return any_of([row["form"] for row in _ROWS if row["use"] in uses]) + _AFTER


def fold(words: str) -> str:
    """The words in lower case on one line, as they stand in the lexicons."""
    return " ".join(words.split()).casefold()


#: The rows of the verbs by their form, and their patterns.
VERB_ROWS = {row["form"]: row for row in _VERBS}
VERB = ByFirstWord.of(VERB_ROWS, lambda forms: any_of(forms) + _AFTER, flags="i")
USE_OF: dict[str, list[str]] = {}
for _row in _ROWS:
    USE_OF.setdefault(_row["form"].casefold(), []).append(_row["use"])
_GOVERNING = _words("order", "urge", "partner", "not", "agent")
#: Words in front of a body that govern it, at the end of a stretch of text.
GOVERNOR = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?P<words>(?i:{_GOVERNING}))\s+(?:(?i:{_words('manner')})\s+)?"
    rf"(?:(?i:{_words('join')})\s+)?$"
)
PAST = regex.compile(rf"\s*(?i:{_words('past')})")
STATUS = regex.compile(rf"\W*(?:[Nn]hững\s+|[Mm]ột\s+số\s+|[Đđ]ánh\s+giá\s+)?(?i:{_words('status')})")
#: Words by which a paragraph reports what has been done.
STORY = regex.compile(rf"(?<![\p{{L}}])(?i:{_words('story')})")
JOIN = rf"(?i:{_words('join')})"
GENERIC = rf"(?:(?:các|các\s+tầng\s+lớp|đội\s+ngũ|toàn\s+thể)\s+)?(?i:{_words('generic')})(?:\s+(?:có\s+)?liên\s+quan)?"
SUPERIOR = regex.compile(rf"\s*(?i:{_words('superior')})")

_LABELS = {row["form"]: row["use"].removeprefix("head_") for row in _ROWS if row["use"].startswith("head_")}
_LABEL = "|".join(pattern_of(form).replace(",", r"\s*,") for form in sorted(_LABELS, key=len, reverse=True))
#: A label that says the role of the bodies behind it: "Cơ quan chủ trì: ".
LABEL = regex.compile(
    rf"(?:^|[;.,(:+-])\s*(?:các\s+)?(?P<label>(?i:{_LABEL}))(?:(?:,?\s+(?!là\s)\p{{Ll}}+){{0,4}}\s*:|\s*là)$"
)
#: The same as a line or a cell of its own.
LABEL_ALONE = regex.compile(rf"(?P<label>(?i:{_LABEL}))\s*:?")
_HEAD = regex.compile(rf"(?<!\p{{L}})(?P<label>(?i:{_LABEL}))(?!\p{{L}})")


def role_of_label(label: str) -> str:
    """The role that a label or a column head gives.

    >>> role_of_label("Cơ quan phối hợp")
    'coordinate'
    """
    return _LABELS[fold(label)]


def role_of_heads(heads: tuple[str, ...]) -> str | None:
    """The role that the heads of a column give to the bodies in it, `None` where they name no role.

    >>> role_of_heads(("Cơ quan thực hiện", "Chủ trì"))
    'lead'
    """
    for head in reversed(heads):
        found = list(_HEAD.finditer(" ".join(head.split())))
        if found and len(head.split()) <= 8:
            return role_of_label(found[0]["label"])
    return None
