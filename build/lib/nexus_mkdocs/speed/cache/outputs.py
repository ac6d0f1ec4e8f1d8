"""The files of a site: their stat, to notice when something else has written to it, and how they get there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from nexus_mkdocs.speed.cache.file import FileStat, digest_of


def digest_of_site(files: Mapping[str, FileStat]) -> str:
    """Return the digest of the stat of a site's files."""
    return digest_of(repr(sorted(files.items())))


def files_below(folder: Path) -> Mapping[str, FileStat]:
    """Return the stat of each file below a folder, by its path from there with forward slashes."""
    found: dict[str, FileStat] = {}
    _collect(str(folder), "", found)
    return found


def file_stat(path: str | os.PathLike[str]) -> FileStat | None:
    """Return the stat of a file; None where there is no file."""
    try:
        status = os.stat(path)  # noqa: PTH116 # thousands of files are asked
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def source_stat(path: str) -> list[int] | None:
    """Return the stat of a file that is copied into a site; None where there is no file.

    What is written to it counts even where its size and its time stay: that changes the third number, which no
    program can set.
    """
    try:
        status = os.stat(path)  # noqa: PTH116 # hundreds of files are asked
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def put_in_place(
    built: Path, site: Path, previous: Mapping[str, FileStat], stays: Collection[str]
) -> dict[str, FileStat]:
    """Move what was built into a site, file by file, and remove what is not to stay there.

    At any moment each file is an old one or a new one, and where nothing but bodies of notes has changed, any of
    the old ones go with any of the new.

    Args:
        built: the folder of what was built, which is empty of files afterwards.
        site: the folder of the site.
        previous: the stat of the site's files.
        stays: those that stay if nothing was built in their place.

    Returns:
        The stat of the files after that.
    """
    found = {path: stat for path, stat in previous.items() if path in stays}
    for path in files_below(built):
        target = site / path
        _make_way(target, site)
        target.parent.mkdir(parents=True, exist_ok=True)
        (built / path).replace(target)
        stat = file_stat(target)
        if stat:
            found[path] = stat
    for path in previous.keys() - found.keys():
        if (site / path).is_file():  # a folder may have taken its place, or a file that of its folder
            (site / path).unlink()
            _remove_empty((site / path).parent, site)
    return found


def _make_way(target: Path, site: Path) -> None:
    """Remove a file in the place of a folder that a target lies in, and a folder in the place of the target."""
    for folder in target.parents[: len(target.relative_to(site).parents) - 1]:
        if folder.is_file():
            folder.unlink()
    if target.is_dir():
        shutil.rmtree(target)


def link_into(built: Path, paths: Iterable[str], site: Path) -> None:
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


def _collect(folder: str, prefix: str, found: dict[str, FileStat]) -> None:
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
