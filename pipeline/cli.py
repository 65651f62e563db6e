"""The command `chitieu`: thin, one call per command, no traceback for a user."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.batch.command import Place, ingest
from pipeline.errors import ChitieuError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="chitieu")
def cli() -> None:
    """Đọc nghị quyết của các tỉnh thành dữ liệu so sánh được.

    Reads what Vietnamese provinces promise in their resolutions into rows that can be compared.
    """


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=Place())
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the records.")
def extract(paths: tuple[Path | str, ...], out: Path) -> None:
    """Write one JSON record for each source."""
    from pipeline.extract import extract_files

    done = [(file, error) for file, error in extract_files(paths, out)]
    for _, error in done:
        if error is not None:
            click.echo(str(error), err=True)
    if all(error is not None for _, error in done):
        sys.exit(1)


@cli.command()
@click.argument("file", type=Place())
@click.option("--text/--no-text", default=True, help="Show the text of each page.")
def read(file: Path | str, text: bool) -> None:
    """Show what is read of a file (or an address): kind, pages, their quality, what was done to them, the text."""
    from pipeline.readers import read_source
    from pipeline.readers.show import describe
    from pipeline.remote import at_hand, public

    with at_hand(file) as copy:
        name = public(file) if isinstance(file, str) else str(file)
        lines = describe(read_source(copy, any_text=True), text=text, name=name)
        click.echo("\n".join(lines))


@cli.command()
@click.argument("corpora", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("gold", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--facts", is_flag=True, help="Compare facts alone, not their places.")
@click.option("--misses", is_flag=True, help="List what is missed, invented or wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--save", type=click.Path(path_type=Path, dir_okay=False), help="Store this run's facts in a file.")
@click.option(
    "--against", type=click.Path(path_type=Path, exists=True), help="Facts gained and lost since a stored run."
)
def score(
    corpora: Path, gold: Path, facts: bool, misses: bool, as_json: bool, save: Path | None, against: Path | None
) -> None:
    """Score the extraction of CORPORA against the reference annotations in GOLD."""
    import json

    from pipeline.evaluate import changes, evaluate, table

    result = evaluate(corpora, gold, facts_only=facts)
    click.echo(json.dumps(result.summary(), ensure_ascii=False, indent=1) if as_json else table(result))
    if misses:
        click.echo("\n".join(result.misses))
    if against is not None:
        gained, lost = changes(json.loads(against.read_text(encoding="utf-8")), result.facts)
        click.echo("\n".join([*(f"+ {fact}" for fact in gained), *(f"- {fact}" for fact in lost)]))
        click.echo(f"{len(gained)} facts gained, {len(lost)} lost")
    if save is not None:
        save.write_text(json.dumps(result.facts, ensure_ascii=False, indent=0), encoding="utf-8")


@cli.command()
@click.argument("file", metavar="SOURCE", type=click.Path(path_type=Path))
@click.argument("offset", type=int)
def explain(file: Path, offset: int) -> None:
    """Print how the sentence at OFFSET of SOURCE was read."""
    from pipeline.explain import explain as explain_sentence
    from pipeline.readers import read_source

    click.echo(explain_sentence(read_source(file, any_text=True), offset))


@cli.command()
@click.option("--what", type=click.Choice(["model", "confidence"]), default="model", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder of the model (default: the shipped one)."
)
@click.option("--fresh", is_flag=True, help="Draw the training sentences anew from frames, digests and rules.")
@click.option(
    "--shared",
    type=click.Path(path_type=Path, exists=True),
    help="Judge the kept facts of first contacts anew by these.",
)
@click.option(
    "--contact",
    type=(str, click.Path(path_type=Path, exists=True)),
    help="Name and folder of records to keep as a first contact; with --shared.",
)
@click.option("--now", is_flag=True, help="Read the texts of first contacts again; with --shared.")
def train(
    what: str, out: Path | None, fresh: bool, shared: Path | None, contact: tuple[str, Path] | None, now: bool
) -> None:
    """Make the named-entity model, or the weights of confidence, from this repository (a checkout).

    Prints the model's checksum, or the table of confidence against accuracy on provinces left out in turn.
    """
    if what == "confidence":
        from pipeline.training.confidence import make_confidence

        if shared is None and (now or contact is not None):
            raise click.UsageError("--now and --contact need the texts and their annotations: give --shared.")
        for line in make_confidence(shared=shared, contact=contact, now=now):
            click.echo(line)
        return
    from extractors.entities.model import MODEL
    from pipeline.training.train import draw_examples, make_model, store_examples

    if fresh:
        store_examples(draw_examples())
    for name, value in make_model(out or MODEL).items():
        click.echo(f"{name}: {value}")


cli.add_command(ingest)


@cli.command()
@click.option("--db", default="chitieu.db", show_default=True, type=click.Path(path_type=Path), help="The database.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the files.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=("csv",),
    show_default=True,
    type=click.Choice(["csv", "jsonl", "xlsx", "parquet"]),
    help="May be given several times.",
)
def export(db: Path, out: Path, formats: tuple[str, ...]) -> None:
    """Write the tables as files, with a datapackage.json that says what is in them."""
    from pipeline.export import export_store

    made = export_store(db, out, formats)
    click.echo(f"{len(made)} files in {out}")


@cli.command()
@click.argument("old", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def changes(old: Path, new: Path, as_json: bool) -> None:
    """Documents and facts that are added, gone or changed from database OLD to NEW."""
    import json
    from collections import Counter
    from dataclasses import asdict

    from pipeline.changes import compare_stores

    counts: Counter[str] = Counter()
    for change in compare_stores(old, new):
        counts[change.how] += 1
        click.echo(json.dumps(asdict(change), ensure_ascii=False) if as_json else str(change))
    if not as_json:
        click.echo(f"{counts['added']} added, {counts['gone']} gone, {counts['changed']} changed")


@cli.command()
@click.option("--db", default="chitieu.db", show_default=True, type=click.Path(path_type=Path), help="The database.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@click.option(
    "--references",
    type=(click.Path(path_type=Path, exists=True), click.Path(path_type=Path, exists=True)),
    metavar="CORPORA GOLD",
    help="Score these sources against their reference annotations too.",
)
def stats(db: Path, as_json: bool, references: tuple[Path, Path] | None) -> None:
    """Tell what is in the database, what could not be used, and how right it is where references exist."""
    import json

    from pipeline.stats import accuracy, lines_of, stats_of

    found = stats_of(db)
    if references:
        found["accuracy"] = accuracy(*references)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else "\n".join(lines_of(found)))


@cli.group()
def corrections() -> None:
    """Readers' verdicts on facts."""


@corrections.command("apply")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--db", default="chitieu.db", show_default=True, type=click.Path(path_type=Path), help="The database.")
def apply_file(file: Path, db: Path) -> None:
    """Check FILE and bring the database to what its verdicts say; every ingest does so again."""
    from pipeline.ingest import correct_store

    new, gone = correct_store(file, db)
    click.echo(f"{new} new verdicts")
    for row in gone:
        click.echo(f"The fact {row['fact_id']} of {row['kind']} is gone: its correction changes nothing.", err=True)


@cli.command()
@click.option("--db", default="chitieu.db", show_default=True, type=click.Path(path_type=Path), help="The database.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, type=int, help="Port to listen on.")
@click.option("--base-url", default="/", show_default=True, help="Path under which a proxy shows the site.")
def serve(db: Path, host: str, port: int, base_url: str) -> None:
    """Show the database in a browser: comparison, tables, search, SQL."""
    from pipeline.serve import serve_site

    serve_site(db, host=host, port=port, base_url=base_url)


def main() -> None:
    """Run the command; an error the user can mend is one sentence on standard error and exit status 1."""
    try:
        cli()
    except ChitieuError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
