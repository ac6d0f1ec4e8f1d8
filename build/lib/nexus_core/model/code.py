"""Code in the note folders: which folders hold it, what of it is shown, and to which note it belongs.

A folder is code

- if it is called `reference`, lies in a project's folder and holds anything but Markdown and pictures,
- or if source files lie in it and no Markdown does,
- or if source files lie in it, whatever else does, in a project's folder or below it.

All that lies below belongs to it, Markdown too, which makes no other note. Where a project's own folder is code,
two things stay what they are: Markdown that lies in no folder of source files, and folders of code with a README.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from nexus_core.model.note import Note, is_index, title_from_path
from nexus_core.read.repository import is_markdown
from nexus_core.read.source_code import is_picture, is_source, language_of
from nexus_core.schema.kinds import PAGE, PROJECT, kind_of

REFERENCE = "reference"
"""The name of a project's folder that holds its reference implementation."""


@dataclass(frozen=True, slots=True)
class CodeFile:
    """A file in a folder of code."""

    path: str
    """Its path in the repository."""
    text: str | None = None
    """What is shown of it; None for a file that is only named, as it is too large, no text, or holds a secret."""

    @property
    def language(self) -> str:
        """The language in which it is highlighted, as Pygments calls it."""
        return language_of(self.path)


@dataclass(frozen=True, slots=True)
class CodeFolder:
    """A folder of code with its files, which `Portfolio.code_of` returns for the note that it belongs to.

    A project's code is no note and names no skill: what it shows, it shows for its project. Its text is that of
    `readme`, a note as any other but for that it is in no list, and its fences are there those of `readme.body` and
    here each of `files`, which has a `language` and a `text` as a fence has.
    """

    path: str
    owner: str
    """The path of the note that it belongs to, the next README.md or index.md above it; empty if there is none."""
    page: str
    """The path of the source of the page that shows it: its README, which may not exist, or its owner."""
    files: tuple[CodeFile, ...]
    """Source files first, then tests, then all others, each in the order of paths."""
    readme: Note | None = None

    @property
    def is_reference(self) -> bool:
        """Whether it is a project's reference implementation."""
        return posixpath.basename(self.path) == REFERENCE and kind_of(self.path) is PROJECT

    @property
    def name(self) -> str:
        """Its path below the folder of the note that it belongs to."""
        return posixpath.relpath(self.path, posixpath.dirname(self.owner) or posixpath.dirname(self.path))

    @property
    def title(self) -> str:
        """The first heading of its README, else the name of the folder."""
        return self.readme.title if self.readme else title_from_path(f"{self.path}/README.md")

    def name_of(self, file: CodeFile) -> str:
        """Return the path of one of its files below it."""
        return file.path.removeprefix(f"{self.path}/")

    @property
    def anchors(self) -> Mapping[str, str]:
        """What follows the `#` in the address of each file that is shown, and of each folder, by path."""
        found: dict[str, str] = {self.path: ""}
        taken: set[str] = set()
        for file in self.files:
            name = self.name_of(file)
            slug = "file-" + re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
            while slug in taken:
                slug += "-2"
            taken.add(slug)
            while name:
                found.setdefault(f"{self.path}/{name}", slug)
                name = posixpath.dirname(name)
        return found


def files_by_folder(paths: Iterable[str]) -> dict[str, list[str]]:
    """Return the files of each folder of code, some paths of a repository given in any order."""
    folders: dict[str, list[str]] = {}
    for path in paths:
        if kind_of(path) is not PAGE:
            folders.setdefault(posixpath.dirname(path), []).append(path)
    projects = {folder for folder in folders if _is_project(folder, folders)}
    found: dict[str, list[str]] = {}
    for folder, files in folders.items():
        chain = [*_above(folder), folder]
        project = next((each for each in chain if each in projects), None)
        code = [each for each in chain if each != project and _is_code(each, project, folders)]
        if project and _holds_source(project, folders):
            own = next((each for each in code if _stands_alone(each, project, folders)), project)
            kept = files if code else [path for path in files if not is_markdown(path)]
            found.setdefault(own, []).extend(path for path in kept if own != project or not is_picture(path))
        elif code:
            found.setdefault(code[0], []).extend(files)
    return {folder: files for folder, files in found.items() if files}


def owner_of(folder: str, indexes: Mapping[str, str]) -> str:
    """Return the path of the note that a folder belongs to, given the paths of folders' own notes by folder."""
    return next((indexes[each] for each in reversed([*_above(folder), folder]) if each in indexes), "")


def visible(code: Iterable[CodeFolder], notes: Collection[str], *, drafts: bool) -> tuple[CodeFolder, ...]:
    """Return the folders of code that belong to some notes or to none; drafts of READMEs only with `drafts`."""
    return tuple(
        folder
        for folder in code
        if (not folder.owner or folder.owner in notes)
        and (drafts or not (folder.readme and folder.readme.is_draft))
    )


def in_order(files: Iterable[CodeFile]) -> tuple[CodeFile, ...]:
    """Return files in the order in which they are shown."""
    return tuple(sorted(files, key=lambda file: (not is_source(file.path), _is_test(file.path), file.path)))


def _is_test(path: str) -> bool:
    name = posixpath.basename(path)
    return "/tests/" in path or "/test/" in path or name.startswith("test_") or ".test." in name


def _above(folder: str) -> list[str]:
    """Return the folders above one, without the top folder, the uppermost first."""
    parts = folder.split("/")
    return ["/".join(parts[:end]) for end in range(2, len(parts))]


def _is_project(folder: str, folders: Mapping[str, list[str]]) -> bool:
    return (
        kind_of(folder) is PROJECT
        and "/" in folder
        and _has_index(folder, folders)
        and not any(_has_index(above, folders) for above in _above(folder))
    )


def _is_code(folder: str, project: str | None, folders: Mapping[str, list[str]]) -> bool:
    if folder == f"{project}/{REFERENCE}":
        below = (path for each, files in folders.items() if f"{each}/".startswith(f"{folder}/") for path in files)
        return any(not is_markdown(path) and not is_picture(path) for path in below)
    in_project = project is not None and folder.startswith(f"{project}/")
    has_markdown = any(map(is_markdown, folders.get(folder, ())))
    return "/" in folder and _holds_source(folder, folders) and (in_project or not has_markdown)


def _stands_alone(folder: str, project: str | None, folders: Mapping[str, list[str]]) -> bool:
    """Return whether a folder of code has a page of its own even where the project's own folder is code."""
    return folder == f"{project}/{REFERENCE}" or _has_index(folder, folders)


def _holds_source(folder: str, folders: Mapping[str, list[str]]) -> bool:
    return any(map(is_source, folders.get(folder, ())))


def _has_index(folder: str, folders: Mapping[str, list[str]]) -> bool:
    return any(is_markdown(path) and is_index(path) for path in folders.get(folder, ()))
