"""Locked temporary folders beside what is written; those of a killed process are cleared away by the next one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

_LOCK = ".lock"
"""Held while its process lives; the system releases it however the process ends."""


class ScratchFolder:
    """A folder that only this process uses, and git ignores."""

    def __init__(self, parent: Path, prefix: str) -> None:
        """Make a folder whose name begins with a prefix.

        Raises:
            OSError: it can't be made, or the disk is full.
        """
        self.scratch = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        self.new = self.scratch / "new"
        """A folder in it for new content."""
        self._lock = FileLock(self.scratch / _LOCK, thread_local=False)
        try:
            self._lock.acquire()
            (self.scratch / ".gitignore").write_text("*\n", encoding="utf-8")
            self.new.mkdir()
        except OSError:
            self._remove()
            raise

    def close(self) -> None:
        """Remove the folder with all that is in it."""
        self._remove()

    def _remove(self) -> None:
        self._lock.release()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def clear_abandoned(parent: Path, prefix: str, settle: Callable[[Path], None] = lambda folder: None) -> None:
    """Remove the scratch folders of processes that have ended, after `settle` has undone or finished their work.

    A folder that can't be settled stays, for a later process to try again.
    """
    with suppress(OSError):
        for folder in [path for path in parent.iterdir() if path.name.startswith(prefix) and path.is_dir()]:
            with suppress(OSError):
                folder.rmdir()  # its process was killed before it was locked
                continue
            with suppress(OSError, Timeout):
                with FileLock(folder / _LOCK, timeout=0):
                    settle(folder)
                    shutil.rmtree(folder, ignore_errors=True)
                shutil.rmtree(folder, ignore_errors=True)  # Windows can't remove a lock that is held
