"""Hands MkDocs the portfolio's nav, and puts the pages that are in no nav in order."""

from __future__ import annotations

import html
from collections.abc import Iterable
from itertools import pairwise

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from nexus_core.write.nav import NavItem
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
