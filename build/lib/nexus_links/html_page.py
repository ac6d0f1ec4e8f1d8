"""Reads a built HTML page as a browser does: what it refers to, what can be referred to in it, what it shows."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nexus_links.stylesheets import addresses_in

_ADDRESSES = (
    "href", "src", "poster", "action", "formaction", "data", "cite", "background", "longdesc", "xlink:href", "ping",
)  # fmt: skip
_OTHERS = ("srcset", "imagesrcset", "style", "usemap", "id", "name", "content")
_SELECTOR = ",".join(
    [*(f"[{name.replace(':', chr(92) + ':')}]" for name in (*_ADDRESSES, *_OTHERS)), "style", "script"]
)
_PICTURES = frozenset({"img", "picture", "source", "video", "audio", "track", "image"})
_NOT_FOLLOWED = frozenset({"preconnect", "dns-prefetch", "pingback"})
_META = re.compile(
    r"og:(?:url|image|video|audio)(?::(?:url|secure_url))?|twitter:(?:image|player|url)(?::src)?"
    r"|msapplication-(?:tileimage|config|starturl)|url|image|thumbnailurl|contenturl",
    re.IGNORECASE,
)
_REFRESH = re.compile(
    r"\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?(?P<quote>[\"']?)(?P<url>[^\"']*)(?P=quote)", re.IGNORECASE
)
_LINKED_DATA = """
    @id url image logo item contenturl thumbnailurl embedurl downloadurl installurl sameas mainentityofpage
    coderepository license photo discussionurl target
""".split()  # noqa: SIM905 # words read better than forty quotation marks
_RELATIVE = frozenset({"url", "image", "logo", "contenturl", "thumbnailurl", "embedurl", "downloadurl", "photo"})
_FILE_OR_FOLDER = re.compile(r"(?!\w+:)[^\s{}]+(?:/|\.\w{2,5})(?:[?#]\S*)?$")
"""What is an address below those keys, rather than a name."""
_SILENT = frozenset(
    {"code", "pre", "kbd", "samp", "script", "style", "textarea", "template", "svg", "math", "title"}
)
_INLINE = """
    a abbr b bdi bdo big cite data del dfn em font i ins label mark q s small span strike strong sub sup time tt u
    var
""".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a page, where it stands and what it is shown with."""

    value: str
    """As it is written, entities decoded."""
    tag: str
    attribute: str
    shown: str | None = ""
    """The text of a link; None where what is at the address is shown or used itself."""


@dataclass(eq=False)
class HtmlPage:
    """A page: its references in their order, and its ids."""

    markup: str
    references: list[Reference] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    maps: set[str] = field(default_factory=set)
    base: str = ""
    """The address that relative ones start from, if it isn't the page's own."""
    broken_data: list[str] = field(default_factory=list)
    """The messages of JSON-LD that can't be read."""

    @cached_property
    def shown(self) -> str:
        """The text that a reader sees, without code; blocks on lines of their own."""
        parser = LexborHTMLParser(self.markup)
        parts: list[str] = []
        if parser.body is not None:
            _gather(parser.body, parts)
        return re.sub(r"[ \t\r\f]+", " ", "".join(parts))

    @cached_property
    def code(self) -> str:
        """The text of the page's code."""
        found = LexborHTMLParser(self.markup).css("pre, code, kbd, samp, textarea")
        return "\n".join(node.text(deep=True) for node in found)

    @cached_property
    def refreshes_to(self) -> str:
        """Where the page sends its reader at once, or an empty string."""
        return next((found.value for found in self.references if found.attribute == "refresh"), "")


def read_page(markup: str) -> HtmlPage:
    """Read a page."""
    document = HtmlPage(markup)
    parser = LexborHTMLParser(markup)
    # An element that several parts of the selector fit may come more than once.
    for node in {node.mem_id: node for node in parser.css(_SELECTOR)}.values():
        attributes = {name: value or "" for name, value in node.attributes.items()}
        tag = node.tag or ""
        _note_targets(document, tag, attributes)
        if tag == "base":
            document.base = document.base or attributes.get("href", "")
            continue
        document.references += _references(node, tag, attributes)
        if tag == "script" and attributes.get("type", "").lower() == "application/ld+json":
            _read_data(document, node.text(deep=True))
    return document


