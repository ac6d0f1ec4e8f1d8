"""The site's navigation, worked out from the tree of notes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nexus_core.model.code import CodeFolder
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.tree import Folder
from nexus_core.schema.kinds import PAGE, SECTIONS, kind_of
from nexus_core.write.pages import Page


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page in the nav, or a group of items when it has children."""

    title: str
    path: str | None = None
    """The page's path; a group has none, its own page is its first child."""
    children: tuple[NavItem, ...] = ()


def build(portfolio: Portfolio, pages: Mapping[str, Page]) -> tuple[NavItem, ...]:
    """Return the top of the nav: home, the folders of `docs/`, the sections, and the other pages together.

    Pages that lie in `docs/` itself stand in one group under the title of the first of them, so that each new
    page does not become a tab.
    """
    docs = portfolio.folders[PAGE]
    items = [NavItem(docs.title, docs.index.path)] if docs.index else []
    items += [_docs_folder(child, portfolio, pages) for child in docs.children if isinstance(child, Folder)]
    for kind in SECTIONS:
        folder = portfolio.folders[kind]
        path = folder.index.path if folder.index else f"{kind.folder}/README.md"
        own = NavItem(pages[path].title, path) if path in pages else None
        if own or folder.children:
            items.append(_group(folder.title if folder.index else kind.title, own, _children(folder, portfolio)))
    loose = [NavItem(note.title, note.path) for note in docs.notes]
    if loose:
        items.append(_group(loose[0].title, loose[0], loose[1:]))
    return tuple(items)


def _docs_folder(folder: Folder, portfolio: Portfolio, pages: Mapping[str, Page]) -> NavItem:
    """A folder of `docs/`; the one that holds the catalogue has the skills in it, by category."""
    children = list(_children(folder, portfolio))
    if folder.index and folder.index.path == portfolio.catalogue.path:
        for category in portfolio.catalogue.categories:
            skills = tuple(
                NavItem(skill.name, skill.path)
                for skill in category.skills
                if skill.path in pages and pages[skill.path].skill is skill
            )
            children.append(NavItem(category.name, children=skills))
    own = NavItem(folder.title, folder.index.path) if folder.index else None
    return _group(folder.title, own, [child for child in children if child.path or child.children])


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
