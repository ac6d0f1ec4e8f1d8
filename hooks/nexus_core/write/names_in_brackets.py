"""Turns names in double brackets into links: `[[PostgreSQL]]` leads to the skill, `[[N+1 queries]]` to the note.

`[[name|words]]` shows other words, `[[name#heading]]` leads to a heading of a note. In code, HTML and links,
brackets stay brackets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from nexus_core.read.markdown_links import names_in_brackets
from nexus_core.read.paths import relative
from nexus_core.write.markup import escape

if TYPE_CHECKING:
    from nexus_core.model.portfolio import Portfolio


def with_links(body: str, path: str, portfolio: Portfolio) -> str:
    """Return the body of the note at a path with names in brackets as Markdown links, unknown ones as words."""
    parts, done = [], 0
    for link in names_in_brackets(body):
        target = portfolio.find_named(link.name)
        if target is None and not link.is_surely_meant:
            continue
        words = link.words or escape(link.name)
        anchor = portfolio.find_heading(link.name) if target else ""
        place = f"#{quote(anchor)}" if anchor else ""
        parts += [body[done : link.start], f"[{words}]({relative(path, target)}{place})" if target else words]
        done = link.end
    return "".join([*parts, body[done:]])
