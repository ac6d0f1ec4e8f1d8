"""Reference implementations: the code in a project's `reference/`, whose README names what tests it.

A sample of that README that is titled `Tests` runs in a copy of the folder, so its digest is of the folder's files
too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from nexus_core.read.samples import Sample

TITLE = "Tests"
"""The title of the sample that tests what is in the folder."""

_README = re.compile(r"projects/.+/reference/(?:README|index)\.md")
_MADE = frozenset({"node_modules", "__pycache__"})
"""Folders that running the code makes."""


def is_reference(path: str) -> bool:
    """Return whether a path is that of a reference implementation's README."""
    return _README.fullmatch(path) is not None


def reference_files(readme: str, paths: Iterable[str]) -> list[str]:
    """Return those of some paths that belong to the reference implementation of a README."""
    folder = f"{readme.rpartition('/')[0]}/"
    return [path for path in paths if path.startswith(folder) and not _MADE.intersection(path.split("/"))]


def digest_of(root: Path, paths: Iterable[str]) -> str:
    """Return the digest of files below a root, in hexadecimal; an empty text where one can't be read."""
    digest = hashlib.blake2b(digest_size=20)
    try:
        for path in paths:
            data = (root / path).read_bytes()
            digest.update(f"{len(path)} {path} {len(data)} ".encode("utf-8", "surrogatepass"))
            digest.update(data)
    except OSError:
        return ""
    return digest.hexdigest()


def digest_with(sample: Sample, files: str) -> str:
    """Return the digest of all that runs with a sample.

    Args:
        sample: the sample.
        files: the digest of the files beside its note, if that is the README of a reference implementation.
    """
    if not files or sample.title != TITLE:
        return sample.digest
    return hashlib.blake2b(f"{sample.digest} {files}".encode(), digest_size=20).hexdigest()
