"""What an output is made of: where it is published, when, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from nexus_core.write.outputs.llms_markdown import PlainPages
from nexus_core.write.outputs.site import Site
from nexus_core.write.view import View


@dataclass(frozen=True, slots=True)
class JoinedPages:
    """A text that has a part of every page."""

    opening: str
    parts: Mapping[str, Callable[[], str]]
    """What writes each page's part, by the path of the page's source, in their order."""

    def __str__(self) -> str:
        return "\n".join((self.opening, *(part() for part in self.parts.values())))


@dataclass(frozen=True, slots=True)
class Output:
    """One thing that is published beside the pages."""

    path: str
    """Where it is published, from the site's root."""
    write: Callable[[View, Site], str]
    """Returns its text; the same for the same portfolio and site."""
    needs_address: bool = False
    """Whether it is published only where the site's full address is known."""
    is_needed: Callable[[View], bool] = lambda view: True
    """Returns whether a portfolio has anything that reads it."""
    links_to_plain_pages: bool = False
    """Whether it links to the plain Markdown of pages: where that isn't published, the output isn't either."""
    join: Callable[[PlainPages], JoinedPages] | None = None
    """Returns its text by pages, so that a build can keep the parts of unchanged ones; None if it has no parts."""


def without_empty(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document's fields without those that are None, false or empty."""
    return {name: value for name, value in fields.items() if value}
