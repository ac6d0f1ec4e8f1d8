"""Reads from git when notes were created and last changed, with one call for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from nexus_core.read.git import git_output, git_refusal

_COMMIT = "\x01"


class CommitDates(NamedTuple):
    """The days of the first and the last commit that touched a file; `updated` is None if they are the same."""

    created: dt.date
    updated: dt.date | None


@dataclass(frozen=True, slots=True)
class History:
    """The dates of files according to git."""

    dates: Mapping[str, CommitDates] = field(default_factory=dict)
    """The first and the last commit of each file, by its present path."""
    refusal: str = ""
    """Why there are no dates, and what to do: a clone that lacks older commits would have its own."""


def read_history(root: Path, top_folders: Iterable[str]) -> History:
    """Return the dates of all files in some folders below the root.

    There are none outside a git repository, and where git refuses to tell or has only a part of them.
    """
    if refusal := git_refusal(root):
        return History(refusal=refusal)
    folders = [folder for folder in top_folders if (root / folder).is_dir()]
    # Paths are given relative to the root even where the portfolio lies deeper in its repository.
    log = git_output(
        root,
        "log",
        "--relative",
        "-z",
        "-M",
        # Otherwise the user's git settings decide how many files are compared to detect renames.
        "-l1000",
        "--name-status",
        f"--format={_COMMIT}%as",
        "--no-merges",
        "--",
        *folders,
    )
    return History(_dates(log))


def _dates(log: str) -> dict[str, CommitDates]:
    """Read the log, newest commit first, and follow each file back through its renames."""
    first: dict[str, dt.date] = {}
    last: dict[str, dt.date] = {}
    present: dict[str, str] = {}
    for day, status, paths in _changes(log):
        path = present.get(paths[-1], paths[-1])
        if status == "R":
            present[paths[0]] = path
        if status != "D":
            first[path] = day
            last.setdefault(path, day)
    return {path: CommitDates(day, last[path] if last[path] != day else None) for path, day in first.items()}


def _changes(log: str) -> Iterator[tuple[dt.date, str, list[str]]]:
    """Yield the day, the kind of change and the paths (two for a rename) of each change in the log."""
    day = dt.date.min
    fields = iter(log.replace("\n", "").split("\0"))
    for item in fields:
        if item.startswith(_COMMIT):
            day = dt.date.fromisoformat(item[1:])
        elif item:
            status = item[0]
            yield day, status, [next(fields, "") for _ in range(2 if status in "RC" else 1)]
