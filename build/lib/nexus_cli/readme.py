"""`nexus readme`: keeps what README.md shows of the portfolio current, as plain GitHub Markdown."""

from __future__ import annotations

import difflib
import sys

import click

from nexus_cli.portfolio_root import CannotRun, with_repository, written
from nexus_core.model.loading import load
from nexus_core.read.repository import Repository
from nexus_core.storage.files import write_file
from nexus_core.write.readme import BLOCKS, fill


@click.command()
@click.option(
    "--check", is_flag=True, help="Write nothing; print the difference and exit with 1 if README.md is out of date."
)
@with_repository
def readme(repository: Repository, *, check: bool) -> None:
    """Update the portfolio in README.md.

    The skills, the projects and the list of components are written as plain Markdown.

    \b
    The text between each pair of comments is replaced:
      <!-- nexus/readme skill-table --> … <!-- /nexus/readme -->
      <!-- nexus/readme project-cards --> … <!-- /nexus/readme -->
      <!-- nexus/readme components --> … <!-- /nexus/readme -->

    \b
    Examples:
      nexus readme
      nexus readme --check
    """
    path = repository.root / "README.md"
    if not path.is_file():
        raise CannotRun(f"there is no {path}")
    try:
        text = path.read_bytes().decode("utf-8")
        ends = "\r\n" if "\r\n" in text else "\n"
        old = text.replace("\r\n", "\n")
        new = fill(old, load(repository).portfolio)
    except OSError as error:
        raise CannotRun(f"{path} can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise CannotRun("README.md is not UTF-8: save it in that encoding") from None
    except ValueError as error:
        raise CannotRun(f"README.md: {error}") from None
    if new == old:
        click.echo("README.md is up to date.")
        return
    if check:
        difference = difflib.unified_diff(
            old.splitlines(), new.splitlines(), "README.md", "as it should be", lineterm=""
        )
        click.echo("\n".join(difference))
        click.echo("README.md is out of date: run 'nexus readme'.", err=True)
        sys.exit(1)
    with written("nothing was changed"):
        write_file(path, new.replace("\n", ends))
    click.echo(f"README.md is updated: {', '.join(BLOCKS)}.")
