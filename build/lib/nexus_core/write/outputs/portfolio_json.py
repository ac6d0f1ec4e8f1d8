"""`portfolio.json`: the whole portfolio as one JSON document, from which another site or program can be made."""

from __future__ import annotations

from nexus_core.write.outputs.base import Output
from nexus_core.write.outputs.site import Site
from nexus_core.write.view import View


def write(view: View, site: Site) -> str:
    """Return the portfolio as JSON."""
    # The document's models take long to load, and a build in which only texts have changed does without.
    from nexus_core.write.outputs.portfolio_content import document  # noqa: PLC0415

    return document(view.portfolio, site).model_dump_json(indent=2) + "\n"


OUTPUT = Output("portfolio.json", write)
