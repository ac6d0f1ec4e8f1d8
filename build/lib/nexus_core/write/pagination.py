"""Lists that are too long for one page: which there are, what each of their pages shows, and where it is."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Generic, TypeVar

from nexus_core.model.catalogue import Skill
from nexus_core.model.note import Note, is_index
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.tree import Folder
from nexus_core.read.yaml_block import parse_block
from nexus_core.schema.kinds import SECTIONS, Kind

T = TypeVar("T")

MOST = 60
"""Entries of a list that one page shows."""

_SWITCHES = ("filter", "grouped")
_UNFILTERED = frozenset({"folder", *_SWITCHES})
"""The options of a component that leave out no note of its folder."""


@dataclass(frozen=True, eq=False)
class PagedList:
    """A list that is split over several pages: all notes of a folder, or all that show a skill."""

    owner: str
    """The path of the page that it belongs to, which is that of the folder or of the skill."""
    title: str
    total: int
    folder: str = ""
    """The folder that the notes are in; empty where they are of several folders, and show a skill."""
    skill: Skill | None = None
    filterable: bool = False
    grouped: bool = True
    """Whether the notes of a folder are listed under a heading for each folder in it."""
    begins_on_owner: bool = True
    """Whether its owner is its first page; else the owner shows a choice of the notes, and no page of the list."""

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The path of the source of each page, in order: but for the owner's, of files that do not exist."""
        stem = posixpath.splitext(self.owner)[0]
        folder = posixpath.dirname(stem) if is_index(self.owner) else stem
        paths = [f"{folder}/page/{number}.md" for number in range(1, -(-self.total // MOST) + 1)]
        return (self.owner, *paths[1:]) if self.begins_on_owner else tuple(paths)

    @property
    def continuations(self) -> list[ContinuationPage]:
        """Its pages besides its owner."""
        return [ContinuationPage(self, n) for n, path in enumerate(self.paths, 1) if path != self.owner]

    @property
    def relation(self) -> str:
        """What stands between the number of its entries and its title."""
        return "that show" if self.skill else "in"

    def page_at(self, path: str, entries: Sequence[T]) -> PageOfList[T] | None:
        """Return what the page at a path shows of the list's entries, or None if it isn't one of its pages."""
        if path not in self.paths:
            return None
        start = self.paths.index(path) * MOST
        return PageOfList(entries[start : start + MOST], self.total, self, start // MOST + 1)


@dataclass(frozen=True, slots=True)
class ContinuationPage:
    """A page that the build adds for a part of a list."""

    of: PagedList
    number: int

    @property
    def path(self) -> str:
        """The path of its source, if it had one."""
        return self.of.paths[self.number - 1]

    @property
    def first(self) -> int:
        """Which of the list's entries is its first one, from 1."""
        return (self.number - 1) * MOST + 1

    @property
    def last(self) -> int:
        """Which of the list's entries is its last one, from 1."""
        return min(self.number * MOST, self.of.total)

    @property
    def title(self) -> str:
        """What tells it apart from the list's other pages."""
        return f"{self.of.title}, page {self.number} of {len(self.of.paths)}"

    @property
    def description(self) -> str:
        """One sentence on it, for search results and link previews."""
        of = self.of
        return f"Notes {self.first} to {self.last} of the {of.total} {of.relation} {of.title}."


@dataclass(frozen=True, slots=True)
class PageOfList(Generic[T]):
    """What a page shows of a list: all of it, one page of it, or no more than its beginning."""

    entries: Sequence[T]
    total: int
    """How many entries there are on all pages."""
    full: PagedList | None = None
    """The list that has all of them, if this page doesn't."""
    number: int = 0
    """Which page of that list this is; 0 if it is none and shows the beginning."""

    @property
    def is_whole(self) -> bool:
        """Whether these are all entries."""
        return len(self.entries) == self.total

    @property
    def near(self) -> list[int]:
        """The pages that this one links to: the first, the last and those around it, with 0 for each gap."""
        count = len(self.full.paths) if self.full else 1
        numbers = sorted({1, count, *range(max(1, self.number - 1), min(count, self.number + 1) + 1)})
        shown = numbers[:1]
        for before, number in pairwise(numbers):
            shown += [number] if number == before + 1 else [0, number]
        return shown

    def contents(self, groups: Iterable[tuple[str, Note | None, int]]) -> list[tuple[str, str | None, int]]:
        """Return each group of the list: its title, the path of another page that shows it, if any, and its size.

        Nothing is returned for a list that is on one page, nor on the pages after the first.

        Args:
            groups: every group of the list in order: its title, its folder's own note and its size.
        """
        if self.full is None or self.number != 1:
            return []
        found: list[tuple[str, str | None, int]] = []
        before = 0
        for title, index, size in groups:
            start = before // MOST
            path = index.path if index else self.full.paths[start] if start else None
            found += [(title, path, size)] if title else []
            before += size
        return found[:MOST] if len(found) > 1 else []


def beginning(entries: Sequence[T], limit: int | None = None, full: PagedList | None = None) -> PageOfList[T]:
    """Return as much of a list as its author wants, else as much as a page shows.

    Args:
        entries: all entries.
        limit: how many the author wants.
        full: the list to lead on to.
    """
    if limit:
        return PageOfList(entries[:limit], min(limit, len(entries)))
    return PageOfList(entries[:MOST], len(entries), full)


def paged_lists(portfolio: Portfolio) -> Iterator[PagedList]:
    """Yield every list of a folder's page or of a skill's that is too long for that page."""
    for kind in SECTIONS:
        top = portfolio.folders[kind]
        for folder in top.groups() if kind.nested else [top]:
            total = len(portfolio.entries(kind, folder.path))
            if total > MOST and (folder.index or folder is top):
                yield _of_folder(folder, kind, total)
    for skill in portfolio.catalogue.skills:
        if (shown := len(portfolio.shown(skill))) > MOST:
            yield PagedList(skill.path, skill.name, shown, skill=skill)


def continuation_pages(portfolio: Portfolio) -> Iterator[ContinuationPage]:
    """Yield the pages that the build adds for lists that are too long for one."""
    return (page for paged in paged_lists(portfolio) for page in paged.continuations)


def _of_folder(folder: Folder, kind: Kind, total: int) -> PagedList:
    if folder.index is None:
        return PagedList(f"{kind.folder}/README.md", kind.title, total, folder.path, filterable=True)
    given = list(_options(folder.index, kind.component))
    # Without a folder, a component lists the whole section.
    here = (each for each in given if each.get("folder", kind.folder) == folder.path)
    whole = [each for each in here if each.keys() <= _UNFILTERED]
    arranged = whole[0] if whole else {"filter": True}
    return PagedList(
        folder.index.path,
        folder.title,
        total,
        folder.path,
        filterable=arranged.get("filter", False),
        grouped=arranged.get("grouped", True),
        begins_on_owner=bool(whole) or not given,
    )


def _options(note: Note, component: str) -> Iterator[Mapping[str, Any]]:
    """Yield the options that a note gives to each component of a name, but for those that are refused."""
    for directive in note.directives:
        options = parse_block(directive.options)[0].fields
        if directive.name == component and all(isinstance(options.get(name, True), bool) for name in _SWITCHES):
            yield options
