"""Reads the notes of a git revision into a temporary folder, as a repository like the working tree.

Git is asked for the objects themselves (`ls-tree`, `cat-file`), so no filter, attribute, submodule or symbolic link
of a revision takes effect. A symbolic link to something else in the revision is replaced by a copy of its target.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from nexus_core.problems.problem import Problem, Span
from nexus_core.problems.spelling import did_you_mean
from nexus_core.read.decoding import SourceFile
from nexus_core.read.repository import Repository, is_markdown
from nexus_core.read.source_code import is_source

MAX_COPIES = 20_000
"""Files that symbolic links may expand to: far above any portfolio, far below what a tree of links can reach."""
MAX_NOTE = 4 * 1024 * 1024
"""Bytes of one note; a larger one is a problem and is not read."""
MAX_NOTES = 256 * 1024 * 1024
"""Bytes of all notes together."""

SETTINGS = "mkdocs.yml"
"""Read with the notes, since it says which addresses are the site's own."""

_LINK = "120000"
_LFS = b"version https://git-lfs.github.com/spec/"
_INCOMPLETE = "this clone lacks files of the revision: fetch it whole, without --filter"


class RevisionError(Exception):
    """A revision can't be read; the message says why and what to do."""


class _Blob(NamedTuple):
    mode: str
    name: str
    size: int


class _RevisionRepository(Repository):
    def __init__(
        self, root: Path, top_folders: Sequence[str], files: Iterable[str], unread: Mapping[str, str]
    ) -> None:
        super().__init__(root, top_folders)
        self._files = frozenset(files)
        self._unread = unread

    def exists(self, path: str) -> bool:
        return path in self._files

    def read(self, path: str) -> SourceFile:
        if path not in self._unread:
            return super().read(path)
        problem = Problem(path=path, span=Span(1), code="unreadable-file", message=self._unread[path])
        return SourceFile(path, "", (problem,))


@contextmanager
def repository_at(repository: Repository, revision: str) -> Iterator[Repository]:
    """Provide the repository as it was at a revision, until the context ends.

    Raises:
        RevisionError: there is no such revision, or its files can't be read.
    """
    root, top_folders = repository.root, repository.top_folders
    files = _files(root, revision)
    notes = {path: blob for path, blob in files.items() if path == SETTINGS or _is_note(path, top_folders)}
    small = {path: blob.name for path, blob in notes.items() if blob.size <= MAX_NOTE}
    if sum(notes[path].size for path in small) > MAX_NOTES:
        raise RevisionError(f"the notes of '{revision}' are larger than {MAX_NOTES // 1024 // 1024} MB together")
    contents = _read(root, small.values())
    unread = dict.fromkeys(notes.keys() - small.keys(), f"is larger than {MAX_NOTE // 1024 // 1024} MB")
    with tempfile.TemporaryDirectory(prefix="nexus-", ignore_cleanup_errors=True) as folder:
        for path in files:
            if is_source(path) and path not in notes:  # which folders are code shows in the names of their files
                _write(Path(folder, path), b"")
        for path in notes:
            data = contents[small[path]] if path in small else b""
            if data.startswith(_LFS):
                unread[path] = "is kept in Git LFS, so that its text is not in the revision"
            _write(Path(folder, path), data)
        yield _RevisionRepository(Path(folder), top_folders, files, unread)


def _is_note(path: str, top_folders: Iterable[str]) -> bool:
    return is_markdown(path) and any(path.startswith(f"{folder}/") for folder in top_folders)


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise RevisionError(f"a file of the revision can't be written here: {error.strerror}") from None


def _files(root: Path, revision: str) -> dict[str, _Blob]:
    """Return the visible files of a revision by path, with copies in place of symbolic links."""
    listed = dict(_list(root, revision))
    files = {path: blob for path, blob in listed.items() if blob.mode != _LINK}
    links = {path: blob.name for path, blob in listed.items() if blob.mode == _LINK and blob.size < MAX_NOTE}
    targets = _read(root, links.values()) if links else {}
    below = _by_folder(files) if links else {}
    copies: dict[str, _Blob] = {}
    for path, name in links.items():
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), os.fsdecode(targets[name])))
        found = below.get(target, ())
        if len(copies) + len(found) > MAX_COPIES:
            raise RevisionError(f"the links of '{revision}' lead to more than {MAX_COPIES:,} files")
        copies |= {path + source[len(target) :]: files[source] for source in found}
    return copies | files


def _by_folder(paths: Iterable[str]) -> dict[str, list[str]]:
    """Return the files at and below every path that can be the target of a link."""
    below: dict[str, list[str]] = {}
    for path in paths:
        target = path
        while target:
            below.setdefault(target, []).append(path)
            target = posixpath.dirname(target)
    return below


def _list(root: Path, revision: str) -> Iterator[tuple[str, _Blob]]:
    """Yield the files and links below the portfolio's root, without hidden ones and those without a safe name."""
    if revision.startswith("-"):
        raise RevisionError(f"'{revision}' is an option where a revision belongs")
    run = run_git(root, "ls-tree", "-r", "-z", "-l", revision)
    if run.returncode:
        raise RevisionError(_unreadable(root, revision))
    for entry in run.stdout.split(b"\0"):
        facts, _, name = entry.partition(b"\t")
        mode, kind, blob, size = os.fsdecode(facts).split() if facts else ("", "", "", "")
        path = os.fsdecode(name)
        # A part that begins with a dot is hidden, and so are `..` and what would lead out of a folder.
        if kind == "blob" and not any(part.startswith(".") or not part for part in path.split("/")):
            yield path, _Blob(mode, blob, int(size) if size.isdecimal() else 0)


def _read(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return the contents of blobs by their names."""
    wanted = tuple(dict.fromkeys(names))
    if not wanted:
        return {}
    output = run_git(root, "cat-file", "--batch", stdin="".join(f"{name}\n" for name in wanted).encode()).stdout
    contents = {}
    position = 0
    for name in wanted:
        end = output.find(b"\n", position)
        header = output[position:end].split()
        if end < 0 or len(header) != 3:
            raise RevisionError(_INCOMPLETE)
        size = int(header[2])
        contents[name] = output[end + 1 : end + 1 + size]
        position = end + 1 + size + 1
    return contents


def _unreadable(root: Path, revision: str) -> str:
    shallow = run_git(root, "rev-parse", "--is-shallow-repository")
    if shallow.returncode:
        lines = os.fsdecode(shallow.stderr).strip().splitlines() or ["git failed"]
        return f"git can't read {root}: {lines[0].removeprefix('fatal: ')}"
    if shallow.stdout == b"true\n":
        return f"this clone is shallow and lacks '{revision}': fetch it first (in GitHub Actions, fetch-depth: 0)"
    if not run_git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{tree}}").returncode:
        return _INCOMPLETE
    if ".." in revision:
        return f"'{revision}' is a range: give its two ends as two arguments"
    names = os.fsdecode(run_git(root, "for-each-ref", "--format=%(refname:short)").stdout).split()
    hint = did_you_mean(revision, names) or "name a commit, a branch or a tag"
    return f"there is no revision '{revision}': {hint}"


def run_git(root: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, in English; it fetches nothing and asks for no password.

    Raises:
        RevisionError: there is no git, or an argument has a null character.
    """
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_DIFF_OPTS": "",
    }
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, input=stdin, capture_output=True, check=False, env=environment)  # noqa: S603
    except ValueError:
        raise RevisionError("a revision can't have a null character in its name") from None
    except OSError as error:
        raise RevisionError(f"git can't be run ({error.strerror}): install it") from None
