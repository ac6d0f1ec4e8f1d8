"""What a portfolio's pages look like, as data: templates over Material's, styles, scripts and Markdown extensions.

The MkDocs plugin puts it into a site, an export copies it. Nothing here runs.
"""

from __future__ import annotations

from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent / "templates"
"""The folder of the templates, and below `assets` of the files that pages load."""

STYLES = tuple(
    f"assets/stylesheets/{name}.css"
    for name in ("nexus", "evidence", "skills", "cards", "filter", "pages", "print")
)
"""The style sheets, in the order in which pages load them."""

MODULES = tuple(f"assets/javascripts/{name}.js" for name in ("filter", "scrolling"))
"""The scripts, each a module; what else is beside them is loaded by these."""

EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "md_in_html", "tables"),
    *(f"pymdownx.{name}" for name in ("details", "keys", "mark", "superfences", "tabbed")),
)
"""The Markdown extensions that pages are composed for, and those that authors of Material's sites know."""
