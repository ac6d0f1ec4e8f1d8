"""`nexus diff`: compares two states of the portfolio, such as before and after a pull request."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from nexus_cli.portfolio_root import CannotRun, with_repository
from nexus_core.diff import Difference, Snapshot, compare, of_json, of_loaded
from nexus_core.diff.rendering import as_json, as_markdown
from nexus_core.model.loading import load
from nexus_core.problems.printable import one_line
from nexus_core.read.git_revision import RevisionError, repository_at
from nexus_core.read.repository import Repository

MAX_JSON = 64 * 1024 * 1024
"""The largest `portfolio.json` that is read, in bytes: far above any portfolio."""

_FORMS: dict[str, Callable[[Difference], str]] = {"markdown": as_markdown, "json": as_json}


@click.command()
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMS)),
    default="markdown",
    help="Output format: markdown for a pull request's summary (the default), json for programs.",
)
@click.option("--fail-on-lost-urls", is_flag=True, help="Exit with 1 if an address is removed without a redirect.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The portfolio's root folder; by default the one around the current folder.",
)
def diff(base: str, head: str | None, form: str, root: Path | None, *, fail_on_lost_urls: bool) -> None:
    """Show how notes, skills and addresses have changed.

    BASE and HEAD are git revisions; without HEAD, BASE is compared with the working tree. Or both are files
    called *.json: the portfolio.json of two builds, which has neither the notes' text nor their problems. Drafts
    are ignored, and so are notes in submodules of a revision.

    Exit code: 0, or 1 if --fail-on-lost-urls is given and an address was lost, or 2 if it could not run. In
    GitHub Actions, the checkout needs fetch-depth: 0.

    \b
    Examples:
      nexus diff origin/main
      nexus diff v1.0 v2.0 --format json
      nexus diff origin/main --fail-on-lost-urls >> "$GITHUB_STEP_SUMMARY"
      nexus diff old/portfolio.json site/portfolio.json
    """
    try:
        before, after = _snapshots(base, head, root)
    except (RevisionError, ValueError) as error:
        raise CannotRun(one_line(str(error))) from None
    difference = compare(before, after)
    click.echo(_FORMS[form](difference))
    sys.exit(1 if fail_on_lost_urls and difference.lost_pages else 0)


def _snapshots(base: str, head: str | None, root: Path | None) -> tuple[Snapshot, Snapshot]:
    files = [name for name in (base, head) if name and name.endswith(".json")]
    if not files:
        repository = _portfolio(root=root)
        return _at(repository, base), _at(repository, head) if head is not None else _of_repository(
            "the working tree", repository
        )
    if len(files) == 1:
        raise ValueError(f"'{files[0]}' is a file: compare it with another portfolio.json, not with a revision")
    return _of_file(files[0]), _of_file(files[1])


@with_repository
def _portfolio(repository: Repository) -> Repository:
    return repository


def _at(repository: Repository, revision: str) -> Snapshot:
    with repository_at(repository, revision) as files:
        return _of_repository(revision, files)


def _of_repository(name: str, repository: Repository) -> Snapshot:
    loaded = load(repository)
    return of_loaded(name, loaded, loaded.site_url)


def _of_file(name: str) -> Snapshot:
    path = Path(name)
    try:
        if not path.is_file():
            raise ValueError(f"there is no file {name}")
        if path.stat().st_size > MAX_JSON:
            raise ValueError(f"{name} is larger than {MAX_JSON // 1024 // 1024} MB: not a portfolio.json")
        text = path.read_bytes()
    except OSError as error:
        raise ValueError(f"{name} cannot be read: {error.strerror}") from None
    try:
        return of_json(name, text)
    except ValueError as error:
        raise ValueError(f"{name} is not a portfolio.json: {error}") from None
