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
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 and print the difference if it is stale.")
@with_repository
def readme(repository: Repository, *, check: bool) -> None:
    """Show the portfolio in README.md.

    The skills, the projects and the list of components are written as plain Markdown.

    \b
    A place is a pair of comments, and what is between them is replaced:
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
        raise CannotRun("README.md is not UTF-8: save it again with that encoding") from None
    except ValueError as error:
        raise CannotRun(f"README.md: {error}") from None
    if new == old:
        click.echo("README.md is current.")
        return
    if check:
        difference = difflib.unified_diff(
            old.splitlines(), new.splitlines(), "README.md", "as it should be", lineterm=""
        )
        click.echo("\n".join(difference))
        click.echo("README.md is stale: run 'nexus readme'.", err=True)
        sys.exit(1)
    with written("nothing is changed"):
        write_file(path, new.replace("\n", ends))
    click.echo(f"README.md is written: {', '.join(BLOCKS)}.")
