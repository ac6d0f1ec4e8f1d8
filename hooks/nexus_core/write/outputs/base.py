"""What an output is made of: where it is published, what writes it, and what it may know of the site around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from nexus_core.model.redirects import published_file
from nexus_core.read.paths import page_address
from nexus_core.write.view import View


@dataclass(frozen=True, slots=True)
class Site:
    """The site that an output belongs to."""

    name: str = ""
    url: str = ""
    """Where the site lives; empty where that isn't known, and then addresses are relative to the site's root."""
    directory_urls: bool = True
    """Whether the page of `x.md` is `x/`, as on a server, or `x.html`, as in a site opened from the file system."""
    description: str = ""
    """What it is, in a line."""
    language: str = "en"
    """The language that it is written in, https://www.rfc-editor.org/info/bcp47."""

    def page(self, path: str) -> str:
        """Return the address of the page made of a source file.

        Raises:
            ValueError: its name is not UTF-8, so that it has no address.
        """
        return self.at(page_address(path) if self.directory_urls else published_file(path, directory_urls=False))

    def file(self, path: str) -> str:
        """Return the address of a file beside the notes, such as a picture, by its repository path."""
        return self.at(path.removeprefix("docs/"))

    def at(self, address: str) -> str:
        """Return the address of what is published at a place below the site's root.

        Raises:
            ValueError: its name is not UTF-8, so that it has no address.
        """
        base = f"{self.url.rstrip('/')}/" if self.url else ""
        try:
            return f"{base}{quote(address)}" or "./"
        except UnicodeEncodeError:
            raise ValueError(f"the name of the file behind '{address}' is not UTF-8: rename it") from None


@dataclass(frozen=True, slots=True)
class Output:
    """One thing that is published beside the pages."""

    path: str
    """Where it is published, from the site's root."""
    write: Callable[[View, Site], str]
    """Returns its text; the same for the same portfolio and site."""
    needs_address: bool = False
    """Whether it can't be without the site's full address; then it isn't published where that isn't known."""
    is_needed: Callable[[View], bool] = lambda view: True
    """Says whether a portfolio has anything that reads it."""


def said(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return those fields of a document that say something: what is None or empty is left out."""
    return {name: value for name, value in fields.items() if value}
