"""What a page's Markdown becomes, and what takes MkDocs's place in converting it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Protocol

import markdown
from mkdocs.structure.files import File, Files
from mkdocs.structure.toc import TableOfContents, get_toc

from nexus_core.problems.printable import visible
from nexus_core.read.slow_markdown import NOT_SHOWN
from nexus_core.write.pages import Page

log = logging.getLogger("mkdocs.nexus")


@dataclass(frozen=True)
class Rendered:
    """A page's HTML, with what MkDocs has to know of it."""

    content: str
    toc: TableOfContents
    anchors: set[str] = field(default_factory=set)
    """The ids that the page has."""
    links: dict[File, dict[str, str]] | None = None
    """Its links to anchors: by file and anchor, as they are written. None where they aren't checked."""
    lookups: dict[str, str | None] = field(default_factory=dict)
    """The address of each file that a link was resolved to, by path; None where there is no such file."""


class Renderer(Protocol):
    """Converts pages in MkDocs's place."""

    def compose(self, page: Page) -> str:
        """Return the Markdown of a page, as this renderer takes it."""

    def render(self, markdown: str, page: Page, file: File, files: Files) -> Rendered:
        """Return what the Markdown of a page becomes in a site of some files.

        Raises:
            Exception: anything that an extension of Markdown may raise.
        """


def not_rendered(path: str, error: Exception) -> Rendered:
    """Return what is shown of a page whose text can't be converted, and warn of it."""
    why = "its lists or quotes are nested too deep" if isinstance(error, RecursionError) else repr(error)
    message = "%s:1:1: the text can't be converted, so that its page is left empty: %s"
    log.warning(message, visible(path), visible(why))
    return Rendered(markdown.markdown(NOT_SHOWN), get_toc([]))
