"""Small git repositories for tests: committed by nobody in particular, whatever the machine's settings are."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from portfolios import write

_NOBODY = {f"GIT_{who}_{what}": "x@y.z" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
_DATES = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2024-01-01T12:00:00+00:00")


def git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Run git in a folder and return what it prints."""
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-c", "protocol.file.allow=always", "-c", "core.autocrlf=false", "-C", str(root), *arguments]
    environment = {**os.environ, **_NOBODY, **_DATES, **settings}
    return subprocess.run(command, check=True, capture_output=True, env=environment, input=stdin).stdout


def commit(root: Path, files: Mapping[str, str | bytes | None], name: str = "") -> Path:
    """Write files, remove those that are None, commit all and tag it; the repository is made where it lacks."""
    if not (root / ".git").exists():
        root.mkdir(parents=True, exist_ok=True)
        git(root, "init", "-q", "-b", "main")
    write(root, {path: content for path, content in files.items() if content is not None})
    for path in (path for path, content in files.items() if content is None):
        (root / path).unlink()
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x", "--allow-empty")
    if name:
        git(root, "tag", name)
    return root
