"""What search engines and other programs read of a page: a JSON-LD graph in the vocabulary of https://schema.org.

The same portfolio and page make the same graph. Things are named by full addresses, so that what two pages say of
one thing is joined: without the site's address there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.read.paths import page_address
from nexus_core.schema.kinds import PAGE
from nexus_core.write.outputs.base import without_empty
from nexus_core.write.outputs.site import Site
from nexus_core.write.pages import Page
from nexus_core.write.structured_data.breadcrumbs import Crumb, breadcrumbs, trails
from nexus_core.write.structured_data.person import profile_page
from nexus_core.write.structured_data.terms import term, term_set
from nexus_core.write.structured_data.website import Thing, part_of_site, website
from nexus_core.write.structured_data.work import groups_others, work

__all__ = ["Crumb", "graph", "trails"]


def graph(page: Page, trail: Sequence[Crumb], portfolio: Portfolio, site: Site) -> dict[str, Any]:
    """Return the graph of a page, whose `trail` leads to it; an empty one where the site has no known address."""
    if not site.url:
        return {}
    is_home = page_address(page.path) == ""
    things = [_main(page, portfolio, site, is_home=is_home)]
    if is_home:
        things.append(website(site))
    else:
        things.append(breadcrumbs(trail, page, site))
    return {"@context": "https://schema.org", "@graph": things}


def _main(page: Page, portfolio: Portfolio, site: Site, *, is_home: bool) -> Thing:
    """Return what the page is, or what it is the page of."""
    note = page.note
    if note and note.kind is not PAGE and not groups_others(note, portfolio):
        return work(note, portfolio, site)
    described = _described(page, site)
    if page.skill:
        return {"@type": "WebPage", **described, "mainEntity": term(page.skill, portfolio, site)}
    if page.path == portfolio.catalogue.path:
        return {"@type": "CollectionPage", **described, "mainEntity": term_set(portfolio, site)}
    if is_home or (note and _is_resume(note)):
        return {"@type": "ProfilePage", **described, **profile_page(portfolio, site)}
    return {"@type": "WebPage" if note and note.kind is PAGE else "CollectionPage", **described}


def _described(page: Page, site: Site) -> Thing:
    """Return the properties that every page has."""
    url = site.page(page.path)
    dates = page.note.dates if page.note else None
    return without_empty(
        {
            "@id": url,
            "url": url,
            "name": page.title if page_address(page.path) else site.name,
            "description": page.description,
            "inLanguage": site.language,
            "isPartOf": part_of_site(site),
            "datePublished": str(dates.created) if dates else None,
            "dateModified": str(dates.updated or dates.created) if dates else None,
        }
    )


def _is_resume(note: Note) -> bool:
    return any(directive.name == "cv" for directive in note.directives)
