"""Finds the references in the files of a built site that are no pages: style sheets, pictures, manifests, feeds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from nexus_links.built_site import NOWHERE, BuiltSite
from nexus_links.html_page import Reference, read_page
from nexus_links.stylesheets import addresses_in

_MANIFEST_KEYS = frozenset({"src", "start_url", "url", "action"})
_IN_XML = re.compile(
    r"<(?:(?:\w+:)?(?:\w+_)?loc|link|guid(?![^>]*isPermaLink=[\"']false)|url|icon|logo)\b[^>]*>\s*(?:<!\[CDATA\[)?([^<\]\s]+)|\b(?:href|src|url)=[\"']([^\"']+)"
)
_SITEMAP = re.compile(r"^[ \t]*sitemap:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)


def references_in(site: BuiltSite, path: str) -> Iterator[Reference]:
    """Yield what a file that is no page refers to."""
    suffix = path.rpartition(".")[2].lower()
    name = path.rpartition("/")[2]
    if suffix == "css":
        found = (address.value for address in addresses_in(_text(site, path)))
        yield from (Reference(value, "style", "url") for value in found if not value.startswith("#"))
    elif suffix == "svg":
        yield from read_page(_text(site, path)).references
    elif suffix == "webmanifest" or name == "manifest.json":
        yield from _of_json(_text(site, path), _MANIFEST_KEYS)
    elif suffix == "xml":
        yield from _own(site, (match[1] or match[2] for match in _IN_XML.finditer(_text(site, path))))
    elif suffix == "json" and "jsonfeed.org/version" in _text(site, path)[:300]:
        keys = frozenset({"url", "home_page_url", "feed_url", "image", "banner_image", "icon", "favicon"})
        yield from _own(site, (found.value for found in _of_json(_text(site, path), keys)))
    elif path == "robots.txt":
        yield from _own(site, (match[1] for match in _SITEMAP.finditer(_text(site, path))))


def _own(site: BuiltSite, values: Iterator[str]) -> Iterator[Reference]:
    """Yield the full addresses that are the site's own: what else feeds hold was taken from pages."""
    if site.address == NOWHERE:
        return
    host = re.match(r"https?://[^/]+", site.address)
    for value in values:
        address = value.replace("&amp;", "&")
        if host and re.match(rf"{re.escape(host[0])}(?:/|$)", address):
            yield Reference(address, "link", "href")


def _of_json(text: str, keys: frozenset[str]) -> Iterator[Reference]:
    try:
        data = json.loads(text)
    except ValueError:
        return
    yield from (Reference(value, "link", "href") for value in _values(data, keys))


def _values(data: Any, keys: frozenset[str]) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and key in keys:
                yield value
            else:
                yield from _values(value, keys)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value, keys)


def _text(site: BuiltSite, path: str) -> str:
    return (site.root / path).read_text(encoding="utf-8", errors="replace")
