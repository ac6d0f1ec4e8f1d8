"""`llms-full.txt`: the plain Markdown of all pages in one file, each below a line that says where it is from.

A program reads it at once or not at all, so thousands of notes have none: `llms.txt` leads on from there.
"""

from __future__ import annotations

from functools import partial

from nexus_core.write.markup import escape
from nexus_core.write.outputs.base import JoinedPages, Output
from nexus_core.write.outputs.llms_markdown import PlainPages
from nexus_core.write.outputs.site import Site
from nexus_core.write.pages import Page
from nexus_core.write.view import View

PATH = "llms-full.txt"

MOST = 2000
"""Notes of a portfolio that has the file: some 20 MB, five million tokens, which is more than any model reads."""


def opening(site: Site) -> str:
    """Return how both files begin: the site's name and what it is, https://llmstxt.org/#format."""
    description = f"\n> {escape(site.description)}\n" if site.description else ""
    return f"# {escape(site.name)}\n{description}"


def join(plain_pages: PlainPages) -> JoinedPages:
    """Return a part of every page but those that continue a list: what they list is in the file anyway."""
    pages = (page for page in plain_pages.pages.values() if not page.continuation)
    return JoinedPages(opening(plain_pages.site), {page.path: partial(_part, page, plain_pages) for page in pages})


def _part(page: Page, plain_pages: PlainPages) -> str:
    address = plain_pages.address(plain_pages.file(page.path), PATH)
    return f"---\n\nFrom [{escape(page.title)}]({address}):\n\n{plain_pages.text(page, PATH)}"


def write(view: View, site: Site) -> str:
    """Return the file."""
    return str(join(PlainPages(view, site)))


def is_written(view: View) -> bool:
    """Return whether a portfolio is small enough for one file."""
    return len(view.portfolio.notes) <= MOST


OUTPUT = Output(PATH, write, is_needed=is_written, links_to_plain_pages=True, join=join)
