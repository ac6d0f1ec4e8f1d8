"""The site's navigation, worked out from the tree of notes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nexus_core.model.code import CodeFolder
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.tree import Folder
from nexus_core.schema.kinds import PAGE, PROJECT, SECTIONS, Kind, kind_of
from nexus_core.write.pages import Page

NOTES = "docs/notes.md"
"""The page that lists all notes: the first of the tab "Notes"."""

CV = "docs/cv.md"
"""The page that is a tab of its own."""

CONTACT = "docs/connect.md"
"""The page that says how to reach the author."""

MANUAL = "docs/manual"
"""The folder of pages about the tool, which the footer leads to."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page in the nav, or a group of items when it has children."""

    title: str
    path: str | None = None
    """The page's path; a group has none, its own page is its first child."""
    children: tuple[NavItem, ...] = ()


def build(portfolio: Portfolio, pages: Mapping[str, Page]) -> tuple[NavItem, ...]:
    """Return the tabs: home, projects, skills, the other sections as "Notes", the CV, and "About".

    "About" has all the rest of `docs/` but the manual, so that no new page becomes a tab. The manual and a contact
    page without contacts are in no nav.
    """
    docs = portfolio.folders[PAGE]
    loose = {note.path: NavItem(note.title, note.path) for note in docs.notes}
    notes, cv = loose.pop(NOTES, None), loose.pop(CV, None)
    if not portfolio.profile.is_reachable:
        loose.pop(CONTACT, None)
    sections = {kind: _section(kind, portfolio, pages) for kind in SECTIONS}
    projects = sections.pop(PROJECT)
    skills = next(
        (_docs_folder(folder, portfolio, pages) for folder in docs.folders if _has_catalogue(folder, portfolio)),
        None,
    )
    about = [
        loose[child.path] if isinstance(child, Note) else _docs_folder(child, portfolio, pages)
        for child in docs.children
        if (child.path in loose if isinstance(child, Note) else _is_about(child, portfolio))
    ]
    tabs = (
        NavItem(docs.title, docs.index.path) if docs.index else None,
        projects,
        skills,
        _tab("Notes", [item for item in (notes, *sections.values()) if item]),
        cv,
        _tab("About", about),
    )
    return tuple(item for item in tabs if item)


def _has_catalogue(folder: Folder, portfolio: Portfolio) -> bool:
    return folder.index is not None and folder.index.path == portfolio.catalogue.path


def _is_about(folder: Folder, portfolio: Portfolio) -> bool:
    return folder.path != MANUAL and not _has_catalogue(folder, portfolio)


def _tab(title: str, items: Sequence[NavItem]) -> NavItem | None:
    """Return a tab that holds some items; one alone is the tab itself."""
    return (NavItem(title, children=tuple(items)) if len(items) > 1 else items[0]) if items else None


def _section(kind: Kind, portfolio: Portfolio, pages: Mapping[str, Page]) -> NavItem | None:
    folder = portfolio.folders[kind]
    path = folder.index.path if folder.index else f"{kind.folder}/README.md"
    own = NavItem(pages[path].title, path) if path in pages else None
    if not own and not folder.children:
        return None
    return _group(folder.title if folder.index else kind.title, own, _children(folder, portfolio))


def _docs_folder(folder: Folder, portfolio: Portfolio, pages: Mapping[str, Page]) -> NavItem:
    """A folder of `docs/`; the one that holds the catalogue has the skills in it, by category."""
    children = list(_children(folder, portfolio))
    if _has_catalogue(folder, portfolio):
        for category in portfolio.catalogue.categories:
            skills = tuple(
                NavItem(skill.name, skill.path)
                for skill in category.skills
                if skill.path in pages and pages[skill.path].skill is skill
            )
            children.append(NavItem(category.name, children=skills))
    own = NavItem(folder.title, folder.index.path) if folder.index else None
    inside = [child for child in children if child.path or child.children]
    return _group(folder.title, own, inside) if own or len(inside) > 1 else inside[0]


def _children(folder: Folder, portfolio: Portfolio) -> Iterable[NavItem]:
    for child in folder.children:
        if isinstance(child, Note):
            yield NavItem(child.title, child.path)
        else:
            own = NavItem(child.title, child.index.path) if child.index else None
            yield _group(child.title, own, _children(child, portfolio))
    for code in portfolio.code:
        if code.page != code.owner and _next_folder(code, portfolio) is folder:
            yield NavItem(code.title, code.page)


def _next_folder(code: CodeFolder, portfolio: Portfolio) -> Folder | None:
    """Return the next folder of notes above a folder of code."""
    top = portfolio.folders[kind_of(code.path)]
    above = posixpath.dirname(code.path)
    while (found := top.find(above)) is None and above:
        above = posixpath.dirname(above)
    return found


def _group(title: str, own: NavItem | None, children: Iterable[NavItem]) -> NavItem:
    """A group whose first child is its own page; a page alone needs no group."""
    inside = tuple(children)
    if own and not inside:
        return own
    return NavItem(title, children=(*([own] if own else []), *inside))
