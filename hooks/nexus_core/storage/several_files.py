"""Writes files into a tree: all of them or none, even if the process is killed in between.

No system renames several files at once. So what is about to change is written down first, in a folder at the root
of the tree that nobody publishes; until all is done that folder tells how to undo it. A process that fails or is
interrupted does so itself, and for one that was killed the next command does.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from nexus_core.storage.locked_folder import Workspace, clear_abandoned

_PREFIX = ".nexus-undo-"
_PLAN = "plan.json"
"""Written when all else is there, and removed when all is done: as long as it is there, it is undone."""


class _Change(NamedTuple):
    path: str
    """From the root of the tree."""
    digest: str
    """That of the new content."""
    is_new: bool


def write_all_new(root: Path, texts: Mapping[str, str]) -> None:
    """Write files below a folder, by their paths, none of which may exist yet: all of them, or none.

    Raises:
        OSError: one can't be written; the tree is as it was, without the folders made for them.
    """
    _write(root, {root / path: text for path, text in texts.items()}, only_new=True)


def replace_all(root: Path, texts: Mapping[str, str]) -> None:
    """Replace the texts of files below a folder, by their paths: of all of them, or of none.

    A file that is missing is made; of a link, what it leads to is replaced.

    Raises:
        OSError: one can't be written; the tree is as it was.
    """
    _write(root, {(root / path).resolve(): text for path, text in texts.items()}, only_new=False)


def undo_abandoned(root: Path) -> list[str]:
    """Undo what killed processes had begun to write in a tree, and return the paths of the files concerned.

    Raises:
        OSError: a file can't be given back its content.
    """
    undone: list[str] = []
    clear_abandoned(root, _PREFIX, lambda folder: undone.extend(_undo(folder, root)))
    return undone


def _write(root: Path, texts: Mapping[Path, str], *, only_new: bool) -> None:
    workspace = Workspace(root, _PREFIX)
    try:
        changes = [
            _stage(workspace.path, number, root, path, text, only_new=only_new)
            for number, (path, text) in enumerate(texts.items())
        ]
        _plan(workspace.path, root, changes)
        for number, change in enumerate(changes):
            _put(workspace.path / f"new-{number}", root / change.path, is_new=change.is_new)
        (workspace.path / _PLAN).unlink()
    finally:
        _undo(workspace.path, root)
        workspace.close()


def _stage(folder: Path, number: int, root: Path, path: Path, text: str, *, only_new: bool) -> _Change:
    """Lay a file's new content, and the old where there is one, beside the plan."""
    data = text.encode("utf-8")
    staged = folder / f"new-{number}"
    staged.write_bytes(data)
    is_new = only_new or not path.exists()
    if not is_new:
        shutil.copy2(path, folder / f"old-{number}")
        shutil.copymode(path, staged)
    return _Change(Path(os.path.relpath(path, root)).as_posix(), hashlib.sha256(data).hexdigest(), is_new)


def _plan(folder: Path, root: Path, changes: list[_Change]) -> None:
    """Write the plan and make the folders that are missing, which it names with the outermost first."""
    missing = {
        above: None
        for change in changes
        for above in reversed((root / change.path).parents)
        if above.is_relative_to(root) and not above.exists()
    }
    folders = [path.relative_to(root).as_posix() for path in missing]
    draft = folder / f"{_PLAN}.draft"
    draft.write_text(json.dumps({"folders": folders, "changes": changes}), encoding="utf-8")
    draft.rename(folder / _PLAN)
    for path in missing:
        path.mkdir()


def _put(staged: Path, path: Path, *, is_new: bool) -> None:
    if not is_new:
        staged.replace(path)
        return
    try:
        os.link(staged, path)  # unlike a rename, a link never replaces what is there
    except OSError as error:  # it names the staged file first
        raise type(error)(error.errno, error.strerror, str(path)) from None


def _undo(folder: Path, root: Path) -> list[str]:
    """Undo what the plan in a folder names as far as it was done, and return the paths of the files."""
    plan = folder / _PLAN
    if not plan.is_file():
        return []
    read = json.loads(plan.read_text(encoding="utf-8"))
    changes = [_Change(*change) for change in read["changes"]]
    undone = [
        change.path
        for number, change in enumerate(changes)
        if _undo_change(change, root / change.path, folder / f"new-{number}", folder / f"old-{number}")
    ]
    for path in reversed(read["folders"]):
        with suppress(OSError):  # not made yet, or somebody else has put something into it
            (root / path).rmdir()
    plan.unlink()
    return undone


def _undo_change(change: _Change, path: Path, new: Path, old: Path) -> bool:
    """Undo one change, unless it was not made, or somebody has changed the file since."""
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != change.digest:
        return False
    if change.is_new:
        if not new.samefile(path):  # it was there before
            return False
        path.unlink()
    elif new.exists():
        return False
    else:
        old.replace(path)
    return True
