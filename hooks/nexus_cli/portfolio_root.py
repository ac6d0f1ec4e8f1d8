"""Finds the portfolio that a command is asked about, and ends the command clearly where there is none."""

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
"""Exit code of a command that could not do its work, as opposed to one that found something."""


class CannotRun(click.ClickException):
    """The command can't do what it was asked; the message says why and what to do."""

    exit_code = CANNOT_RUN


def find_root(start: Path) -> Path | None:
    """Return the nearest folder, `start` or one around it, that holds `mkdocs.yml` or a note folder."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() or any((folder / kind.folder).is_dir() for kind in SECTIONS):
            return folder
    return None


def with_repository(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option `--root` and, as its first argument, the repository that it means."""

    @with_root
    @functools.wraps(function)
    def wrapped(repository: Repository, *args: Any, **kwargs: Any) -> Any:
        if not any((repository.root / kind.folder).is_dir() for kind in KINDS):
            folders = ", ".join(kind.folder for kind in KINDS)
            raise CannotRun(f"{repository.root} holds no portfolio: none of the folders {folders} is there")
        return function(repository, *args, **kwargs)

    return wrapped


def with_root(function: Callable[..., Any]) -> Callable[..., Any]:
    """As `with_repository`, for a command that may begin a portfolio: a named root may be empty."""

    @click.option(
        "--root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The portfolio's root folder; else the one around the current folder.",
    )
    @functools.wraps(function)
    def wrapped(*args: Any, root: Path | None, **kwargs: Any) -> Any:
        found = root or find_root(Path.cwd())
        if found is None:
            raise CannotRun(f"{Path.cwd()} is in no portfolio: no mkdocs.yml and no note folder is around it")
        repository = Repository(found, FOLDERS)
        if undone := undo_abandoned(repository.root):
            click.echo(f"Undid what an interrupted command had begun: {', '.join(undone)}", err=True)
        return function(repository, *args, **kwargs)

    return wrapped


@contextmanager
def written(otherwise: str) -> Iterator[None]:
    """End the command where files can't be written; `otherwise` says what has become of them."""
    try:
        yield
    except OSError as error:
        raise CannotRun(f"{otherwise}: {error.filename}: {error.strerror}") from None


def below(root: Path, paths: Sequence[Path]) -> list[str]:
    """Return the repository paths of files and folders that a command was given."""
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
    """Say whether a repository path is one of those that a command was given, or below one; all are if none was."""
    return not wanted or any(each in (".", path) or path.startswith(f"{each}/") for each in wanted)
