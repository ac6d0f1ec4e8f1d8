"""The way from the home page to a page, as the nav has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from nexus_core.read.paths import page_address
from nexus_core.write.nav import NavItem
from nexus_core.write.outputs.site import Site
from nexus_core.write.pages import Page
from nexus_core.write.structured_data.website import Thing


class Crumb(NamedTuple):
    """A page on the way to another."""

    title: str
    path: str


def trails(nav: Iterable[NavItem]) -> Mapping[str, tuple[Crumb, ...]]:
    """Return the pages above each page of the nav, the home page first; a group without a page is passed over."""
    items = tuple(nav)
    home = tuple(Crumb(item.title, item.path) for item in items if item.path and not page_address(item.path))
    return {path: trail for item in items for path, trail in _trails(item, home[:1])}


def _trails(item: NavItem, above: tuple[Crumb, ...]) -> Iterator[tuple[str, tuple[Crumb, ...]]]:
    if item.path:
        yield item.path, above
    # A group's own page is its first child, under the group's title.
    own = item.children[0] if item.children and item.children[0].title == item.title else None
    inside = (*above, Crumb(own.title, own.path)) if own and own.path else above
    for child in item.children:
        yield from _trails(child, above if child is own else inside)


def breadcrumbs(trail: Iterable[Crumb], page: Page, site: Site) -> Thing:
    """Return the trail with the page at its end, https://developers.google.com/search/docs/appearance/breadcrumb."""
    crumbs = (*trail, Crumb(page.title, page.path))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": crumb.title, "item": site.page(crumb.path)}
            for place, crumb in enumerate(crumbs, 1)
        ],
    }
