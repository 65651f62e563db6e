"""The command `chitieu`: thin, one call per command, no traceback for a user."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.errors import ChitieuError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="chitieu")
def cli() -> None:
    """Đọc nghị quyết của các tỉnh thành dữ liệu so sánh được.

    Reads what Vietnamese provinces promise in their resolutions into rows that can be compared.
    """


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the records.")
def extract(paths: tuple[Path, ...], out: Path) -> None:
    """Write one JSON record for each source."""
    from pipeline.extract import extract_files

    done = [(file, error) for file, error in extract_files(paths, out)]
    for _, error in done:
        if error is not None:
            click.echo(str(error), err=True)
    if all(error is not None for _, error in done):
        sys.exit(1)


def main() -> None:
    """Run the command; an error the user can mend is one sentence on standard error and exit status 1."""
    try:
        cli()
    except ChitieuError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
