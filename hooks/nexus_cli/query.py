"""`nexus query`: finds the notes that meet some conditions, such as a skill that they show."""

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
    help=f"""Find the notes that meet every condition of a question.

A condition is NAME=VALUE, or NAME!=VALUE for its opposite. A value ends where the next condition begins,
and may stand in quotes. Names and values are read without regard to case.

\b
Conditions:
{_LIST}

Exits with 0 if any note is found, with 1 if none is, with 2 if the question is wrong. Drafts are left out.

\b
Examples:
  nexus query "skill=Redis kind=challenge"
  nexus query skill="API design" step!=studied --format json
  nexus query "text=connection pool year=2026"
"""
)
@click.argument("question", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="How to print.")
@with_repository
def query(repository: Repository, question: Sequence[str], form: str) -> None:
    """Find notes; the help above says how."""
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
    """Return the notes as they stand in `portfolio.json`, with addresses from the site's root."""
    documents = [note_document(note, portfolio, Site()).model_dump(mode="json") for note in notes]
    return visible_json({"notes": documents})
