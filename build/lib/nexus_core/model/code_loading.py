"""Reads the files in folders of code: what of each is shown, and what is left out."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from nexus_core.model.code import CodeFile, CodeFolder, in_order, owner_of
from nexus_core.model.note import is_index
from nexus_core.problems.problem import Problem
from nexus_core.read.repository import Repository, is_markdown
from nexus_core.read.secret_tokens import tokens_of
from nexus_core.read.source_code import is_picture

MOST_OF_FILE = 64_000
"""Bytes of a file that is shown; a larger one is named."""

MOST_OF_FOLDER = 100_000
"""Characters that a folder's files may have together; those after it are named."""


def read_code(
    repository: Repository, found: Mapping[str, Sequence[str]], notes: Iterable[str], secret: Collection[str]
) -> tuple[list[CodeFolder], list[Problem]]:
    """Return the folders of code, without their READMEs, and a problem for each secret in their files.

    Args:
        repository: where they are.
        found: the paths of the files in each, as `files_by_folder` returns them.
        notes: the paths of all notes.
        secret: the files that are not published because of their names.
    """
    ignored = repository.ignored(sorted(found))
    indexes = {posixpath.dirname(path): path for path in notes if is_index(path)}
    folders: list[CodeFolder] = []
    problems: list[Problem] = []
    for folder, paths in sorted(found.items()):
        kept = [path for path in paths if path not in secret and not _is_below(path, ignored)]
        owner = owner_of(folder, indexes)
        own = [path for path in kept if posixpath.dirname(path) == folder and is_markdown(path) and is_index(path)]
        page = owner if posixpath.dirname(owner) == folder else (own or [f"{folder}/README.md"])[0]
        files = [CodeFile(path) for path in kept if path not in own[:1]]
        room, read = MOST_OF_FOLDER, []
        for file in in_order(files):
            text = None if is_picture(file.path) else repository.text(file.path, min(MOST_OF_FILE, room))
            wrong = list(tokens_of(file.path, text or ""))
            problems += wrong
            read.append(CodeFile(file.path, None if wrong else text))
            room -= len(text or "")
        if kept:
            folders.append(CodeFolder(folder, owner, page, tuple(read)))
    return folders, problems


def pictures_shown(paths: Iterable[str], texts: Sequence[str]) -> Iterator[str]:
    """Yield the pictures among the files of folders of code whose names are in some texts."""
    for path in filter(is_picture, paths):
        name = posixpath.basename(path)
        if any(name in text or quote(name) in text for text in texts):
            yield path


def _is_below(path: str, ignored: Iterable[str]) -> bool:
    return any(path == each or (each.endswith("/") and path.startswith(each)) for each in ignored)
