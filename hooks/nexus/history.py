"""When notes were written and last changed, by the repository's history: one call to git for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nexus.fields import Dates
from nexus.git import output_of_git
from nexus.kinds import KINDS

_COMMIT = "\x01"


@dataclass(frozen=True, slots=True)
class History:
    """What git knows of the notes' dates."""

    dates: Mapping[str, Dates] = field(default_factory=dict)
    """The first and the last commit of each file, by its present path."""
    is_shallow: bool = False
    """Whether the clone lacks older commits; then no date is given, since it would be that of the clone."""


def read_history(root: Path) -> History:
    """Return the dates of all notes; none outside a repository, without git, or in a shallow clone."""
    if output_of_git(root, "rev-parse", "--is-shallow-repository") == "true\n":
        return History(is_shallow=True)
    folders = [kind.folder for kind in KINDS if (root / kind.folder).is_dir()]
    # Paths are given relative to the root even where the portfolio lies deeper in its repository.
    log = output_of_git(
        root,
        "log",
        "--relative",
        "-z",
        "-M",
        # Else a setting of whoever builds it decides how many files are compared to find one again.
        "-l1000",
        "--name-status",
        f"--format={_COMMIT}%as",
        "--no-merges",
        "--",
        *folders,
    )
    return History(_dates(log))


def _dates(log: str) -> dict[str, Dates]:
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
    return {
        path: Dates(created=day, updated=last[path] if last[path] != day else None) for path, day in first.items()
    }


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
