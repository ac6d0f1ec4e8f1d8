"""Pairs of small portfolios for tests: a start, what is changed in it, and what lies between the two."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nexus_core.diff import Difference, Snapshot, compare, of_json, of_loaded
from nexus_core.diff.rendering import as_json
from nexus_core.model.loading import load
from nexus_core.write.outputs import Site
from support.small_sites import BASE, CATALOGUE, outputs_of, repository_in, write

Files = Mapping[str, str | None]

PYTHON = "\nPython makes each value when it is asked for.\n"
LONG = "# Generators\n\n" + "".join(f"Line {number} says this.\n" for number in range(20)) + PYTHON
START: Mapping[str, str] = {
    **BASE,
    "learnings/generators.md": f"---\nskills: [Python]\n---\n\n{LONG}",
    "challenges-solutions/slow.md": "---\nskills: [Redis]\n---\n\n# Slow\n\nRedis answers what is asked often.\n",
}


def snapshot(root: Path, changes: Files, *, as_file: bool = False) -> Snapshot:
    """The start with some changes, where None takes a file away; `as_file` by way of its portfolio.json."""
    files = {path: text for path, text in {**START, **changes}.items() if text is not None}
    loaded = load(repository_in(write(root, files)))
    if as_file:
        return of_json(root.name, outputs_of(loaded.portfolio, Site("S", "https://a.b/"))["portfolio.json"])
    return of_loaded(root.name, loaded)


def difference(root: Path, changes: Files, before: Files | None = None, *, as_file: bool = False) -> Difference:
    return compare(
        snapshot(root / "base", before or {}, as_file=as_file), snapshot(root / "head", changes, as_file=as_file)
    )


def data(root: Path, changes: Files, before: Files | None = None, *, as_file: bool = False) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(as_json(difference(root, changes, before, as_file=as_file)))
    return loaded


def catalogue(old: str, new: str) -> dict[str, str]:
    assert old in CATALOGUE
    return {"docs/skills/README.md": CATALOGUE.replace(old, new)}


def project(name: str, more: str = "") -> dict[str, str]:
    text = "# One\n\nIt is made with PostgreSQL, Python and Redis.\n"
    return {"projects/one/README.md": f"---\nskills: [{name}]\n{more}---\n\n{text}"}


MOVED = {"learnings/generators.md": None, "learnings/py/gen.md": START["learnings/generators.md"]}
"""A note in another folder, without an alias."""
