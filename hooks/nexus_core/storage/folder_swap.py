"""Makes a folder's new content beside it and puts it in place at once, so that nobody meets half of it.

A process may be killed between the two renames that this takes. Whoever stages for the same target next finishes
what such a process had begun to put in place.
"""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from nexus_core.storage.locked_folder import Workspace, clear_abandoned

_NEW, _OLD = "new", "old"


class Staging:
    """A folder beside a target, for what is to take the target's place.

    What is hidden at the top of the target stays in it, as MkDocs has it for what it builds into: its `.git`, say.
    """

    def __init__(self, target: Path) -> None:
        """Begin to replace a folder that may be missing.

        Raises:
            OSError: no folder can be made beside it.
        """
        self.target = target.resolve()
        parent, prefix = self.target.parent, f".{self.target.name}.nexus-"
        parent.mkdir(parents=True, exist_ok=True)
        clear_abandoned(parent, prefix, partial(_settle, target=self.target))
        self._workspace = Workspace(parent, prefix)
        self.new = self._workspace.path / _NEW
        """The folder to fill."""
        self.new.mkdir()

    def publish(self) -> None:
        """Put the new folder in the target's place.

        Raises:
            OSError: it can't be moved there; the target is as it was, unless it had to be filled piece by piece.
        """
        if not self.target.exists():
            self.new.rename(self.target)
        else:
            try:
                self.target.rename(self._workspace.path / _OLD)
            except OSError:  # where a disk is mounted, or Windows has a file of it open
                _refill(self.target, self.new)
        self.close()

    def close(self) -> None:
        """Clear away what was not put in place; what was halfway there goes all the way."""
        _settle(self._workspace.path, self.target)
        self._workspace.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _settle(folder: Path, target: Path) -> None:
    """Finish what was begun: once the old folder is out of the way, the new one is known to be whole."""
    old, new = folder / _OLD, folder / _NEW
    if not old.is_dir():
        return
    if new.is_dir() and not target.exists():
        try:
            new.rename(target)
        except OSError:
            if not target.exists():  # else another process has put its own in place
                old.rename(target)
                raise
    for entry in old.iterdir():
        if entry.name.startswith(".") and not (target / entry.name).exists():
            entry.rename(target / entry.name)


def _refill(target: Path, new: Path) -> None:
    """Replace what is in a folder that can't be moved itself."""
    for entry in target.iterdir():
        if not entry.name.startswith("."):
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    for entry in list(new.iterdir()):
        shutil.move(entry, target / entry.name)
