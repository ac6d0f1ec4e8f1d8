"""Small git repositories for tests: committed by nobody in particular, whatever the machine's settings are."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from support.small_sites import write

_NOBODY = {f"GIT_{who}_{what}": "x@y.z" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
_DAY = "2024-01-01"


def git(root: Path, *arguments: str, stdin: bytes = b"", day: str = _DAY) -> bytes:
    """Run git in a folder, as on some day, and return what it prints."""
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-c", "protocol.file.allow=always", "-c", "core.autocrlf=false", "-C", str(root), *arguments]
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00+00:00")
    environment = {**os.environ, **_NOBODY, **dates, **settings}
    return subprocess.run(command, check=True, capture_output=True, env=environment, input=stdin).stdout


def commit(root: Path, files: Mapping[str, str | bytes | None], name: str = "", day: str = _DAY) -> Path:
    """Write files, remove those that are None, commit all and tag it; the repository is made where it lacks."""
    if not (root / ".git").exists():
        root.mkdir(parents=True, exist_ok=True)
        git(root, "init", "-q", "-b", "main")
    write(root, {path: content for path, content in files.items() if content is not None})
    for path in (path for path, content in files.items() if content is None):
        (root / path).unlink()
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x", "--allow-empty", day=day)
    if name:
        git(root, "tag", name)
    return root
