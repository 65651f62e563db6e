"""What lists of bodies leave out: heads said once ("các Sở: Nội vụ, Tài chính"), places and holders said last."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.bodies.fields import listed_field
from extractors.bodies.names import full_name
from extractors.bodies.parts import HEAD_AT, HEADS, key_of
from extractors.bodies.shapes import Name
from extractors.reading import Mention
from extractors.rules import enabled

_COMMA = regex.compile(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+")
_JOINT = regex.compile(r"\s*(?:[,;]\s*(?:và\s+)?|và\s+|/\s*)")
_OF = regex.compile(r"^\s*(?:của|thuộc)\s+(?=\p{Lu})")
#: The front and the mass organisations stand behind the committee in a row of one tier; before it they are of another.
_ALL_TIERS = regex.compile(r"các\s+cấp")
#: Services that a row names without a place: "Sở Y tế, Công an phối hợp …".
_SERVICES = frozenset({"police", "military", "court", "tax", "customs", "treasury", "inspectorate"})


def listed_fields(view: str, at: int, end: int, *, known: bool = False) -> Iterator[tuple[int, int]]:
    """The fields listed from `at` on, as spans; at least one joint must stand between two of them.

    >>> text = "các Sở: Nội vụ, Tài chính và Khoa học và Công nghệ."
    >>> [text[s:e] for s, e in listed_fields(text, 7, len(text))]
    ['Nội vụ', 'Tài chính', 'Khoa học và Công nghệ']
    """
    while (span := listed_field(view, at, end, known=known)) is not None:
        if HEAD_AT.match(view, span[0], end):
            return
        yield span
        joint = _COMMA.match(view, span[1], end)
        if joint is None:
            return
        at = joint.end()


def restore(view: str, names: list[Name], texts: list[str], rules: list[str]) -> list[Mention]:
    """Mentions of the names, with what the list leaves out restored and a number for each row of joined bodies."""
    groups, suffixes = _groups(view, names), [""] * len(names)
    known: dict[str, tuple[str, str]] = {}
    for i in range(len(names) - 1, -1, -1):
        if i + 1 == len(names) or groups[i] != groups[i + 1] or not enabled("bodies.shared"):
            known = {}
        suffixes[i] = _left_out(names[i], known)
        known = _suffixes(view, names[i], known if suffixes[i] else {})
    full = {g for n, g in zip(names, groups, strict=True) if not n.bare} if enabled("bodies.service") else set()
    return [
        Mention(n.start, n.end, full_name(f"{t} {s}"), n.kind, "bodies.shared" if s else r, g, n.lead)
        for n, t, s, r, g in zip(names, texts, suffixes, rules, groups, strict=True)
        if s or not n.bare or (n.many and n.kind == "board") or (n.kind in _SERVICES and g in full)
    ]


def _groups(view: str, names: list[Name]) -> list[int]:
    groups: list[int] = []
    for i, name in enumerate(names):
        lead = name.start if name.lead < 0 else name.lead
        joined = bool(i) and _JOINT.fullmatch(view, names[i - 1].end, lead) is not None
        groups.append(groups[-1] + (not joined) if groups else 0)
    return groups


def _left_out(name: Name, known: dict[str, tuple[str, str]]) -> str:
    """The place or holder of the bodies behind that also belongs to this one, or nothing."""
    last = name.links[-1] if name.links else None
    if last is None or last.suffix[0] < last.suffix[1]:
        return ""
    for share in last.head.shares.split():
        suffix, kind = known.get(share, ("", ""))
        if kind == "committee" and name.kind in ("front", "mass") and not _ALL_TIERS.search(suffix):
            continue
        if suffix and (share != "party" or _of_party(suffix)):
            return suffix
    return ""


def _suffixes(view: str, name: Name, known: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """For each class that shares, the suffix that a body of this list carries and the kind of that body."""
    own = {
        share: (_OF.sub("", view[slice(*link.suffix)]), name.kind)
        for link in name.links
        for share in link.head.shares.split()
        if link.suffix[0] < link.suffix[1] and share != "person"
    }
    return known | own


def _of_party(suffix: str) -> bool:
    words = suffix.split()
    return len(words) > 1 and getattr(HEADS.get(key_of(" ".join(words[:2]))), "kind", "") == "party"
