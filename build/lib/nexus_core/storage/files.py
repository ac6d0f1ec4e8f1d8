"""Writes one file at once, or several of which all are written or none.

No system renames several files at once. So each is first written into a scratch folder, and then hard-linked into
its place. While both are the same file, it can be undone: by this process, or after a kill by the next. A scratch
folder that somebody has put into a repository has no such links, so it can't make us touch anything else.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from nexus_core.storage.scratch import ScratchFolder, clear_abandoned

_PREFIX = ".nexus-files-"
_PLAN = "plan.json"
"""Which files and folders are made; it is there from when all is staged until all is in place."""


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file, or replace it at once: a reader sees the old one or the new one.

    Of a symlink, the file that it leads to is replaced.

    Raises:
        OSError: it can't be written, and what was there is still there; the error names the file.
    """
    target = path.resolve()
    with _naming(target):
        undo_abandoned(target.parent)
        with ScratchFolder(target.parent, _PREFIX) as folder:
            staged = folder.new / "0"
            staged.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
            if target.exists():
                _keep_mode(target, staged)
            staged.replace(target)


def write_files(root: Path, texts: Mapping[str, str], *, overwrite: bool = False) -> None:
    """Write files below a folder, by their paths: all of them or none.

    Args:
        root: the folder.
        texts: the text of each file.
        overwrite: whether files that exist are replaced, through symlinks too; else one that exists is an error.

    Raises:
        OSError: one can't be written, and the tree is as it was; the error names the file.
    """
    root = root.resolve()
    with _naming(root):
        folder = ScratchFolder(root, _PREFIX)
    targets = [(root / path).resolve() if overwrite else root / path for path in texts]
    files = {folder.new / str(number): target for number, target in enumerate(targets)}
    plan = folder.scratch / _PLAN
    with folder:
        try:
            for (staged, target), text in zip(files.items(), texts.values(), strict=True):
                with _naming(target):
                    _stage(staged, target, text, overwrite=overwrite)
            missing = _missing_folders(targets)
            with _naming(root):
                plan.write_text(json.dumps([_relative(targets, root), _relative(missing, root)]), encoding="utf-8")
            for above in missing:
                above.mkdir()
            for staged, target in files.items():
                with _naming(target):
                    _put(staged, target)
            plan.unlink()
        finally:
            _undo(folder.scratch, root)


def undo_abandoned(root: Path) -> list[str]:
    """Undo what killed processes had begun to write below a folder, and return the paths of these files."""
    undone: list[str] = []
    clear_abandoned(root, _PREFIX, lambda folder: undone.extend(_undo(folder, root.resolve())))
    return undone


def _stage(staged: Path, target: Path, text: str, *, overwrite: bool) -> None:
    """Write a file's new text into the scratch folder, and copy the old one beside it."""
    staged.write_bytes(text.encode("utf-8"))
    if os.path.lexists(target):
        if not overwrite:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        _keep_mode(target, staged)
        shutil.copy2(target, _old(staged))


def _missing_folders(targets: Iterable[Path]) -> list[Path]:
    """Return the folders that files need and that aren't there, the outermost first."""
    above = dict.fromkeys(folder for target in targets for folder in reversed(target.parents))
    return [folder for folder in above if not folder.exists()]


def _put(staged: Path, target: Path) -> None:
    if _old(staged).exists():
        link = staged.with_suffix(".link")
        os.link(staged, link)
        link.replace(target)
    else:
        os.link(staged, target)  # unlike a rename, a link never replaces a file


def _undo(scratch: Path, root: Path) -> list[str]:
    """Undo as much of the plan in a scratch folder as was done, and return the paths of the files."""
    plan = scratch / _PLAN
    try:
        (files, folders), planned = json.loads(plan.read_text(encoding="utf-8")), plan.stat().st_mtime_ns
        staged = [scratch / "new" / str(number) for number in range(len(files))]
        undone = [path for path, new in zip(files, staged, strict=True) if _undo_file(root / path, new, planned)]
        made = [folder for path in reversed(folders) if (folder := root / path).resolve().is_relative_to(root)]
    except (OSError, ValueError, TypeError):
        return []  # there is no plan: nothing was put in place yet, or all was
    for folder in made:
        with suppress(OSError):  # not made yet, or somebody has put something into it
            folder.rmdir()
    return undone


def _undo_file(target: Path, staged: Path, planned: int) -> bool:
    """Undo one file, unless it was never put in place, or was edited since."""
    try:
        if not staged.samefile(target) or target.stat().st_mtime_ns > planned:
            return False
        if _old(staged).exists():
            _old(staged).replace(target)
        else:
            target.unlink()
    except OSError:  # no file can have such a path, or this one can't be changed any more
        return False
    return True


def _old(staged: Path) -> Path:
    return staged.with_suffix(".old")


def _keep_mode(old: Path, new: Path) -> None:
    """Give a new file the mode of the old one, which must be writable, as for any other program."""
    if not os.access(old, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    shutil.copymode(old, new)


def _relative(paths: Iterable[Path], root: Path) -> list[str]:
    return [Path(os.path.relpath(path, root)).as_posix() for path in paths]


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let an error name the file that was to be written, rather than one in a scratch folder or none."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
