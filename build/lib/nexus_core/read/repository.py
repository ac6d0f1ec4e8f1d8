"""Reads the repository's files: the only part of the package that touches the file system for notes.

Hidden files and folders (whose names begin with a dot) and `node_modules` are never read, nor are the targets of
symbolic links that are hidden or lie outside the note folders and `docs`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path, PurePath

from nexus_core.problems.characters import INVISIBLE, NON_PRINTABLE
from nexus_core.problems.problem import Problem, Span
from nexus_core.read.decoding import SourceFile, decode
from nexus_core.read.git import git_output
from nexus_core.read.mkdocs_settings import note_limit
from nexus_core.read.secret_files import SECRET, is_secret

MARKDOWN_SUFFIXES = (".md", ".markdown")

MAX_DEPTH, MAX_PATH = 60, 1000
"""Folders within folders that are read, and bytes of a folder's path: a site has more before and after them."""

_OF_PROGRAMS = frozenset({"node_modules", "__pycache__"})
"""Folders that programs fill, of which nothing is read."""

_UNPUBLISHED = ("the target of this symbolic link is not published", "remove it, or put a copy of the file here")


class Repository:
    """The files of a portfolio: those in some top folders below its root."""

    def __init__(self, root: Path, top_folders: Sequence[str]) -> None:
        self.root = root.resolve()
        self.top_folders = tuple(top_folders)

    @cached_property
    def note_limit(self) -> int:
        """How many bytes a note may have."""
        return note_limit(self.root)

    def files(self) -> list[str]:
        """Return the paths of all files in the note folders and `docs`, sorted."""
        return self.survey()[0]

    def survey(self) -> tuple[list[str], list[Problem]]:
        """Return the sorted paths of all files in the note folders and `docs`, and what is wrong with others."""
        found = [item for folder in self.top_folders for item in self._top(folder)]
        paths = sorted(item for item in found if isinstance(item, str))
        return paths, [item for item in found if isinstance(item, Problem)]

    def folders(self, path: str) -> list[str]:
        """Return the names of the folders in a folder, sorted; none if it doesn't exist."""
        top = self.root / path
        if not top.is_dir():
            return []
        return sorted(entry.name for entry in top.iterdir() if entry.is_dir() and not entry.name.startswith("."))

    def exists(self, path: str) -> bool:
        """Return whether a repository path is a file that would be published."""
        file = str(self.root / path)
        hidden = any(part.startswith(".") for part in re.split(r"[\\/]", path))
        # What no file can be called is no file: pathlib raises for some such names.
        return not hidden and os.path.isfile(file) and self._is_published(os.path.realpath(file))  # noqa: PTH113

    def read(self, path: str) -> SourceFile:
        """Read a Markdown file; bytes that are not text become � and a problem."""
        try:
            size = (self.root / path).stat().st_size
            if size > self.note_limit:
                hint = (
                    "split it, move it out of the note folders, or raise 'note_limit' below 'extra' in mkdocs.yml"
                )
                return SourceFile(path, "", (_problem(path, f"is too large for a note: {size:,} bytes", hint),))
            data = (self.root / path).read_bytes()
        except OSError as error:
            hint = "make it readable for everyone who builds the site" if isinstance(error, PermissionError) else ""
            return SourceFile(path, "", (_problem(path, f"cannot be read: {error.strerror}", hint),))
        return decode(path, data)

    def text(self, path: str, most: int) -> str | None:
        """Return the text of a file; None if it has more bytes than `most`, can't be read or is no UTF-8."""
        try:
            with (self.root / path).open("rb") as file:
                data = file.read(most + 1)
            text = data.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return None
        return None if len(data) > most or NON_PRINTABLE.search(text) else text.replace("\r\n", "\n")

    def ignored(self, folders: Sequence[str]) -> tuple[str, ...]:
        """Return the paths of what git ignores below some folders; those of whole folders end with a slash."""
        options = ("-z", "--others", "--ignored", "--exclude-standard", "--directory")
        listed = git_output(self.root, "ls-files", *options, "--", *folders) if folders else ""
        return tuple(filter(None, listed.split("\0")))

    def _top(self, folder: str) -> Iterator[str | Problem]:
        if self._is_published(os.path.realpath(self.root / folder)):
            yield from self._below(folder, frozenset())
        else:
            yield _problem(folder, *_UNPUBLISHED)

    def _below(self, folder: str, above: frozenset[str], *, linked: bool = False) -> Iterator[str | Problem]:
        """Yield the files below a folder, and problems; `linked` if a symbolic link led to the folder."""
        try:
            entries = sorted(os.scandir(self.root / folder), key=lambda entry: entry.name)
        except OSError as error:
            # Windows has "not a directory" for what isn't there.
            if not isinstance(error, FileNotFoundError | NotADirectoryError):
                yield _problem(
                    folder, f"cannot be read: {error.strerror}", "make it readable for everyone who builds the site"
                )
            return
        above |= {os.path.realpath(self.root / folder)}
        if folder.count("/") >= MAX_DEPTH or len(os.fsencode(folder)) > MAX_PATH:
            yield _problem(folder, "this folder lies too deep", "move it up: nothing below it is read")
            return
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.name.startswith(".") or entry.name in _OF_PROGRAMS:
                continue
            problem = _name_problem(entry.name) or self._link_problem(entry, above, linked=linked)
            if problem:
                yield _problem(path, *problem)
            elif entry.is_dir():
                yield from self._below(path, above, linked=linked or entry.is_symlink())
            elif entry.is_file():
                yield path
            else:
                yield _problem(path, "this is neither a file nor a folder", "move it out of the note folders")

    def _link_problem(
        self, entry: os.DirEntry[str], above: frozenset[str], *, linked: bool
    ) -> tuple[str, str] | None:
        """Return why a symbolic link is not followed, and what to do; None for anything that may be read."""
        if not entry.is_symlink():
            return None
        try:
            real = str(Path(entry.path).resolve(strict=True))
        except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise RuntimeError for a loop
            return "broken symbolic link", "remove it, or correct its target"
        if not self._is_published(real):
            return _UNPUBLISHED
        if is_secret(real.replace(os.sep, "/")):
            return SECRET
        if any(Path(folder).is_relative_to(real) for folder in above):
            return "symlink cycle: this link leads to a folder that contains it", "remove it"
        if linked and entry.is_dir():
            return "nested symlinks are not followed", "replace it with a folder"
        return None

    def _is_published(self, real: str) -> bool:
        return is_visible(self.root, self.top_folders, Path(real))


def is_visible(root: PurePath, folders: Sequence[str], real: PurePath) -> bool:
    """Return whether the target of a link lies in one of some top folders, and is not hidden."""
    is_inside = any(real.is_relative_to(root / folder) for folder in folders)
    return is_inside and not any(part.startswith(".") for part in real.relative_to(root).parts)


def is_markdown(path: str) -> bool:
    """Return whether a path is a note's rather than an asset's."""
    return path.endswith(MARKDOWN_SUFFIXES)


def _name_problem(name: str) -> tuple[str, str] | None:
    """Return what is wrong with the name of a file, and what to do, or None."""
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
