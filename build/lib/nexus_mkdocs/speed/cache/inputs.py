"""Tells whether anything that a site is made of has changed, without reading a single note as such."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from nexus_core.model.unpublished import today
from nexus_core.read.run_record import PATH as RECORD
from nexus_mkdocs.speed.cache.file import FileStat
from nexus_mkdocs.speed.cache.fingerprint import read_folders
from nexus_mkdocs.speed.cache.outputs import file_stat, files_below

_INHERITED = re.compile(r"^INHERIT:[ \t]*(?P<quote>['\"]?)(?P<path>\S.*?)(?P=quote)[ \t]*(?:#.*)?$", re.MULTILINE)


def digest_of_inputs(root: Path, folders: Iterable[str]) -> str | None:
    """Return the digest of all that a site is made of: files of some folders, what ran, the commit, and the day.

    What git ignores is no part of the site: so the root's `.gitignore` counts too, and that of each folder.

    None where a link leads on to files elsewhere, or where a file can't be read.
    """
    # There may be notes that are published until a day, or from one.
    digest = hashlib.blake2b(f"{today()} ".encode() + _commit(root), digest_size=20)
    try:
        with suppress(FileNotFoundError):
            digest.update((root / ".gitignore").read_bytes())
        for folder in folders:
            for path in _files(f"{root}{os.sep}{folder}"):
                with open(path, "rb") as file:  # noqa: PTH123 # thousands of files are read
                    data = file.read()
                digest.update(f"{len(path)} {path} {len(data)} ".encode("utf-8", "surrogateescape"))
                digest.update(data)
        if os.path.isfile(record := f"{root}{os.sep}{RECORD}"):  # noqa: PTH113
            digest.update(Path(record).read_bytes())
    except OSError:
        return None
    return digest.hexdigest()


def source_stats(config: MkDocsConfig, folders: Iterable[str]) -> Mapping[str, FileStat | None]:
    """Return the stat of each source of a site: of files in some folders by their paths, of others by full ones."""
    root = Path(config.config_file_path).parent
    below = {f"{folder}/{path}": stat for folder in folders for path, stat in files_below(root / folder).items()}
    seen = {path: stat for path, stat in below.items() if "/." not in path}
    around = {
        str(folder / path): stat for folder in read_folders(config) for path, stat in files_below(folder).items()
    }
    others = (root / RECORD, *_settings(Path(config.config_file_path)))
    return {**seen, **around, **{str(path): file_stat(path) for path in others}}


def _settings(path: Path) -> Iterator[Path]:
    """Yield a file of settings, and those that it inherits from."""
    known: set[Path] = set()
    while path not in known:
        known.add(path)
        yield path
        try:
            inherited = _INHERITED.search(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        path = path.parent / inherited["path"] if inherited else path


def _files(folder: str) -> Iterator[str]:
    """Yield the files below a folder, but for those that no build reads.

    Raises:
        OSError: something there is neither a file nor a folder.
    """
    if not os.path.isdir(folder):  # noqa: PTH112
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith(".") and entry.name != ".gitignore":
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
