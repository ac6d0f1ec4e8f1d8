"""What is published besides pages: the portfolio in forms that programs read.

An output is a file beside this one: a function from the portfolio and the site to text, and the path at which that
is published. Adding one is a new file and a line in `OUTPUTS`.
"""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.model.portfolio import Portfolio
from nexus_core.write.outputs import cards_json, json_feed, llms_full, llms_txt, portfolio_json, resume_json, rss
from nexus_core.write.outputs.base import Output, Site

__all__ = ["OUTPUTS", "Output", "Site", "public", "published", "wanted"]

OUTPUTS: tuple[Output, ...] = (
    portfolio_json.OUTPUT,
    resume_json.OUTPUT,
    rss.OUTPUT,
    json_feed.OUTPUT,
    llms_txt.OUTPUT,
    llms_full.OUTPUT,
    cards_json.OUTPUT,
)
"""Every output, in the order in which they are written."""


def published(portfolio: Portfolio, site: Site) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every output; drafts are in none of them, even where pages show them."""
    shown = public(portfolio)
    return ((output.path, output.write(shown, site)) for output in wanted(shown, site))


def wanted(portfolio: Portfolio, site: Site) -> Iterator[Output]:
    """Yield the outputs that a portfolio's site has."""
    return (output for output in OUTPUTS if (site.url or not output.needs_address) and output.is_needed(portfolio))


def public(portfolio: Portfolio) -> Portfolio:
    """Return the portfolio without its drafts; itself where it has none, with all that was worked out of it."""
    notes = {path: note for path, note in portfolio.notes.items() if not note.fields.draft}
    return portfolio if len(notes) == len(portfolio.notes) else Portfolio(notes, portfolio.catalogue)
