"""Which old addresses lead to the pages of a portfolio: they give way to everything that its site has."""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.model.loading import Loaded
from nexus_core.model.redirects import Aliases, Redirect, published_file, resolve_aliases
from nexus_core.write.outputs import OUTPUTS
from nexus_core.write.pagination import continuation_pages


def old_addresses(loaded: Loaded) -> Aliases:
    """Return the redirects to the portfolio's notes, and the aliases that can't become one.

    A skill without a page of its own is on the page of the catalogue, and so its address leads there.
    """
    portfolio = loaded.portfolio
    # A draft keeps its addresses: an alias that is right today must not be wrong once the draft is finished.
    notes = sorted((*portfolio.notes.values(), *loaded.drafts), key=lambda note: note.path)
    aliases = resolve_aliases(notes, portfolio.catalogue, _files(loaded), loaded.site_url)
    shown = (redirect for redirect in aliases.redirects if redirect.target in portfolio.notes)
    without_page = (skill for skill in portfolio.catalogue.skills if not portfolio.has_page(skill))
    moved = (Redirect(skill.path, portfolio.catalogue.path) for skill in without_page)
    return aliases._replace(redirects=(*shown, *moved))


def _files(loaded: Loaded) -> Iterator[str]:
    """Yield the files of the site that are neither a note's page nor a skill's."""
    yield from loaded.assets
    yield from (output.path for output in OUTPUTS)
    yield from (published_file(page.path) for page in continuation_pages(loaded.portfolio))
