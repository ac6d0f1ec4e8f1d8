"""Gives pages 2 to n of a paginated list, which are in no nav, their place after the list's first page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from nexus_core.write.pagination import Listing


def chain_continuation_pages(listings: Iterable[Listing], files: Files) -> None:
    """Let each page of a list lead to the next, and the last to what followed the first; all are in its section."""
    for listing in listings:
        paths = (listing.first, *map(listing.path, listing.numbers))
        pages = [page for page in map(files.get_file_from_path, paths) if page]
        _chain([file.page for file in pages if file.page])


def _chain(pages: list[Page]) -> None:
    following = pages[0].next_page
    for page, next_page in pairwise(pages):
        page.next_page, next_page.previous_page = next_page, page
        next_page.parent = pages[0].parent
    pages[-1].next_page = following
