"""What an output may know of the site around it: its name, and the addresses of what is published."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from nexus_core.model.redirects import published_file
from nexus_core.read.paths import page_address


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
