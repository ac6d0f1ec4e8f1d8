"""Asks git what it knows of a folder, for those who go on without an answer."""

from __future__ import annotations

import subprocess
from pathlib import Path


def output_of_git(root: Path, *arguments: str) -> str:
    """Return what a git command prints in a folder; nothing where it fails, or where there is no git."""
    command = ["git", "-C", str(root), "-c", "core.quotepath=off", "-c", "log.showSignature=false", *arguments]
    try:
        run = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", errors="replace")  # noqa: S603
    except OSError:
        return ""
    return run.stdout if run.returncode == 0 else ""
