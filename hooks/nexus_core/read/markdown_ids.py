"""Finds the ids of a page's Markdown, to which links can lead, as its conversion makes them."""

from __future__ import annotations

from collections.abc import Iterable

import markdown
from selectolax.lexbor import LexborHTMLParser

from nexus_core.read.link_settings import LinkSettings
from nexus_core.read.markdown import headings, inline_text


def is_id_of_heading(anchor: str, text: str, settings: LinkSettings) -> bool:
    """Return whether a heading of a text surely gets an id; other things may have it too."""
    words = (inline_text(heading.text) for heading in headings(text))
    return any(settings.slugify(each, settings.separator) == anchor for each in words)


def ids_of(text: str, settings: LinkSettings) -> frozenset[str]:
    """Return the ids that a page of some Markdown has; none if it can't be converted."""
    toc = {"slugify": settings.slugify, "separator": settings.separator}
    try:
        page = markdown.markdown(text, extensions=settings.extensions, extension_configs={"toc": toc})
    except Exception:  # an extension may raise anything, and the build says it
        return frozenset()
    nodes = LexborHTMLParser(page).css("[id], a[name]")
    return frozenset(filter(None, _attributes(node.attributes for node in nodes)))


def _attributes(found: Iterable[dict[str, str | None]]) -> Iterable[str | None]:
    return (attributes.get(name) for attributes in found for name in ("id", "name"))
