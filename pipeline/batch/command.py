"""The command `chitieu ingest`: its options, and how it tells what it does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from pipeline.batch.limits import Limits
from pipeline.remote import is_remote


class Place(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A path, or the address of a file, folder or glob elsewhere."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """An address as text, anything else as a path."""
        return value if isinstance(value, Path) or is_remote(value) else Path(value)


F = TypeVar("F", bound=Callable[..., Any])
_FILE = click.Path(path_type=Path)
#: Option, field of `Limits`, and what it says.
_LIMITS = (
    ("--max-size", "size_mb", "Megabytes of a file."),
    ("--max-pages", "pages", "Pages of a file."),
    ("--max-seconds", "seconds", "Seconds that reading a file may take."),
    ("--max-memory", "memory_mb", "Megabytes of memory that reading a file may take."),
    ("--max-members", "members", "Members of an archive."),
    ("--max-nesting", "nesting", "Archives in one another."),
    ("--max-ratio", "ratio", "Size of what an archive holds by its own size."),
)


def _limit_options(command: F) -> F:
    for option, name, text in reversed(_LIMITS):
        default = Limits.__dataclass_fields__[name].default
        command = click.option(option, name, default=default, show_default=True, help=text)(command)
    return command


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command()
@click.argument("paths", nargs=-1, required=True, type=Place())
@click.option("--db", default="chitieu.db", show_default=True, type=_FILE, help="The database.")
@click.option("--processes", "-p", type=click.IntRange(0), help="Workers; 0 reads here, unguarded.  [default: cores]")
@click.option("--rebuild", is_flag=True, help="Read unchanged files anew.")
@click.option("--verify", is_flag=True, help="Compare checksums, not sizes and times.")
@click.option("--prune", is_flag=True, help="Take out files that are gone from their folders.")
@click.option("--dry-run", is_flag=True, help="Tell what would be read, write nothing.")
@click.option("--watch", is_flag=True, help="Keep the database in step with the folders until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for machines.")
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True, help="Who reads the files."
)
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler; without it a local cluster.")
@click.option("--wait", default=60.0, show_default=True, help="Seconds to wait for another program that writes.")
@click.option(
    "--corrections",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Readers' verdicts; without it corrections.csv beside the database.",
)
@_limit_options
def ingest(paths: tuple[Path | str, ...], db: Path, watch: bool, as_json: bool, **options: Any) -> None:
    """Put files, folders, globs, .zip archives and manifests (CSV) into the database, addresses (s3://, https://) too.

    What has not changed is left as it is; a file that cannot be used is a row in `problems`.
    """
    from pipeline.batch.progress import choose_listener
    from pipeline.ingest import Options, ingest_files

    limits = Limits(**{name: options.pop(name) for _, name, _ in _LIMITS})
    if options["processes"] is None:
        options["processes"] = cores()
    chosen, listener = Options(limits=limits, **options), choose_listener(as_json=as_json)
    if watch:
        from pipeline.batch.watch import watch_files

        watch_files(paths, db, chosen, listener)
        return
    summary = ingest_files(paths, db, chosen, listener=listener)
    if summary.left:
        sys.exit(130)
    if not summary.usable and not summary.pruned:
        sys.exit(1)
