"""Tells whether anything that a site is made of has changed, without reading a single note as such."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path


def inputs(root: Path, folders: Iterable[str]) -> str | None:
    """Return the digest of all files of some folders and of the commit that the repository is at, in hexadecimal.

    None where a link leads on to files elsewhere, or where a file can't be read.
    """
    digest = hashlib.blake2b(_commit(root), digest_size=20)
    try:
        for folder in folders:
            for path in _files(f"{root}{os.sep}{folder}"):
                with open(path, "rb") as file:  # noqa: PTH123 # thousands of files are read
                    data = file.read()
                digest.update(f"{len(path)} {path} {len(data)} ".encode("utf-8", "surrogateescape"))
                digest.update(data)
    except OSError:
        return None
    return digest.hexdigest()


def _files(folder: str) -> Iterator[str]:
    """Yield the files below a folder, but for those that no build reads.

    Raises:
        OSError: something is there that is neither a file nor a folder.
    """
    if not os.path.isdir(folder):  # noqa: PTH112
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)
        elif entry.is_file(follow_symlinks=False):
            yield entry.path
        else:
            raise OSError(entry.path)


def _commit(root: Path) -> bytes:
    """Return what notes without a date have theirs from."""
    command = ["git", "-C", str(root), "rev-parse", "HEAD", "--is-shallow-repository"]
    try:
        return subprocess.run(command, capture_output=True, check=False).stdout  # noqa: S603
    except OSError:
        return b""
