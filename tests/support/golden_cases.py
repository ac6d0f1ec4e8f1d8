"""Golden cases: small portfolios in YAML files that say what becomes of them.

`files` go in (a path and its text) and `links` (a path and where it leads), beside a portfolio without a fault.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.small_sites import BASE, write

FAULTS = Path(__file__).parents[1] / "checks" / "faults"
ODDITIES = Path(__file__).parents[1] / "checks" / "oddities"


def cases_in(folder: Path) -> list[Any]:
    """Return the cases in a folder, as parameters of a test."""
    return [pytest.param(path, id=path.stem) for path in sorted(folder.glob("*.yaml"))]


def planted(case: Path, root: Path) -> dict[str, Any]:
    """Write a case's files and links below a folder and return the case."""
    content: dict[str, Any] = yaml.safe_load(case.read_text(encoding="utf-8"))
    try:
        write(root, {**BASE, **content["files"]})
        for path, target in content.get("links", {}).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).symlink_to(target)
    except OSError as error:
        if os.name == "posix":
            raise
        pytest.skip(f"no such file can be on this system: {error}")
    return content
