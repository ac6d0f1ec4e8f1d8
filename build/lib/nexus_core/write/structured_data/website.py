"""The site as a thing that pages and works are part of."""

from __future__ import annotations

from typing import Any, TypeAlias

from nexus_core.write.outputs.base import without_empty
from nexus_core.write.outputs.site import Site

Thing: TypeAlias = dict[str, Any]
"""One node of a graph: its `@type` and its properties."""


def home(site: Site) -> str:
    """Return the address of the home page."""
    return site.page("docs/index.md")


def part_of_site(site: Site) -> Thing:
    """Return the site as what a page names it by."""
    return without_empty({"@type": "WebSite", "@id": f"{home(site)}#site", "url": home(site), "name": site.name})


def website(site: Site) -> Thing:
    """Return the site with all its properties."""
    return part_of_site(site) | without_empty({"description": site.description, "inLanguage": site.language})
