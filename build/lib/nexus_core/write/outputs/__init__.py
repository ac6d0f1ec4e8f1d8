"""What is published besides pages: the portfolio in forms that programs read.

An output is a file beside this one: a function from the portfolio and the site to text, and the path at which that
is published. Adding one is a new file and a line in `OUTPUTS`.
"""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.write.outputs import cards_json, json_feed, llms_full, llms_txt, portfolio_json, resume_json, rss
from nexus_core.write.outputs.base import Output
from nexus_core.write.outputs.site import Site
from nexus_core.write.view import View

__all__ = ["OUTPUTS", "Output", "Site", "enabled"]

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


def enabled(view: View, site: Site) -> Iterator[Output]:
    """Yield the outputs that a site has; their view is one without drafts, even where pages show them."""
    return (output for output in OUTPUTS if (site.url or not output.needs_address) and output.is_needed(view))
