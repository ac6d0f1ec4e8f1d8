"""The files of a site: what they are like, to notice when somebody has written to it, and how they get there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from nexus_mkdocs.speed.cache.header import digest_of

Like = tuple[int, int]
"""A file's size in bytes and the time of its last change in nanoseconds."""


def digest_of_site(files: Mapping[str, Like]) -> str:
    """Return the digest of what a site's files are like."""
    return digest_of(repr(sorted(files.items())))


def files_below(folder: Path) -> Mapping[str, Like]:
    """Return what each file below a folder is like, by its path from there with forward slashes."""
    found: dict[str, Like] = {}
    _collect(str(folder), "", found)
    return found


def like(path: str | os.PathLike[str]) -> Like | None:
    """Return what a file is like; None where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 # thousands of files are asked
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def source_like(path: str) -> list[int] | None:
    """Return what a file is like that is copied into a site; None where there is none.

    What is written to it counts even where its size and its time stay: that changes the third number, which no
    program can set.
    """
    try:
        status = os.stat(path)  # noqa: PTH116 # hundreds of files are asked
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def put_in_place(built: Path, site: Path, before: Mapping[str, Like], left: Collection[str]) -> dict[str, Like]:
    """Move what was built into a site, file by file, and remove what is not to be left there.

    At any moment each file is an old one or a new one, and where nothing but bodies of notes has changed, any of
    the old ones go with any of the new.

    Args:
        built: the folder of what was built, which is empty of files afterwards.
        site: the folder of the site.
        before: what the site's files are like.
        left: those that stay if nothing was built in their place.

    Returns:
        What the files are like then.
    """
    found = {path: state for path, state in before.items() if path in left}
    for path in files_below(built):
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (built / path).replace(target)
        state = like(target)
        if state:
            found[path] = state
    for path in before.keys() - found.keys():
        (site / path).unlink(missing_ok=True)
        _remove_empty((site / path).parent, site)
    return found


def link(paths: Iterable[str], site: Path, built: Path) -> None:
    """Give files of a site a place in the one that is to replace it."""
    for path in paths:
        target = built / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(site / path, target)
        except OSError:  # a file system without links
            shutil.copy2(site / path, target)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _collect(folder: str, prefix: str, found: dict[str, Like]) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            _collect(entry.path, f"{prefix}{entry.name}/", found)
        else:
            status = entry.stat(follow_symlinks=False)
            found[prefix + entry.name] = (status.st_size, status.st_mtime_ns)
