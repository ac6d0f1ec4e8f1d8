"""The page at an old address: sends its reader on, with a script, without one, or by a link."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("redirect.html.j2")


def compose(title: str, url: str, canonical: str) -> str:
    """Return the HTML that leads to the page `title` at `url`, relative to the old address.

    `canonical` is the page's full address where that is known, else `url`.
    """
    return _template().render(title=title, url=url, canonical=canonical or url) + "\n"
