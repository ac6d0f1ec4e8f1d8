"""Reads the repository's files: the only part of the package that touches the file system for notes.

Dot-files and folders that are dot-files are never read, nor is what a symbolic link leads to if it is one of them
or outside the repository.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from nexus_core.problems.characters import INVISIBLE
from nexus_core.problems.problem import Problem, Span
from nexus_core.read.decoding import SourceFile, decode
from nexus_core.read.secret_files import SECRET, secret_files

MARKDOWN_SUFFIXES = (".md", ".markdown")

_CLOSED = ("this symbolic link leads to what is not published", "remove it, or put a copy of the file here")


class Repository:
    """The files of a portfolio: those in some top folders below its root."""

    def __init__(self, root: Path, top_folders: Sequence[str]) -> None:
        self.root = root.resolve()
        self.top_folders = tuple(top_folders)

    def files(self) -> list[str]:
        """Return the paths of all files in the note folders and `docs`, sorted."""
        return self.survey()[0]

    def survey(self) -> tuple[list[str], list[Problem]]:
        """Return the paths of all files in the note folders and `docs`, sorted, and why others are none."""
        found = [item for folder in self.top_folders for item in self._top(folder)]
        paths = sorted(item for item in found if isinstance(item, str))
        return paths, [item for item in found if isinstance(item, Problem)]

    def folders(self, path: str) -> list[str]:
        """Return the names of the folders in a folder, sorted; none where it isn't there."""
        top = self.root / path
        if not top.is_dir():
            return []
        return sorted(entry.name for entry in top.iterdir() if entry.is_dir() and not entry.name.startswith("."))

    def exists(self, path: str) -> bool:
        """Say whether a repository path is a file that would be published."""
        file = str(self.root / path)
        hidden = any(part.startswith(".") for part in re.split(r"[\\/]", path))
        # What no file can be called is no file: pathlib raises for some such names.
        return not hidden and os.path.isfile(file) and self._is_open(os.path.realpath(file))  # noqa: PTH113

    def read(self, path: str) -> SourceFile:
        """Read a Markdown file; what is no text is shown as � and is a problem."""
        try:
            data = (self.root / path).read_bytes()
        except OSError as error:
            hint = "let everybody who builds the site read it" if isinstance(error, PermissionError) else ""
            return SourceFile(path, "", (_problem(path, f"cannot be read: {error.strerror}", hint),))
        return decode(path, data)

    def _top(self, folder: str) -> Iterator[str | Problem]:
        if self._is_open(os.path.realpath(self.root / folder)):
            yield from self._below(folder, frozenset())
        else:
            yield _problem(folder, *_CLOSED)

    def _below(self, folder: str, above: frozenset[str], *, linked: bool = False) -> Iterator[str | Problem]:
        """Yield the files below a folder, and why others are none; `linked` if a link leads to the folder."""
        try:
            entries = sorted(os.scandir(self.root / folder), key=lambda entry: entry.name)
        except OSError as error:
            # Windows has "not a directory" for what isn't there.
            if not isinstance(error, FileNotFoundError | NotADirectoryError):
                yield _problem(
                    folder, f"cannot be read: {error.strerror}", "let everybody who builds the site read it"
                )
            return
        above |= {os.path.realpath(self.root / folder)}
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.name.startswith("."):
                continue
            why_not = _why_no_name(entry.name) or self._why_no_link(entry, above, linked=linked)
            if why_not:
                yield _problem(path, *why_not)
            elif entry.is_dir():
                yield from self._below(path, above, linked=linked or entry.is_symlink())
            elif entry.is_file():
                yield path
            else:
                yield _problem(path, "this is neither a file nor a folder", "take it out of the note folders")

    def _why_no_link(
        self, entry: os.DirEntry[str], above: frozenset[str], *, linked: bool
    ) -> tuple[str, str] | None:
        """Return why a symbolic link is not followed, and what to do; None for whatever may be read."""
        if not entry.is_symlink():
            return None
        try:
            real = str(Path(entry.path).resolve(strict=True))
        except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise RuntimeError for a loop
            return "this symbolic link leads nowhere", "remove it, or mend where it leads"
        if not self._is_open(real):
            return _CLOSED
        if next(secret_files([real.replace(os.sep, "/")]), None):
            return SECRET
        if any(Path(folder).is_relative_to(real) for folder in above):
            return "this symbolic link leads to a folder that it lies in", "remove it"
        if linked and entry.is_dir():
            return "this symbolic link is behind another one, and not followed", "remove it, or make it a folder"
        return None

    def _is_open(self, real: str) -> bool:
        return is_visible(self.root, Path(real))


def is_visible(root: PurePath, real: PurePath) -> bool:
    """Say whether what a link leads to is neither outside of the repository nor hidden in it."""
    return real.is_relative_to(root) and not any(part.startswith(".") for part in real.relative_to(root).parts)


def is_markdown(path: str) -> bool:
    """Say whether a path is a note's rather than an asset's."""
    return path.endswith(MARKDOWN_SUFFIXES)


def _why_no_name(name: str) -> tuple[str, str] | None:
    """Return why a file can't have its name, and what to do."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return "the name of this file is not UTF-8", "rename it"
    if INVISIBLE.search(name):
        return "the name of this file has a control character", "rename it"
    return None


def _problem(path: str, message: str, hint: str = "") -> Problem:
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return Problem(path=shown, span=Span(1), code="unreadable-file", message=message, hint=hint)
