"""The canned queries: one `.sql` file each; comment lines at its head give its title and a note in both languages."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import regex

QUERIES = Path(__file__).parent / "queries"
_HEAD = regex.compile(r"^-- (?P<key>\w+): (?P<value>.+)$", regex.MULTILINE)


@cache
def load_queries() -> dict[str, dict[str, str]]:
    """Each canned query by name, as Datasette's metadata wants it.

    >>> sorted(load_queries())[0]
    'citations_of_documents'
    """
    return {path.stem: _query(path.read_text(encoding="utf-8")) for path in sorted(QUERIES.glob("*.sql"))}


def _query(text: str) -> dict[str, str]:
    head = {found["key"]: found["value"] for found in _HEAD.finditer(text)}
    notes = [escape(head[key]) for key in ("note_vi", "en", "note_en") if key in head]
    return {"title": head["vi"], "description_html": "<br>".join(notes), "sql": _HEAD.sub("", text).strip()}
