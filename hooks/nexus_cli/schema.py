"""`nexus schema`: writes the schemas of front matter and of portfolio.json."""

from __future__ import annotations

import sys

import click

from nexus_cli.editor_schemas import FOLDER, stale_files
from nexus_cli.portfolio_root import CannotRun, with_repository, written
from nexus_core.model.loading import load
from nexus_core.read.repository import Repository
from nexus_core.storage.files import write_files


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; list the files that are out of date and exit with 1.")
@with_repository
def schema(repository: Repository, *, check: bool) -> None:
    """Write the schemas that editors complete front matter with.

    They list the skills of the catalogue; 'nexus readme' keeps them current.

    \b
    Examples:
      nexus schema
      nexus schema --check
    """
    try:
        stale = stale_files(repository.root, load(repository, drafts=True).portfolio.catalogue)
    except ValueError as error:
        raise CannotRun(str(error)) from None
    if not stale:
        click.echo(f"{FOLDER} is up to date.")
        return
    if not check:
        with written("nothing was changed"):
            write_files(repository.root, stale, overwrite=True)
    click.echo("\n".join(stale))
    if check:
        click.echo("These are out of date: run 'nexus schema'.", err=True)
        sys.exit(1)
