"""Runs git in a folder, for callers that can do without an answer."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git_refusal(root: Path) -> str:
    """Return why git tells nothing of the repository that a folder is in; empty if it does, or if there is none."""
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return ""
    command = ["git", "-C", str(root), "rev-parse", "--is-shallow-repository"]
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        run = subprocess.run(command, capture_output=True, check=False, text=True, env=environment)  # noqa: S603
    except OSError as error:
        return f"git can't be run ({error.strerror}): install it"
    if "dubious ownership" in run.stderr:
        return (
            f"git refuses this repository, which is another user's: git config --global --add safe.directory {root}"
        )
    if run.returncode:
        return f"git can't read this repository: {next(iter(run.stderr.strip().splitlines()), 'it failed')}"
    return "this clone has no full history: fetch with depth 0" if run.stdout == "true\n" else ""


def git_output(root: Path, *arguments: str) -> str:
    """Return what a git command prints in a folder; an empty string if it fails or git isn't installed."""
    command = [
        "git",
        "-C",
        str(root),
        "-c",
        "core.quotepath=off",
        "-c",
        "log.showSignature=false",
        "-c",
        "log.showRoot=true",
        *arguments,
    ]
    try:
        run = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", errors="replace")  # noqa: S603
    except OSError:
        return ""
    return run.stdout if run.returncode == 0 else ""
