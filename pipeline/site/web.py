"""What every page of ours shares: queries on the database, the language, headers that let scripts poll."""

from __future__ import annotations

import json
from contextvars import ContextVar
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import regex
from datasette.utils.asgi import Response

from pipeline.site import DATABASE
from pipeline.site.show import show_date, show_number, show_read, show_unit, show_value
from pipeline.site.words import LANGUAGES, language_of, topics_in

Row = dict[str, Any]
#: Our own pages run no script and take everything from this host.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'self'"
)


#: The queries that the request in hand has issued, for the links to them.
_asked: ContextVar[list[tuple[str, Row]] | None] = ContextVar("asked", default=None)
_TABLE = regex.compile(r"\b(?:FROM|JOIN)\s+(?P<name>(?!json_each)[a-z]\w+)", regex.IGNORECASE)


def begin_request() -> None:
    """Forget the queries of the request before."""
    _asked.set([])


async def query(datasette: Any, sql: str, values: Row | None = None) -> list[Row]:
    """The rows of a query on the database; the page shows the way to it."""
    asked = _asked.get()
    if asked is not None and all(sql != other for other, _values in asked):
        asked.append((sql, values or {}))
    result = await datasette.get_database(DATABASE).execute(sql, values or {})
    return [dict(row) for row in result.rows]


def sql_links(datasette: Any) -> list[tuple[str, str]]:
    """The tables that this request has asked, each with the address at which Datasette shows the query."""
    return [(_tables(sql), sql_link(datasette, sql, values)) for sql, values in _asked.get() or []]


def _tables(sql: str) -> str:
    """The tables of a query, each once, full-text indexes left out.

    >>> _tables("SELECT * FROM figures f JOIN documents d ON d.id = f.document_id")
    'figures, documents'
    """
    names = [found["name"] for found in _TABLE.finditer(sql)]
    return ", ".join(name for name in dict.fromkeys(names) if not name.endswith("_fts") and name != "ranked")


def sql_link(datasette: Any, sql: str, values: Row | None = None) -> str:
    """The address at which Datasette shows a query, its parameters filled in."""
    return str(datasette.urls.path(f"/{DATABASE}?" + urlencode({"sql": sql, **(values or {})})))


async def page(datasette: Any, request: Any, template: str, context: Row, **options: Any) -> Any:
    """A page of ours in the language asked for, which a cookie keeps.

    `alternate` is the address of its JSON; with `data` that address is its own with `.json`, and asked for so it
    answers with the data; `status` is that of the answer.
    """
    if "data" in options and request.url_vars.get("format"):
        return json_answer(request, options["data"])
    language = language_of(request)
    alternate = options.get("alternate") or (_json_address(request) if "data" in options else None)
    shown = {
        "show_value": lambda row: show_value(row, language),
        "show_read": lambda row: show_read(row, language),
        "show_unit": lambda unit: show_unit(unit, language).strip(),
        "show_number": lambda value: show_number(value, language),
        "show_date": show_date,
        "topics": topics_in(language),
        "other_language": _address(request, [("lang", next(name for name in LANGUAGES if name != language))]),
        "sql_links": sql_links(datasette),
        "alternate": alternate,
    }
    html = await datasette.render_template(template, {**shown, **context}, request=request)
    headers = {"content-security-policy": POLICY, "vary": "cookie"}
    if alternate:
        headers["link"] = f'<{datasette.urls.path(alternate)}>; rel="alternate"; type="application/json"'
    status = options.get("status", 200)
    response = unless_known(request, html.encode(), "text/html; charset=utf-8", headers, status=status)
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie("lang", language, max_age=31_536_000, path="/", samesite="lax")
    return response


def json_answer(request: Any, data: Any) -> Any:
    """Data as JSON, with its ETag."""
    body = json.dumps(data, ensure_ascii=False, indent=1).encode()
    return unless_known(request, body, "application/json; charset=utf-8", {})


def _json_address(request: Any) -> str:
    """The address of the request with `.json` behind its path, the language left out."""
    kept = [(name, value) for name in request.args for value in request.args.getlist(name) if name != "lang"]
    path = request.scope.get("route_path", request.path)
    return f"{path}.json" + (f"?{urlencode(kept)}" if kept else "")


def unless_known(request: Any, body: bytes, content_type: str, headers: dict[str, str], *, status: int = 200) -> Any:
    """A response with its ETag, or 304 where the asker has it already."""
    tag = f'"{sha256(body).hexdigest()[:20]}"'
    headers = {**headers, "etag": tag, "cache-control": "no-cache"}
    if tag in (request.headers.get("if-none-match") or ""):
        return Response("", status=304, headers=headers)
    return Response(body, status=status, headers=headers, content_type=content_type)


def _address(request: Any, changes: list[tuple[str, str]]) -> str:
    """The address of the request with some of its parameters changed."""
    names = {name for name, _value in changes}
    kept = [(name, value) for name in request.args for value in request.args.getlist(name) if name not in names]
    return f"{request.scope.get('route_path', request.path)}?{urlencode([*kept, *changes])}"


def absent(datasette: Any, request: Any) -> Any:
    """The page that says that there is no such page."""
    return page(datasette, request, "absent.html", {}, status=404)
