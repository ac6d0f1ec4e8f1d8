"""Hands MkDocs the portfolio's nav, and says where pages lead on to: the next note, the next page, the foot."""

from __future__ import annotations

import html
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from nexus_core.model.portfolio import Portfolio
from nexus_core.schema.kinds import PAGE, PROJECT, SECTIONS
from nexus_core.write.nav import MANUAL, NavItem
from nexus_core.write.pagination import PagedList


def nav_setting(items: Iterable[NavItem]) -> list[object]:
    """Return the value of MkDocs's setting `nav`."""
    return [_entry(item) for item in items]


def _entry(item: NavItem) -> object:
    # Material prints a section's title as it is.
    return {html.escape(item.title): nav_setting(item.children)} if item.children else item.path


def chain_continuation_pages(lists: Iterable[PagedList], files: Files) -> None:
    """Let each page of a list lead to the next, and the last to what followed the first; all are in its section."""
    for paged in lists:
        paths = (paged.owner, *(page.path for page in paged.continuations))
        pages = [page for page in map(files.get_file_from_path, paths) if page]
        _chain([file.page for file in pages if file.page])


def _chain(pages: list[Page]) -> None:
    following = pages[0].next_page
    for page, next_page in pairwise(pages):
        page.next_page, next_page.previous_page = next_page, page
        next_page.parent = pages[0].parent
    pages[-1].next_page = following


class FootLink(NamedTuple):
    """A link at the foot of every page."""

    text: str
    address: str
    """From the site's root, unless it is a whole address."""


def foot_links(portfolio: Portfolio, files: Files) -> tuple[FootLink, ...]:
    """Return what the foot of every page links to: the author's contacts, and the manual if there is one."""
    links = [FootLink(contact.label, contact.url) for contact in portfolio.profile.links if contact.url]
    manual = files.get_file_from_path(f"{MANUAL}/README.md")
    return (*links, *([FootLink("How this site is made", manual.url)] if manual else ()))


def lead_on_within_notes(nav: Navigation) -> None:
    """Leave "previous" and "next" to notes that are read one after the other: elsewhere nothing follows."""
    folders = tuple(f"{kind.folder}/" for kind in SECTIONS if kind not in {PAGE, PROJECT})
    for page in nav.pages:
        is_note = page.file.src_uri.startswith(folders)
        if not (is_note and page.next_page and page.next_page.file.src_uri.startswith(folders)):
            if page.next_page:
                page.next_page.previous_page = None
            page.next_page = None
