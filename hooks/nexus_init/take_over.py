"""Takes the first author's content out of a clone of this repository: the engine, its manual and its tests stay."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from nexus_core.read.git import git_output
from nexus_core.schema.kinds import FOLDERS
from nexus_core.write.nav import MANUAL
from nexus_core.write.yaml_text import scalar
from nexus_init.skeleton import Answers

ENGINE = "hooks/nexus_core"
"""The folder by which a clone of this repository is known."""

OWN_TESTS = "tests/own"
"""What is tested of the author's content alone."""


class CannotTakeOverError(Exception):
    """The folder can't be taken over; the message says why and what to do."""


def authors_files(root: Path) -> tuple[str, ...]:
    """Return the paths of what is the author's own in a clone.

    Raises:
        CannotTakeOverError: the folder is no clone, or what isn't committed might be lost.
    """
    if not (root / ENGINE).is_dir() or not (root / ".git").exists():
        raise CannotTakeOverError(f"{root} is not a clone of this repository: 'nexus init FOLDER' begins a new one")
    changed = git_output(root, "status", "--porcelain").splitlines()
    if changed:
        raise CannotTakeOverError(
            f"{len(changed)} files are not committed, such as {changed[0][3:]}: commit them first"
        )
    listed = git_output(root, "ls-files", "-z", "--", *FOLDERS, OWN_TESTS).split("\0")
    return tuple(path for path in listed if path and not path.startswith(f"{MANUAL}/"))


def remove(root: Path, paths: Sequence[str]) -> None:
    """Remove files as `git rm` does, so that git can bring them back.

    Raises:
        OSError: git can't be run, or refuses.
    """
    names = "\0".join(paths).encode("utf-8", "surrogateescape")
    command = ["git", "-C", str(root), "rm", "-q", "--pathspec-from-file=-", "--pathspec-file-nul"]
    done = subprocess.run(command, input=names, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise OSError(done.returncode, done.stderr.decode(errors="replace").strip(), str(root))


def renamed(settings: str, answers: Answers) -> str:
    """Return the text of `mkdocs.yml` with another name and description of the site."""
    for key, value in (("site_name", answers.site_name), ("site_description", answers.description)):
        line = f"{key}: {scalar(value)}".replace("\\", r"\\")
        settings = re.sub(rf"^{key}:.*$", line, settings, count=1, flags=re.MULTILINE)
    return settings
