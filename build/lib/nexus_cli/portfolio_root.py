"""Finds the portfolio that a command works on, or ends the command with a clear message."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import FOLDERS, KINDS, SECTIONS
from nexus_core.storage.files import undo_abandoned

CANNOT_RUN = 2
"""Exit code of a command that could not do its work, unlike one that found problems."""


class CannotRun(click.ClickException):
    """The command can't run; the message says why and what to do."""

    exit_code = CANNOT_RUN


def find_root(start: Path) -> Path | None:
    """Return the nearest folder, `start` or one around it, that holds `mkdocs.yml` or a note folder."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() or any((folder / kind.folder).is_dir() for kind in SECTIONS):
            return folder
    return None


def with_repository(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option `--root` to a command, and pass it the repository as its first argument."""

    @with_root
    @functools.wraps(function)
    def wrapped(repository: Repository, *args: Any, **kwargs: Any) -> Any:
        if not any((repository.root / kind.folder).is_dir() for kind in KINDS):
            folders = ", ".join(kind.folder for kind in KINDS)
            raise CannotRun(f"{repository.root} is not a portfolio: it has none of the folders {folders}")
        return function(repository, *args, **kwargs)

    return wrapped


def with_root(function: Callable[..., Any]) -> Callable[..., Any]:
    """Like `with_repository`, for a command that can start a portfolio: a given root may be empty."""

    @click.option(
        "--root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The portfolio's root folder; by default the one around the current folder.",
    )
    @functools.wraps(function)
    def wrapped(*args: Any, root: Path | None, **kwargs: Any) -> Any:
        found = root or find_root(Path.cwd())
        if found is None:
            raise CannotRun(
                f"{Path.cwd()} is not in a portfolio: no folder above it has an mkdocs.yml or note folders"
            )
        repository = Repository(found, FOLDERS)
        if undone := undo_abandoned(repository.root):
            click.echo(f"Undid what an interrupted command had begun: {', '.join(undone)}", err=True)
        return function(repository, *args, **kwargs)

    return wrapped


@contextmanager
def written(outcome: str) -> Iterator[None]:
    """End the command if files can't be written; `outcome` says what became of them."""
    try:
        yield
    except OSError as error:
        raise CannotRun(f"{outcome}: {error.filename}: {error.strerror}") from None


def below(root: Path, paths: Sequence[Path]) -> list[str]:
    """Return the repository paths of the files and folders given to a command."""
    found = []
    for path in paths:
        if not path.exists():
            raise CannotRun(f"there is no file or folder {path}")
        try:
            found.append(path.resolve().relative_to(root).as_posix())
        except ValueError:
            raise CannotRun(f"{path} is not in the portfolio at {root}") from None
    return found


def is_wanted(path: str, wanted: Sequence[str]) -> bool:
    """Return whether a path is one of those given to a command, or below one; true for all if none was given."""
    return not wanted or any(each in (".", path) or path.startswith(f"{each}/") for each in wanted)
