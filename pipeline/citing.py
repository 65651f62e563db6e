"""Which held document a citation means: by number and date, by type, issuer and date, or by its subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import regex

from pipeline.fold import fold, slug
from pipeline.rows import Row

_YEAR = regex.compile(r"/(?:19|20)\d\d/")
#: A title or subject shorter than this (in words) tells nothing.
_WORDS = 4


@dataclass(frozen=True, slots=True)
class Cited:
    """A held document as a citation may name it; `number` folded, without blanks and leading zeros."""

    id: str
    source_id: str
    doc_type: str | None
    number: str | None
    date: str | None
    province: str | None
    issuer: str
    title: str

    @classmethod
    def of(cls, row: Row, number: str | None, date: str | None) -> Cited:
        """A document's row with its own or known number and date."""
        issuer, title = slug(row["issuer"] or ""), words_of(row["title"])
        return cls(row["id"], row["source_id"], row["doc_type"], key_of(number), date, row["province"], issuer, title)


def key_of(number: str | None) -> str | None:
    """A number as it is compared.

    >>> key_of("06 - NQ/TU")
    '6-nq/tu'
    """
    return "".join(fold(number).split()).lstrip("0") if number else None


def words_of(subject: str | None) -> str:
    """A title or subject as it is compared: folded words, lead-in left out.

    >>> words_of("V/v đẩy mạnh cải cách")
    'day-manh-cai-cach'
    """
    return slug(subject or "").removeprefix("v-v-").removeprefix("ve-").removeprefix("viec-")


def find_cited(documents: Iterable[Cited]) -> Callable[[Row, Row], str | None]:
    """A function that gives the id of the document which a citation (of a citing document) means, or None."""
    by_number: dict[str, list[Cited]] = defaultdict(list)
    without: dict[tuple[str | None, str | None], list[Cited]] = defaultdict(list)
    for document in documents:
        if document.number:
            by_number[document.number].append(document)
        else:
            without[document.doc_type, document.province].append(document)

    def find(citation: Row, citing: Row) -> str | None:
        others = by_number.get(key_of(citation["number"]) or "", [])
        found = [d for d in others if _is_numbered(d, citation, citing)]
        if not found:
            unnumbered = without.get((citation["doc_type"], citing["province"]), [])
            found = [d for d in unnumbered if _is_unnumbered(d, citation, citing)]
        found = [d for d in found if d.id != citing["id"]]
        return found[0].id if len(found) == 1 else None

    return find


def _is_numbered(document: Cited, citation: Row, citing: Row) -> bool:
    """The number is the same: so must be type and date; without two dates, the province and a year or the subject."""
    if citation["doc_type"] and document.doc_type and citation["doc_type"] != document.doc_type:
        return False
    if document.province and citing["province"] and document.province != citing["province"]:
        return False
    if citation["date"] and document.date:
        return bool(citation["date"] == document.date)
    if not document.province or document.province != citing["province"]:
        return False
    return bool(_YEAR.search(citation["number"])) or _says_title(document, citation) or _is_beside(document, citing)


def _is_unnumbered(document: Cited, citation: Row, citing: Row) -> bool:
    """A document without number: type and province are the same, the date does not differ, its title is the subject."""
    if citation["date"] and document.date and citation["date"] != document.date:
        return False
    if _says_title(document, citation):
        return True
    if citation["date"] and citation["date"] == document.date:
        issuer = slug(citation["issuer"] or "")
        return bool(issuer) and document.issuer.startswith(issuer)
    return bool(citation["number"] or citation["date"]) and _is_beside(document, citing)


def _is_beside(document: Cited, citing: Row) -> bool:
    """Whether a cover letter forwards the document: both are in one file."""
    return bool(document.source_id == citing["source_id"] and citing["doc_type"] == "cong_van")


def _says_title(document: Cited, citation: Row) -> bool:
    title = document.title
    return title.count("-") + 1 >= _WORDS and f"{words_of(citation['subject'])}-".startswith(f"{title}-")
