"""`nexus schema`: writes the schemas of front matter and of portfolio.json, and says when they are stale."""

from __future__ import annotations

import sys

import click

from nexus.cli.portfolio_root import with_repository
from nexus.loading import load
from nexus.repository import Repository
from nexus.schemas import FOLDER, schema_files
from nexus.writing import replace


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 and name the files that are stale.")
@with_repository
def schema(repository: Repository, *, check: bool) -> None:
    """Write what editors need to complete front matter.

    The skills of the catalogue are offered by name, so run it after changing the catalogue.

    \b
    Examples:
      nexus schema
      nexus schema --check
    """
    files = schema_files(load(repository, drafts=True).portfolio.catalogue)
    stale = []
    for path, text in files.items():
        target = repository.root / path
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            stale.append(path)
    if not stale:
        click.echo(f"{FOLDER} is current.")
        return
    for path in stale:
        click.echo(path)
        if not check:
            (repository.root / path).parent.mkdir(parents=True, exist_ok=True)
            replace(repository.root / path, files[path])
    if check:
        click.echo("These are stale: run 'nexus schema'.", err=True)
        sys.exit(1)
