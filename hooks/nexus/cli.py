"""The `nexus` command: what an author or a CI job can ask of the notes without building the site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from nexus.loading import load
from nexus.problem import Severity
from nexus.repository import Repository


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="alx-project-nexus", prog_name="nexus")
def main() -> None:
    """Look after the notes of a learning portfolio."""


@main.command()
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The repository's root folder; this folder unless given.",
)
def check(root: Path) -> None:
    """Read every note and print what is wrong, with its place.

    Exits with 0 when nothing is, with 1 otherwise.

    Example: nexus check --root path/to/portfolio
    """
    problems = [p for p in load(Repository(root), drafts=True).problems if p.severity is not Severity.ADVICE]
    for problem in problems:
        click.echo(f"{problem.render()}\n")
    if problems:
        click.echo(f"{len(problems)} to mend", err=True)
        sys.exit(1)
    click.echo("The notes are in order.")


if __name__ == "__main__":
    main()
