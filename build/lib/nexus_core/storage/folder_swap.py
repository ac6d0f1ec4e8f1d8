"""Fills a new folder beside an existing one and swaps them, so that no reader sees half of the new content.

A process may be killed between the two renames that this takes. The next swap of the same folder finishes it.
"""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from nexus_core.storage.scratch import ScratchFolder, clear_abandoned


class FolderSwap(ScratchFolder):
    """A new folder, `new`, that is to take the place of a target.

    Hidden files at the top of the target, such as its `.git`, stay in it, as they do in MkDocs's `site_dir`.
    """

    def __init__(self, target: Path) -> None:
        """Begin to replace a folder, which may be missing.

        Raises:
            OSError: no folder can be made beside it.
        """
        self.target = target.resolve()
        parent, prefix = self.target.parent, f".{self.target.name}.nexus-"
        parent.mkdir(parents=True, exist_ok=True)
        clear_abandoned(parent, prefix, partial(_finish, target=self.target))
        super().__init__(parent, prefix)

    def publish(self) -> None:
        """Put the new folder in the target's place.

        Raises:
            OSError: it can't be moved there; the target is as it was, unless it had to be filled file by file.
        """
        if not self.target.exists():
            self.new.rename(self.target)
        else:
            try:
                self.target.rename(self.scratch / "old")
            except OSError:  # a mount point, or Windows has a file in it open
                _refill(self.target, self.new)
        self.close()

    def close(self) -> None:
        """Drop what was not published; a swap that has begun is finished.

        Raises:
            OSError: it can't be finished; the target is as it was.
        """
        _finish(self.scratch, self.target)
        super().close()


def _finish(scratch: Path, target: Path) -> None:
    """Finish a swap that has begun: when the old folder was moved away, the new one is known to be complete."""
    old, new = scratch / "old", scratch / "new"
    if not old.is_dir():
        return
    if new.is_dir() and not target.exists():
        try:
            new.rename(target)
        except OSError:
            if not target.exists():  # else another process has published its own
                old.rename(target)
                raise
    for entry in old.iterdir():
        if entry.name.startswith(".") and not (target / entry.name).exists():
            entry.rename(target / entry.name)


def _refill(target: Path, new: Path) -> None:
    """Replace the content of a folder that can't be moved."""
    for entry in target.iterdir():
        if not entry.name.startswith("."):
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    for entry in list(new.iterdir()):
        shutil.move(entry, target / entry.name)
