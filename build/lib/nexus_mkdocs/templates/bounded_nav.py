"""Shows each page the part of the nav around it, so that its HTML doesn't grow with the notes elsewhere.

Material's templates walk the whole nav for every page and leave most of it out (`navigation.prune`). Here they are
handed only what they would print, which is the same for a small site. Of a folder with more than `LIMIT` entries it
is those next to the page, and a link to the page that lists them all. The nav itself is left as MkDocs has made it,
so titles, order and the links to the next page stay what they were.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from nexus_core.schema.kinds import SECTIONS

LIMIT = 30
"""Entries of a folder up to which all of them are shown, as they are where no page lists them."""

NEAR = 5
"""Entries shown before and after the page, where a folder has more."""


_LISTED = frozenset(kind.folder for kind in SECTIONS)
_READS_NAV = re.compile(r"\bnav\.(?:items|pages)\b|\bin nav\b")
_OWN = Path(__file__).resolve().parents[2] / "theme" / "404.html"
"""The template of this project that reads the nav itself, and asks for no more of it than there is."""


def applies_to(config: MkDocsConfig) -> bool:
    """Return whether a site's pages show no more of the nav than what is around them.

    Material's templates do if they are asked to. Those of the author may show whatever they like of it.
    """
    if "navigation.prune" not in config.theme.get("features", ()):
        return False
    folder = config.theme.custom_dir
    templates = Path(folder).rglob("*.html") if folder else ()
    theirs = (path for path in templates if path.is_file() and path.resolve() != _OWN)
    return not any(_READS_NAV.search(path.read_text(encoding="utf-8", errors="replace")) for path in theirs)


@dataclass(eq=False)
class Group:
    """A section of the nav with only those of its children that a page shows; what it is asked else, it is not."""

    section: Section
    children: Sequence[Any]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.section, name)


@dataclass(eq=False)
class All:
    """The entry that leads on to a folder's page, where all of its notes are."""

    title: str
    url: str
    active: bool = False
    is_index: bool = False
    children: None = None


@dataclass
class _Nav:
    """What the templates ask of a nav."""

    items: list[Any]
    homepage: Page | None
    pages: list[Page] = field(default_factory=list)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


class BoundedNav:
    """A site's nav, to be shown page by page."""

    def __init__(self, nav: Navigation, features: Collection[str]) -> None:
        """Take a nav, and the theme's features, which say how much of it is shown."""
        self._nav = nav
        self._sections = (2 if "navigation.tabs" in features else 1) if "navigation.sections" in features else 0
        """The level of the groups that are shown with what is in them, open or not; 0 for none."""
        self._closed: dict[int, Group] = {}
        self._all: dict[int, All] = {}
        self._places: dict[int, int] = {}
        """Where each item stands among its siblings, by identity: MkDocs compares pages by all they hold."""
        self._parents: dict[int, Section] = {}
        self._note_places(nav.items)

    def around(self, page: Page | None) -> _Nav:
        """Return the nav as a page shows it; without a page, as one that is nowhere in it does."""
        open_sections = {id(section) for section in page.ancestors} if page else set()
        items = [self._shown(item, open_sections, page, 1) for item in self._nav.items]
        return _Nav(items, self._nav.homepage)

    def _note_places(self, items: Sequence[StructureItem]) -> None:
        for number, item in enumerate(items):
            self._places[id(item)] = number
            if isinstance(item, Section):
                self._parents |= {id(child): item for child in item.children if isinstance(child, Section)}
                self._note_places(item.children)

    def _shown(self, item: StructureItem, open_sections: set[int], page: Page | None, level: int) -> Any:
        """Return an item of an open group, or of the nav itself, with what is shown of it."""
        if not isinstance(item, Section):
            return item
        if id(item) not in open_sections and level != self._sections:
            # Closed groups show where they lead, which is their first page, and nothing of what is in them.
            return self._closed.setdefault(id(item), Group(item, [self._first(item)]))
        near = self._near(item, open_sections, page)
        return Group(item, [self._shown(child, open_sections, page, level + 1) for child in near])

    def _first(self, section: Section) -> Any:
        first: StructureItem = section.children[0]
        return Group(first, [self._first(first)]) if isinstance(first, Section) else first

    def _near(self, section: Section, open_sections: set[int], page: Page | None) -> Sequence[Any]:
        """Return the children that are shown: all of a few, of many those next to the one that is open."""
        children = section.children
        listed_by = next(filter(None, map(_index, (section, *section.ancestors))), None)
        if len(children) <= LIMIT or listed_by is None:
            return children
        index = _index(section)
        place = self._place(section, open_sections, page)
        shown = children[max(0, place - NEAR) : place + NEAR + 1]
        head = [index] if index is not None and index not in shown else []
        title = f"All {len(children) - (index is not None)} in {section.title}"
        return [*head, *shown, self._all.setdefault(id(section), All(title, listed_by.url))]

    def _place(self, section: Section, open_sections: set[int], page: Page | None) -> int:
        """Return which of a section's children is the page, or the group that it is in."""
        if page is not None and page.parent is section:
            return self._places.get(id(page), 0)  # a page that goes on with a list is in no nav
        return next((self._places[key] for key in open_sections if self._parents.get(key) is section), 0)


def _index(item: StructureItem) -> Page | None:
    """Return the page of a group that lists its notes; only those of the sections do."""
    first = item.children[0] if isinstance(item, Section) else None
    if not isinstance(first, Page) or not first.is_index:
        return None
    return first if first.file.src_uri.partition("/")[0] in _LISTED else None
