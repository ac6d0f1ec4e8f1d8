"""`feed.json`: the newest notes as JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from nexus_core.write.outputs.base import Output, without_empty
from nexus_core.write.outputs.feed import Entry, entries, moment
from nexus_core.write.outputs.site import Site
from nexus_core.write.view import View

PATH = "feed.json"


def write(view: View, site: Site) -> str:
    """Return the feed."""
    portfolio = view.portfolio
    name = portfolio.profile.name
    items = [_item(entry) for entry in entries(portfolio, site)]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "home_page_url": site.page("docs/index.md"),
        "feed_url": site.file(PATH),
        "description": site.description,
        "language": site.language,
        "authors": [{"name": name, "url": site.page("docs/index.md")}] if name else [],
    }
    return json.dumps(without_empty(feed) | {"items": items}, indent=2, ensure_ascii=False) + "\n"


OUTPUT = Output(PATH, write, needs_address=True)


def _item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.address,
        "url": entry.address,
        "title": entry.title,
        # An item needs a content, and this is what the feed has of a note.
        "content_text": entry.summary or entry.title,
        "summary": entry.summary,
        "date_published": _date(entry.created),
        "date_modified": _date(entry.updated) if entry.updated else None,
        "tags": list(entry.categories),
    }
    return without_empty(item)


def _date(day: dt.date) -> str:
    return moment(day).isoformat()
