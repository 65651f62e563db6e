"""Our pages against Datasette's own JSON of the same queries: `python benchmarks/site.py DB [--rounds N] [--json]`.

Same process, warm, no cache of pages: for each page the queries that it issues, its time, the sum of the times in
which Datasette answers the same queries as JSON, and their ratio.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from pipeline.site import DATABASE, make_site


class Recorder:
    """The database as pages see it, which remembers what it was asked."""

    def __init__(self, database: Any) -> None:
        self.database, self.asked = database, list[tuple[str, dict[str, Any]]]()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.database, name)

    async def execute(self, sql: str, params: dict[str, Any] | None = None, **options: Any) -> Any:
        """The result of a query, remembered."""
        self.asked.append((sql, dict(params) if isinstance(params, dict) else {}))
        return await self.database.execute(sql, params, **options)


async def timed(site: Any, address: str, rounds: int) -> float:
    """The median of the seconds that an address takes."""
    times = []
    for _ in range(rounds + 1):
        start = perf_counter()
        answer = await site.client.get(address)
        times.append(perf_counter() - start)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code} {answer.text[-300:]}")
    return median(times[1:])


async def first(site: Any, sql: str) -> str:
    """The first value of a query."""
    return str((await site.get_database(DATABASE).execute(sql)).first()[0])


async def pages(site: Any) -> list[str]:
    """The addresses that are measured."""
    document = await first(site, "SELECT document_id FROM figures GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
    body = await first(site, "SELECT body_id FROM assignments GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
    province = await first(site, "SELECT province_id FROM figures GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
    figure = await first(site, "SELECT min(id) FROM figures")
    fixed = ["/compare", "/compare?topic=satisfaction", f"/compare?province={province}", "/compare.json", "/bodies"]
    fixed += [
        "/compare?role=result",
        "/overview",
        "/provinces",
        "/deadlines?year=2025",
        "/citations",
        "/search?q=mau",
        "/search?q=90%25",
        "/review",
        "/",
    ]
    return [*fixed, f"/doc/{document}", f"/bodies/{body}", f"/provinces/{province}", f"/correct/figures/{figure}"]


async def measure(site: Any, address: str, rounds: int) -> dict[str, Any]:
    """What a page costs and what its queries cost."""
    recorder = Recorder(site.databases[DATABASE])
    site.databases[DATABASE] = recorder
    await site.client.get(address)
    site.databases[DATABASE] = recorder.database
    own = [(sql, values) for sql, values in recorder.asked if "sqlite_master" not in sql and "PRAGMA" not in sql]
    queries = [f"/{DATABASE}.json?" + urlencode({"sql": sql, "_shape": "objects", **values}) for sql, values in own]
    theirs = sum([await timed(site, query, rounds) for query in queries])
    page = await timed(site, address, rounds)
    return {"page": address, "queries": len(own), "seconds": page, "datasette": theirs, "ratio": page / theirs}


async def run(path: Path, rounds: int) -> list[dict[str, Any]]:
    """A row for each page."""
    site = make_site(path)
    await site.invoke_startup()
    return [await measure(site, address, rounds) for address in await pages(site)]


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("db", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    rows = asyncio.run(run(arguments.db, arguments.rounds))
    if arguments.json:
        print(json.dumps(rows, indent=1))
        return
    print(f"{'page':45} queries  page ms  datasette ms  ratio")
    for row in rows:
        print(
            f"{row['page']:45} {row['queries']:7} {row['seconds'] * 1000:8.1f} {row['datasette'] * 1000:13.1f}"
            f" {row['ratio']:6.2f}"
        )


if __name__ == "__main__":
    main()
