"""Datasette's hooks: SQL functions, our pages, folded search, headers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

import regex
from datasette import hookimpl
from datasette.utils.asgi import Response
from markupsafe import Markup

from extractors.facts import KINDS
from pipeline.fold import fold
from pipeline.site import bodies, citations, deadlines, images, pages, panels, provinces, review, search
from pipeline.site.web import begin_request
from pipeline.site.words import language_of, words_in
from pipeline.store import register_functions

_DATASETTE = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
#: The end of the address of a page that is there as JSON too.
_JSON = r"(?P<format>\.json)?$"
#: Columns that hold paths of this machine.
_HIDDEN = {("files", "path"), ("pragma_database_list", "file")}
#: Datasette's own page that shows where the database lies.
_CLOSED = regex.compile(r"/-/databases(?:\.json)?/?$")
_OPERATORS = regex.compile(r"\b(?:AND|OR|NOT|NEAR)\b")


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Every connection knows `fold` and `match_query`, and none shows where files lie on this machine."""
    register_functions(conn)
    conn.set_authorizer(_authorize)


def _authorize(action: int, table: str | None, column: str | None, _database: str | None, _view: str | None) -> int:
    """SQLite's answer to what a query would do: paths of this machine read as null."""
    hidden = action == sqlite3.SQLITE_READ and (table, column) in _HIDDEN
    return sqlite3.SQLITE_IGNORE if hidden else sqlite3.SQLITE_OK


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Templates can read a column that holds JSON; pages of errors know the words too."""
    env.filters["from_json"] = json.loads
    env.globals |= {"t": words_in("vi"), "language": "vi"}


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Our pages by their address."""
    return [
        (r"^/$", pages.show_home),
        (r"^/compare$", pages.show_comparison),
        (r"^/compare\.(?P<kind>csv|json|xlsx)$", pages.download_comparison),
        (r"^/overview$", panels.show_overview),
        (r"^/doc/(?P<id>[0-9a-f]{16})" + _JSON, pages.show_document),
        (r"^/page/(?P<source>[0-9a-f]{16})/(?P<number>\d{1,6})\.png$", images.show_page_image),
        (r"^/bodies" + _JSON, bodies.show_bodies),
        (r"^/bodies/(?P<id>[a-z0-9-]{1,300})" + _JSON, bodies.show_body),
        (r"^/deadlines$", deadlines.show_deadlines),
        (r"^/deadlines\.(?P<kind>ics|json)$", deadlines.download_deadlines),
        (r"^/citations" + _JSON, citations.show_citations),
        (r"^/search" + _JSON, search.show_search),
        (r"^/provinces" + _JSON, provinces.show_provinces),
        (r"^/provinces/(?P<id>[a-z0-9-]{1,60})" + _JSON, provinces.show_province),
        (r"^/review" + _JSON, review.show_review),
        (r"^/correct/(?P<kind>figures|deadlines|assignments|citations)/(?P<id>[0-9a-f]{16})$", review.show_correction),
    ]


@hookimpl
def extra_css_urls(datasette: Any) -> list[str]:
    """A little style for Datasette's own pages."""
    return [datasette.urls.path("/chitieu-static/tables.css")]


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Any) -> Markup | None:
    """In tables and queries the words of a fact, and ids of documents and figures, lead to the reader."""
    names = set(row.keys())
    if not value or not isinstance(value, str):
        return None
    if table in (*KINDS, "targets", "percentages") and column == "quote":
        address = f"/doc/{_plain(row['document_id'])}?fact={row['id']}#f-{row['id']}"
    elif column == "figure_id" and "document_id" in names:
        address = f"/doc/{_plain(row['document_id'])}?fact={value}#f-{value}"
    elif column == "document_id" and table not in (*KINDS, "sections", "passages"):
        address = f"/doc/{value}"
    elif table == "documents" and column == "title":
        address = f"/doc/{row['id']}"
    else:
        return None
    return Markup('<a href="{}">{}</a>').format(datasette.urls.path(address), value)


def _plain(value: Any) -> str:
    """The value of a cell that Datasette has furnished with the label of what it refers to."""
    return str(value["value"] if isinstance(value, dict) else value)


@hookimpl
def extra_template_vars(request: Any) -> dict[str, Any]:
    """The words of the interface for every page."""
    language = language_of(request) if request else "vi"
    return {"t": words_in(language), "language": language}


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Folds what is searched for in tables, and sets the headers that keep every page to this host."""

    def wrap(app: Any) -> Any:
        async def wrapped(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return

            if _CLOSED.search(scope["path"]):
                await Response.text("Not found", status=404).asgi_send(send)
                return
            begin_request()

            async def send_with_headers(event: Any) -> None:
                if event["type"] == "http.response.start":
                    event["headers"] = [*event.get("headers", []), *_headers(event.get("headers", []))]
                await send(event)

            await app({**scope, "query_string": fold_search(scope["query_string"])}, receive, send_with_headers)

        return wrapped

    return wrap


def _headers(present: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    headers = {b"x-content-type-options": b"nosniff", b"referrer-policy": b"same-origin"}
    headers[b"content-security-policy"] = _DATASETTE.encode()
    names = {name.lower() for name, _value in present}
    return [(name, value) for name, value in headers.items() if name not in names]


def fold_search(query: bytes) -> bytes:
    """A query string with what it searches for folded as the index is.

    >>> fold_search("_search=Đất đai&x=Đ".encode())
    b'_search=dat+dai&x=%C4%90'
    """
    if b"_search" not in query:
        return query
    pairs = parse_qsl(query.decode("utf-8", "replace"), keep_blank_values=True)
    folded = [
        (name, _folded(value) if name.startswith("_search") and name != "_searchmode" else value)
        for name, value in pairs
    ]
    return urlencode(folded).encode()


def _folded(value: str) -> str:
    """The value folded, save the operators of an advanced search."""
    parts = []
    last = 0
    for operator in _OPERATORS.finditer(value):
        parts += [fold(value[last : operator.start()]), operator.group()]
        last = operator.end()
    return "".join([*parts, fold(value[last:])])
