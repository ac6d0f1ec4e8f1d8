"""`nexus query`: finds the notes that match some conditions, such as a skill they show."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from nexus_cli.portfolio_root import CannotRun, with_repository
from nexus_core.model.loading import load
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.query import CONDITIONS, ask
from nexus_core.problems.printable import one_line, visible_json
from nexus_core.read.git_dates import read_history
from nexus_core.read.repository import Repository
from nexus_core.write.outputs import Site
from nexus_core.write.outputs.portfolio_content import note_document

_LIST = "\n".join(f"  {name:<8} {condition.summary}" for name, condition in CONDITIONS.items())


@click.command(
    help=f"""Find the notes that match a query.

A note must match every condition: NAME=VALUE, or NAME!=VALUE for the opposite. A value ends where the next
condition begins, and may be quoted. Upper and lower case don't matter.

\b
Conditions:
{_LIST}

Exit code: 0 if there are such notes, 1 if there are none, 2 if the query is invalid. Drafts are ignored.

\b
Examples:
  nexus query "skill=Redis kind=challenge"
  nexus query skill="API design" step!=studied --format json
  nexus query "text=connection pool year=2026"
"""
)
@click.argument("question", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="Output format.")
@with_repository
def query(repository: Repository, question: Sequence[str], form: str) -> None:
    """Find notes; the help text is given above."""
    portfolio = load(repository, history=read_history(repository.root, repository.top_folders)).portfolio
    try:
        found = ask(portfolio, question)
        printed = _as_json(found, portfolio) if form == "json" else _as_table(found)
    except ValueError as error:
        raise CannotRun(one_line(str(error))) from None
    click.echo(printed, nl=bool(printed))
    if form == "table":
        click.echo(f"{len(found)} of {len(portfolio.notes)} notes", err=True)
    sys.exit(0 if found else 1)


def _as_table(notes: Sequence[Note]) -> str:
    rows = [(note.kind.name, one_line(note.path), one_line(note.title)) for note in notes]
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    return "\n".join(f"{kind:<{widths[0]}}  {path:<{widths[1]}}  {title}" for kind, path, title in rows)


def _as_json(notes: Sequence[Note], portfolio: Portfolio) -> str:
    """Return the notes as in `portfolio.json`, with addresses relative to the site's root."""
    documents = [note_document(note, portfolio, Site()).model_dump(mode="json") for note in notes]
    return visible_json({"notes": documents})
