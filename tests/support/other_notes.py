"""Copies of this repository with notes that its tests were not written with: those of another author."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from nexus_core.schema.kinds import PAGE, PROJECT, SECTIONS
from nexus_core.write.nav import MANUAL
from support.git_repos import commit
from support.small_sites import ROOT

READMES = ROOT / "tests" / "importing" / "readmes"


def copy_of_repository(folder: Path) -> Path:
    """Copy what git has, or would be given, of this repository, and what its tests have installed."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    packages = ROOT / ".ci" / "node_modules"
    if packages.is_dir():
        (folder / ".ci" / "node_modules").symlink_to(packages)
    return folder


def without_a_project(root: Path) -> None:
    """Remove the last of the projects, and the links of other notes to it."""
    project = sorted(path for path in (root / PROJECT.folder).iterdir() if path.is_dir())[-1]
    shutil.rmtree(project)
    link = re.compile(rf"\[([^\[\]]+)\]\([^()]*{re.escape(project.name)}[^()]*\)")
    field = re.compile(rf"^project: .*{re.escape(project.name)}.*\n", re.MULTILINE)
    for note in (path for folder in (*SECTIONS, PAGE) for path in (root / folder.folder).rglob("*.md")):
        text = note.read_text(encoding="utf-8")
        note.write_text(field.sub("", link.sub(r"\1", text)), encoding="utf-8")


def with_imported_notes(root: Path) -> None:
    """Replace all that the author has written by what `nexus import` makes of other people's READMEs."""
    shutil.rmtree(root / "tests" / "own")
    for kind in SECTIONS:
        shutil.rmtree(root / kind.folder)
    for path in (root / PAGE.folder).iterdir():
        if path != root / MANUAL:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for picture in ("docs/diagram.png", "docs/img/a.png"):  # which one of them shows
        (root / picture).parent.mkdir(exist_ok=True)
        (root / picture).touch()
    for readme in sorted(READMES.glob("*.md"), key=lambda path: -path.stat().st_size):
        run(root, "-c", "from nexus_cli import main; main()", "import", str(readme))


CHANGES: dict[str, Callable[[Path], None]] = {
    "a project less": without_a_project,
    "all imported": with_imported_notes,
}


def changed_copy(name: str, folder: Path) -> Path:
    """Return a copy of this repository, committed, with the notes changed in one of these ways."""
    root = copy_of_repository(folder)
    CHANGES[name](root)
    run(root, "-c", "from nexus_cli import main; main()", "readme")
    commit(root, {})
    return root


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder, with the code that is there; what it prints is the error when it fails."""
    environment = {**os.environ, "PYTHONPATH": str(root / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done
