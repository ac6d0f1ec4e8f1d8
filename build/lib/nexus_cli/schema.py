"""`nexus schema`: writes the schemas of front matter and of portfolio.json."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from nexus_cli.editor_schemas import FOLDER, schema_files, updated
from nexus_cli.portfolio_root import CannotRun, with_repository, written
from nexus_core.model.loading import load
from nexus_core.read.repository import Repository
from nexus_core.storage.files import write_files


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; list the files that are out of date and exit with 1.")
@with_repository
def schema(repository: Repository, *, check: bool) -> None:
    """Write the schemas that editors complete front matter with.

    They list the skills of the catalogue, so run it after changing the catalogue.

    \b
    Examples:
      nexus schema
      nexus schema --check
    """
    stale = {}
    for path, text in schema_files(load(repository, drafts=True).portfolio.catalogue).items():
        old = _read(repository.root / path)
        try:
            new = text if old is None else updated(old, text)
        except ValueError as error:
            raise CannotRun(f"{path}: {error}") from None
        if new != old:
            stale[path] = new
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


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(f"{path} can't be read: {error}") from None
