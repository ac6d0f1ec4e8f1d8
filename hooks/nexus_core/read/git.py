"""Runs git in a folder, for callers that can do without an answer."""

from __future__ import annotations

import subprocess
from pathlib import Path


def git_output(root: Path, *arguments: str) -> str:
    """Return what a git command prints in a folder; an empty string if it fails or git isn't installed."""
    command = ["git", "-C", str(root), "-c", "core.quotepath=off", "-c", "log.showSignature=false", *arguments]
    try:
        run = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", errors="replace")  # noqa: S603
    except OSError:
        return ""
    return run.stdout if run.returncode == 0 else ""
