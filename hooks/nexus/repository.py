"""Reads the repository's files: the only part of the package that touches the file system for notes.

Dot-files and folders that are dot-files are never read, nor is what a symbolic link leads to if it is one of them
or outside the repository.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from nexus.kinds import KINDS
from nexus.problem import Problem, Span

MARKDOWN_SUFFIXES = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Markdown file as it was read."""

    path: str
    """Path from the repository root, with forward slashes."""
    text: str
    """Its text with `\\n` line breaks and without a byte order mark."""
    problems: tuple[Problem, ...] = ()


class Repository:
    """The files of a portfolio below its root folder."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def files(self) -> list[str]:
        """Return the paths of all files in the note folders and `docs`, sorted."""
        return sorted(path for kind in KINDS for path in self._below(kind.folder, frozenset()))

    def folders(self, path: str) -> list[str]:
        """Return the names of the folders in a folder, sorted; none where it isn't there."""
        top = self.root / path
        if not top.is_dir():
            return []
        return sorted(entry.name for entry in top.iterdir() if entry.is_dir() and not entry.name.startswith("."))

    def exists(self, path: str) -> bool:
        """Say whether a repository path is a file that would be published."""
        hidden = any(part.startswith(".") for part in re.split(r"[\\/]", path))
        return not hidden and (self.root / path).is_file()

    def read(self, path: str) -> SourceFile:
        """Read a Markdown file; what is not UTF-8 is shown as � and is a problem."""
        try:
            data = (self.root / path).read_bytes()
        except OSError as error:
            return SourceFile(path, "", (_file_problem(path, f"cannot be read: {error.strerror}"),))
        problems: tuple[Problem, ...] = ()
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16", errors="replace")
            problems = (_encoding_problem(path, text, 1, 1),)
        else:
            try:
                text = data.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                text = data.decode("utf-8-sig", errors="replace")
                before = data[: error.start].decode("utf-8-sig", errors="replace")
                before = before.replace("\r\n", "\n").replace("\r", "\n")
                line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
                problems = (_encoding_problem(path, text, line, column),)
        return SourceFile(path, text.replace("\r\n", "\n").replace("\r", "\n"), problems)

    def _below(self, folder: str, above: frozenset[str]) -> Iterator[str]:
        real = os.path.realpath(self.root / folder)
        if real in above or not self._inside(real):  # a link that loops, or leaves the repository
            return
        try:
            entries = sorted(os.scandir(self.root / folder), key=lambda entry: entry.name)
        except OSError:
            return
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from self._below(path, above | {real})
            elif entry.is_file() and (not entry.is_symlink() or self._inside(os.path.realpath(entry.path))):
                yield path

    def real(self, path: str) -> str:
        """Return the path of what a path leads to, which is another where a link is in it."""
        return Path(os.path.relpath(os.path.realpath(self.root / path), self.root)).as_posix()

    def _inside(self, real: str) -> bool:
        return is_visible(self.root, Path(real))


def is_visible(root: PurePath, real: PurePath) -> bool:
    """Say whether what a link leads to is neither outside of the repository nor hidden in it."""
    return real.is_relative_to(root) and not any(part.startswith(".") for part in real.relative_to(root).parts)


def is_markdown(path: str) -> bool:
    """Say whether a path is a note's rather than an asset's."""
    return path.endswith(MARKDOWN_SUFFIXES)


def _file_problem(path: str, message: str) -> Problem:
    return Problem(path=path, span=Span(1), code="unreadable-file", message=message)


def _encoding_problem(path: str, text: str, line: int, column: int) -> Problem:
    lines = text.splitlines()
    return Problem(
        path=path,
        span=Span(line, column),
        code="not-utf-8",
        message="the file is not UTF-8",
        hint="save it again with the encoding UTF-8",
        source_line=lines[line - 1] if line <= len(lines) else "",
    )
