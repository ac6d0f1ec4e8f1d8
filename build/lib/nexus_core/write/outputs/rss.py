"""`feed.xml`: the newest notes as RSS 2.0, for whoever wants to hear of new ones.

As the RSS Advisory Board's specification and profile have it: https://www.rssboard.org/rss-profile
"""

from __future__ import annotations

import datetime as dt
import html
import re
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from nexus_core.write.outputs.base import Output
from nexus_core.write.outputs.feed import Entry, entries, last_change, moment
from nexus_core.write.outputs.site import Site
from nexus_core.write.view import View

PATH = "feed.xml"

_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold: https://www.w3.org/TR/xml/#charsets."""

register_namespace("atom", _ATOM)


def write(view: View, site: Site) -> str:
    """Return the feed."""
    listed = entries(view.portfolio, site)
    rss = Element("rss", version="2.0")
    channel = SubElement(rss, "channel")
    _add(channel, "title", site.name)
    _add(channel, "link", site.page("docs/index.md"))
    _add(channel, "description", html.escape(site.description or site.name, quote=False))
    _add(channel, "language", site.language)
    SubElement(channel, f"{{{_ATOM}}}link", href=site.file(PATH), rel="self", type="application/rss+xml")
    changed = last_change(listed)
    if changed:
        _add(channel, "lastBuildDate", _date(changed))
    for entry in listed:
        _item(SubElement(channel, "item"), entry)
    indent(rss)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(rss, encoding="unicode")}\n'


OUTPUT = Output(PATH, write, needs_address=True)


def _item(item: Element, entry: Entry) -> None:
    _add(item, "title", entry.title)
    _add(item, "link", entry.address)
    _add(item, "guid", entry.address).set("isPermaLink", "true")
    _add(item, "pubDate", _date(entry.created))
    if entry.summary:
        # A description is read as HTML, a title is not.
        _add(item, "description", html.escape(entry.summary, quote=False))
    for category in entry.categories:
        _add(item, "category", category)


def _add(parent: Element, tag: str, text: str) -> Element:
    element = SubElement(parent, tag)
    element.text = _NOT_XML.sub("", text)
    return element


def _date(day: dt.date) -> str:
    return format_datetime(moment(day), usegmt=True)
