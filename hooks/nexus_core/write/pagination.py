"""Lists that are too long for one page: which there are, what each page shows of them and where it is."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
ARRANGING = frozenset({"folder", *_SWITCHES})
"""The options of such a component that leave no note of its folder out."""


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """A list that goes on on pages of its own: all notes of a folder, or all that show a skill."""

    first: str
    """The path of the page whose list it is."""
    title: str
    total: int
    component: str = ""
    """What shows the notes of a folder."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """How the folder's page arranges them."""
    skill: Skill | None = None
    """The skill that the notes show, where they are of no one folder."""
    start: int = 2
    """The first page of its own: 1 where the folder's page shows a choice of the notes instead."""

    @property
    def count(self) -> int:
        """How many pages it takes."""
        return -(-self.total // MOST)

    @property
    def numbers(self) -> range:
        """The pages that are its own."""
        return range(self.start, self.count + 1)

    def path(self, number: int) -> str:
        """Return the path of a page's source, for a page of its own that of a file which does not exist."""
        if number < self.start:
            return self.first
        stem = posixpath.splitext(self.first)[0]
        return f"{posixpath.dirname(stem) if is_index(self.first) else stem}/page/{number}.md"

    def is_on(self, path: str, number: int, folder: str) -> bool:
        """Say whether a page is one of its pages, and the list one of that folder's notes."""
        return self.path(number) == path and self.options.get("folder") == folder

    def part(self, entries: Sequence[T], number: int) -> Part[T]:
        """Return what a page shows of the list's entries."""
        return Part(entries[(number - 1) * MOST : number * MOST], self.total, self, number)

    @property
    def what(self) -> str:
        """What its entries have in common, as it follows their number."""
        return f"{self.relation} {self.title}"

    @property
    def relation(self) -> str:
        """What stands between the number of its entries and its title."""
        return "that show" if self.skill else "in"


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """What a page shows of a list."""

    entries: Sequence[T]
    total: int
    """How many there are on all pages."""
    listing: Listing | None = None
    """The list, where the page is one of its pages."""
    number: int = 1
    onward: Listing | None = None
    """Where else all of its entries are, where the page is none of its pages and shows the beginning."""

    @property
    def is_whole(self) -> bool:
        """Whether that is all there is."""
        return len(self.entries) == self.total

    @property
    def first(self) -> int:
        """Which of all entries is its first one, from 1."""
        return (self.number - 1) * MOST + 1

    @property
    def last(self) -> int:
        """Which of all entries is its last one, from 1."""
        return self.first + len(self.entries) - 1

    @property
    def near(self) -> list[int]:
        """The pages that it links to: the first, the last and those around it, with 0 for each gap."""
        count = self.listing.count if self.listing else 1
        numbers = sorted({1, count, *range(max(1, self.number - 1), min(count, self.number + 1) + 1)})
        shown = numbers[:1]
        for before, number in pairwise(numbers):
            shown += [number] if number == before + 1 else [0, number]
        return shown


def cut(entries: Sequence[T], limit: int | None = None, onward: Listing | None = None) -> Part[T]:
    """Return the beginning of a list: as much as its author wants, else as much as a page shows."""
    if limit:
        return Part(entries[:limit], min(limit, len(entries)))
    return Part(entries[:MOST], len(entries), onward=onward)


def contents(part: Part[Any], groups: Iterable[tuple[str, Note | None, int]]) -> list[tuple[str, str | None, int]]:
    """Return each group of a list: its title, the path of a page that shows it unless this one does, and its size.

    Nothing is returned for a list that is on one page, nor for its further pages.

    Args:
        part: what the page shows.
        groups: every group of the list in order: its title, its folder's own note and its size.
    """
    if part.listing is None or part.number > 1:
        return []
    found: list[tuple[str, str | None, int]] = []
    before = 0
    for title, index, size in groups:
        number = before // MOST + 1
        path = index.path if index else part.listing.path(number) if number > 1 else None
        found += [(title, path, size)] if title else []
        before += size
    return found[:MOST] if len(found) > 1 else []


def listings(portfolio: Portfolio) -> Iterator[Listing]:
    """Yield every list of a folder's page or of a skill's that is too long for that page."""
    for kind in SECTIONS:
        for folder in _listed(portfolio.folders[kind], kind):
            total = len(portfolio.entries(kind, folder.path))
            if total > MOST and (folder.index or folder.path == kind.folder):
                yield _of_folder(folder, kind, total)
    for skill, evidence in portfolio.evidence.items():
        if len(evidence) > MOST:
            yield Listing(skill.path, skill.name, len(evidence), skill=skill)


def _listed(top: Folder, kind: Kind) -> Iterator[Folder]:
    return top.groups() if kind.nested else iter([top])


def _of_folder(folder: Folder, kind: Kind, total: int) -> Listing:
    if folder.index is None:
        return Listing(f"{kind.folder}/README.md", kind.title, total, kind.component, _plainly(folder.path))
    given = list(_options(folder.index, kind.component))
    # Without a folder, a component lists the whole section.
    whole = [each for each in given if each.keys() <= ARRANGING and each.get("folder", kind.folder) == folder.path]
    options = _plainly(folder.path)
    if whole:
        options = {"folder": folder.path} | {name: whole[0][name] for name in _SWITCHES if name in whole[0]}
    start = 1 if given and not whole else 2
    return Listing(folder.index.path, folder.title, total, kind.component, options, start=start)


def _plainly(folder: str) -> Mapping[str, Any]:
    return {"folder": folder, "filter": True}


def _options(note: Note, component: str) -> Iterator[Mapping[str, Any]]:
    """Yield what a note says to each component of that name, those that are refused left out."""
    for directive in note.directives:
        options = parse_block(directive.options)[0].fields
        if directive.name == component and all(isinstance(options.get(name, True), bool) for name in _SWITCHES):
            yield options
