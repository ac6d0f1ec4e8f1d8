"""Reads a built page into what can be said about it without a browser: title, headings, links, data."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

_REFERENCES = {"a": "href", "area": "href", "img": "src", "link": "href", "script": "src", "source": "src"}


@dataclass
class Document:
    """What a page's HTML says."""

    title: str = ""
    description: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    """Level and text, in the order of the page."""
    references: list[str] = field(default_factory=list)
    """Addresses of links, pictures, styles and scripts, as they are written."""
    anchors: set[str] = field(default_factory=set)
    """What a link's fragment can name."""
    json_ld: list[str] = field(default_factory=list)


@cache  # several tests ask the same pages
def read(html: str) -> Document:
    """Return what a page's HTML says."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.document


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.document = Document()
        self._open = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if "id" in attributes:
            self.document.anchors.add(attributes["id"])
        if tag == "a" and "name" in attributes:
            self.document.anchors.add(attributes["name"])
        if (reference := attributes.get(_REFERENCES.get(tag, ""))) is not None:
            self.document.references.append(reference)
        if tag == "meta" and attributes.get("name") == "description":
            self.document.description = attributes.get("content", "").strip()
        # An SVG's parts have titles, too.
        if tag == "title" and not self.document.title:
            self._begin(tag)
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self._begin(tag)
        if tag == "script" and attributes.get("type") == "application/ld+json":
            self._begin(tag)

    def _begin(self, tag: str) -> None:
        self._open, self._text = tag, ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag != self._open:
            return
        self._open = ""
        if tag == "script":
            self.document.json_ld.append(self._text)
        elif tag == "title":
            self.document.title = self._text.strip()
        else:
            self.document.headings.append((int(tag[1]), " ".join(self._text.split())))
