"""`nexus readme`: keeps what READMEs show of the portfolio current, as plain GitHub Markdown."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator

import click

from nexus_cli.editor_schemas import SCHEMAS, stale_files
from nexus_cli.portfolio_root import CannotRun, with_repository, written
from nexus_core.model.loading import load
from nexus_core.model.portfolio import Portfolio
from nexus_core.read.readme_blocks import MARK
from nexus_core.read.repository import Repository
from nexus_core.storage.files import write_files
from nexus_core.write.readme import fill

ROOT = "README.md"


@click.command()
@click.option(
    "--check", is_flag=True, help="Write nothing; print the difference and exit with 1 if anything is stale."
)
@with_repository
def readme(repository: Repository, *, check: bool) -> None:
    """Update what READMEs show of the portfolio.

    The skills, the projects and the notes of a folder are written as plain Markdown, in README.md and in the
    READMEs of folders, so that GitHub shows them. Schemas for editors, where there are any, are updated too.

    \b
    The text between each pair of comments is replaced:
      <!-- nexus/readme skill-table --> … <!-- /nexus/readme -->
      <!-- nexus/readme project-cards --> … <!-- /nexus/readme -->
      <!-- nexus/readme notes --> … <!-- /nexus/readme -->

    \b
    Examples:
      nexus readme
      nexus readme --check
    """
    portfolio = load(repository).portfolio
    stale = stale_readmes(repository, portfolio)
    schemas = _schemas(repository, portfolio)
    if not stale and not schemas:
        click.echo(f"{ROOT} is up to date.")
        return
    names = ", ".join((*stale, *schemas))
    if check:
        for path, new in stale.items():
            lines = _read(repository, path).splitlines(), new.splitlines()
            click.echo("\n".join(difflib.unified_diff(*lines, path, "as it should be", lineterm="")))
        click.echo(f"{names}: out of date, run 'nexus readme'.", err=True)
        sys.exit(1)
    with written("nothing was changed"):
        write_files(repository.root, stale | schemas, overwrite=True)
    click.echo(f"Updated {names}.")


def stale_readmes(repository: Repository, portfolio: Portfolio) -> dict[str, str]:
    """Return the new texts of the READMEs that don't show the portfolio as it is, by their paths."""
    stale: dict[str, str] = {}
    for path in _marked(repository, portfolio):
        old = _read(repository, path)
        try:
            new = fill(old.replace("\r\n", "\n"), portfolio, path)
        except ValueError as error:
            raise CannotRun(f"{path}: {error}") from None
        if new != old.replace("\r\n", "\n"):
            stale[path] = new.replace("\n", "\r\n") if "\r\n" in old else new
    return stale


def _schemas(repository: Repository, portfolio: Portfolio) -> dict[str, str]:
    if not (repository.root / SCHEMAS).is_dir():
        return {}
    try:
        return stale_files(repository.root, portfolio.catalogue)
    except ValueError as error:
        raise CannotRun(str(error)) from None


def _marked(repository: Repository, portfolio: Portfolio) -> Iterator[str]:
    """Yield the paths of the repository's README and of the notes that have something to be filled in."""
    if (repository.root / ROOT).is_file():
        yield ROOT
    yield from (path for path, note in portfolio.notes.items() if MARK in note.text)


def _read(repository: Repository, path: str) -> str:
    try:
        return (repository.root / path).read_bytes().decode("utf-8")
    except OSError as error:
        raise CannotRun(f"{path} can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise CannotRun(f"{path} is not UTF-8: save it in that encoding") from None
