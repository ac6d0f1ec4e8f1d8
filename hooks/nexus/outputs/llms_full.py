"""`llms-full.txt`: the plain Markdown of all pages in one file, each below a line that says where it is from."""

from __future__ import annotations

from nexus.markup import escape
from nexus.outputs.base import Output, Site
from nexus.outputs.llms_markdown import PlainPages
from nexus.portfolio import Portfolio

PATH = "llms-full.txt"


def opening(site: Site) -> str:
    """Return how both files begin: the site's name and what it is, https://llmstxt.org/#format."""
    description = f"\n> {escape(site.description)}\n" if site.description else ""
    return f"# {escape(site.name)}\n{description}"


def write(portfolio: Portfolio, site: Site) -> str:
    """Return the file."""
    plain_pages = PlainPages(portfolio, site)
    parts = [opening(site)]
    for page in plain_pages.pages.values():
        address = plain_pages.address(plain_pages.file(page.path), PATH)
        text = plain_pages.text(page, PATH)
        parts.append(f"---\n\nFrom [{escape(page.title)}]({address}):\n\n{text}")
    return "\n".join(parts)


OUTPUT = Output(PATH, write)