def _note_targets(document: HtmlPage, tag: str, attributes: dict[str, str]) -> None:
    if "id" in attributes:
        document.ids[attributes["id"]] += 1
    if tag == "a" and "name" in attributes:
        document.names.add(attributes["name"])
    if tag == "map" and "name" in attributes:
        document.maps.add(attributes["name"])


def _references(node: LexborNode, tag: str, attributes: dict[str, str]) -> Iterator[Reference]:
    if tag == "link" and _NOT_FOLLOWED & set(attributes.get("rel", "").lower().split()):
        return
    if tag == "meta":
        yield from _of_meta(attributes)
        return
    if "-" in tag:  # an element of the author's own: what its attributes mean is known to its script
        return
    for name in _ADDRESSES:
        # `data` is an address on <object> only, and an attribute of forms' fields elsewhere.
        if name in attributes and (name != "data" or tag == "object"):
            values = attributes[name].split() if name == "ping" else [attributes[name]]
            shown = node.text(deep=True) if tag == "a" else None if tag in _PICTURES else ""
            yield from (Reference(value, tag, name, shown) for value in values)
    for name in ("srcset", "imagesrcset"):
        if name in attributes:
            yield from (Reference(value, tag, name, None) for value in _candidates(attributes[name]))
    if attributes.get("usemap", "").startswith("#"):
        yield Reference(attributes["usemap"], tag, "usemap")
    style = attributes.get("style", "") if tag != "style" else node.text(deep=True)
    if "(" in style or "@import" in style:
        yield from (Reference(found.value, tag, "style") for found in addresses_in(style, inline=tag != "style"))


def _of_meta(attributes: dict[str, str]) -> Iterator[Reference]:
    content = attributes.get("content", "")
    name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
    if attributes.get("http-equiv", "").lower() == "refresh":
        match = _REFRESH.match(content)
        if match and match["url"].strip():
            yield Reference(match["url"].strip(), "meta", "refresh")
    elif content and _META.fullmatch(name):
        yield Reference(content, "meta", "content")


def _candidates(srcset: str) -> Iterator[str]:
    """Split a srcset, https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute."""
    position = 0
    while match := re.compile(r"[\s,]*(?P<url>\S+)").match(srcset, position):
        url = match["url"]
        if url.endswith(","):
            yield url.rstrip(",")
            position = match.end()
        else:
            yield url
            comma = re.compile(r"[^,(]*(?:\([^)]*\)[^,(]*)*,?").match(srcset, match.end())
            position = comma.end() if comma else len(srcset)


def _read_data(document: HtmlPage, text: str) -> None:
    try:
        data = json.loads(text)
    except ValueError as error:
        document.broken_data.append(str(error))
        return
    document.references += [Reference(value, "script", "json-ld") for value in _addresses_of(data)]


def _addresses_of(data: Any, key: str = "") -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _addresses_of(value, str(name).lower())
    elif isinstance(data, list):
        for value in data:
            yield from _addresses_of(value, key)
    elif (
        isinstance(data, str)
        and key in _LINKED_DATA
        and (re.match(r"https?://|[./#]", data) or (key in _RELATIVE and _FILE_OR_FOLDER.match(data)))
    ):
        yield data


def _gather(node: LexborNode, parts: list[str]) -> None:
    child = node.child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            parts.append((child.text_content or "").replace("\n", " "))
        elif tag in _SILENT or "arithmatex" in (child.attributes.get("class") or ""):
            parts.append("\u0001")  # something stands here that is no text: brackets don't meet across it
        elif tag == "br":
            parts.append("\n")
        elif tag in _INLINE:
            _gather(child, parts)
        else:
            parts.append("\n")
            _gather(child, parts)
            parts.append("\n")
        child = child.next
