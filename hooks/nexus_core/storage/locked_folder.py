"""Folders to work in for a while, which the next process finds and clears away when theirs was killed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

_LOCK = ".lock"
"""Held while its process lives; the system releases it however the process ends."""


class Workspace:
    """A folder of this process alone, which git doesn't see."""

    def __init__(self, parent: Path, prefix: str) -> None:
        """Make one whose name begins with a prefix.

        Raises:
            OSError: it can't be made.
        """
        self.path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        self._lock = _lock(self.path)
        self._lock.acquire()
        (self.path / ".gitignore").write_text("*\n", encoding="utf-8")

    def close(self) -> None:
        """Remove the folder, with all that is in it."""
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def clear_abandoned(parent: Path, prefix: str, settle: Callable[[Path], None]) -> None:
    """Remove the workspaces whose processes have ended, once it is settled what they had begun.

    Raises:
        OSError: `settle` did.
    """
    for folder in [path for path in parent.iterdir() if path.name.startswith(prefix)]:
        with suppress(OSError):
            folder.rmdir()  # its process had not come as far as to lock it
            continue
        try:
            with _lock(folder).acquire(timeout=0):
                settle(folder)
                shutil.rmtree(folder, ignore_errors=True)
        except Timeout:
            continue
        shutil.rmtree(folder, ignore_errors=True)  # Windows left the lock, which was open


def _lock(folder: Path) -> FileLock:
    return FileLock(folder / _LOCK, thread_local=False)
