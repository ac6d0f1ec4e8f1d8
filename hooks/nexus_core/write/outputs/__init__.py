"""What is published besides pages: the portfolio in forms that programs read.

An output is a file beside this one: a function from the portfolio and the site to text, and the path at which that
is published. Adding one is a new file and a line in `OUTPUTS`.
"""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.write.outputs import cards_json, json_feed, llms_full, llms_txt, portfolio_json, resume_json, rss
from nexus_core.write.outputs.base import Output, Site
from nexus_core.write.view import View

__all__ = ["OUTPUTS", "Output", "Site", "published", "wanted"]

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


def published(view: View, site: Site) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every output; drafts are in none of them, even where pages show them."""
    shown = view.public()
    return ((output.path, output.write(shown, site)) for output in wanted(shown, site))


def wanted(view: View, site: Site) -> Iterator[Output]:
    """Yield the outputs that a portfolio's site has."""
    return (output for output in OUTPUTS if (site.url or not output.needs_address) and output.is_needed(view))
