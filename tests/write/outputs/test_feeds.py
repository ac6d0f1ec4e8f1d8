"""Whoever follows the portfolio hears of each dated note once, in either format, wherever the site is read."""

from __future__ import annotations

import datetime as dt
import json
import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import feedparser
import pytest
from jsonschema import Draft202012Validator
from selectolax.lexbor import LexborHTMLParser

from nexus_core.model.loading import load
from nexus_core.write.outputs import Site
from nexus_core.write.outputs.feed import LIMIT
from support.node_packages import run_module
from support.small_sites import BASE, build_site, outputs_of, repository_in, settings, write
from support.this_site import ADDRESS, pages_of

pytestmark = pytest.mark.own_notes

SITE = Site("Mine & <co>", "https://a.b/c/", description="Notes & <more>.", language="en")
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "</title>]]><script>x</script> & \"'\x07\u2028"

NOTES = {
    **BASE,
    "learnings/first.md": "---\ndate: 2024-01-02\n---\n\n# First\n",
    "learnings/changed.md": """\
---
title: Changed
description: Tom & Jerry <3
date: { created: 2024-01-01, updated: 2024-05-06 }
skills: [Python, Caching]
tags: [python, caches]
---
""",
    "challenges-solutions/last.md": "---\ntitle: Last\ndate: 2024-03-04\n---\n",
    "resources/none.md": "# Without a date\n",
    "resources/drafted.md": "---\ndate: 2024-03-05\ndraft: true\n---\n\n# Drafted\n",
    "learnings/README.md": "---\ndate: 2024-03-06\n---\n\n# The section\n",
    "docs/about.md": "---\ndate: 2024-03-07\n---\n\n# A page\n",
}


def feeds(root: Path, site: Site = SITE) -> dict[str, str]:
    return {
        path: text
        for path, text in outputs_of(load(repository_in(root)).portfolio, site).items()
        if path.startswith("feed")
    }


def rss_of(text: str) -> Any:
    """Return a feed as a feed reader sees it, and see that it keeps to the RSS Advisory Board's rules."""
    channel = ElementTree.fromstring(text).find("channel")  # noqa: S314 (our own)
    assert channel is not None
    for required in ("title", "link", "description"):
        assert channel.findtext(required)
    (itself,) = channel.findall(f"{ATOM}link")
    assert (itself.get("rel"), itself.get("type")) == ("self", "application/rss+xml")
    for date in (*channel.iter("lastBuildDate"), *channel.iter("pubDate")):
        assert re.fullmatch(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT", date.text or "")
        assert parsedate_to_datetime(date.text or "").utcoffset() == dt.timedelta()
    guids = [guid.text for guid in channel.iter("guid")]
    assert len(set(guids)) == len(guids)
    for item in channel.iter("item"):
        assert item.findtext("title") or item.findtext("description")
        (guid,) = item.findall("guid")
        assert (guid.get("isPermaLink"), guid.text) == ("true", item.findtext("link"))
    for address in [*guids, itself.get("href"), *(link.text for link in channel.iter("link"))]:
        assert (address or "").startswith("https://")
    found = feedparser.parse(text.encode())
    assert (found.bozo, found.version) == (False, "rss20")
    return found


URL = {"type": "string", "format": "uri"}
MOMENT = {"type": "string", "format": "date-time"}
AUTHORS = {
    "type": "array",
    "items": {
        "type": "object",
        "minProperties": 1,
        "properties": {"name": {"type": "string"}, "url": URL, "avatar": URL},
        "additionalProperties": False,
    },
}
ITEM = {
    "type": "object",
    "required": ["id"],
    "anyOf": [{"required": ["content_text"]}, {"required": ["content_html"]}],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "url": URL,
        "external_url": URL,
        "title": {"type": "string"},
        "content_text": {"type": "string", "minLength": 1},
        "content_html": {"type": "string", "minLength": 1},
        "summary": {"type": "string"},
        "image": URL,
        "date_published": MOMENT,
        "date_modified": MOMENT,
        "authors": AUTHORS,
        "tags": {"type": "array", "items": {"type": "string"}},
        "language": {"type": "string"},
    },
    "additionalProperties": False,
}
JSON_FEED = Draft202012Validator(
    {
        "$comment": "https://www.jsonfeed.org/version/1.1/",
        "type": "object",
        "required": ["version", "title", "items"],
        "properties": {
            "version": {"const": "https://jsonfeed.org/version/1.1"},
            "title": {"type": "string", "minLength": 1},
            "home_page_url": URL,
            "feed_url": URL,
            "description": {"type": "string"},
            "language": {"type": "string"},
            "authors": AUTHORS,
            "items": {"type": "array", "items": ITEM},
        },
        "additionalProperties": False,
    },
    format_checker=Draft202012Validator.FORMAT_CHECKER,
)


def json_of(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    JSON_FEED.validate(found)
    return found


@pytest.fixture
def notes(tmp_path: Path) -> dict[str, str]:
    return feeds(write(tmp_path, NOTES))


def test_dated_notes_that_lists_show_are_in_both_the_newest_first(notes: dict[str, str]) -> None:
    titles = ["Last", "First", "Changed"]
    assert [entry.title for entry in rss_of(notes["feed.xml"]).entries] == titles
    assert [item["title"] for item in json_of(notes["feed.json"])["items"]] == titles


def test_the_channel_says_what_it_is(notes: dict[str, str]) -> None:
    channel = rss_of(notes["feed.xml"]).feed
    assert (channel.title, channel.link, channel.language) == ("Mine & <co>", "https://a.b/c/", "en")
    assert channel.subtitle == "Notes &amp; &lt;more&gt;."
    found = json_of(notes["feed.json"])
    assert {key: value for key, value in found.items() if key not in {"items", "version"}} == {
        "title": "Mine & <co>",
        "home_page_url": "https://a.b/c/",
        "feed_url": "https://a.b/c/feed.json",
        "description": "Notes & <more>.",
        "language": "en",
    }


def test_an_entry_says_what_its_note_is(notes: dict[str, str]) -> None:
    entry = rss_of(notes["feed.xml"]).entries[2]
    assert (entry.id, entry.link) == ("https://a.b/c/learnings/changed/",) * 2
    assert (entry.published, entry.summary) == ("Mon, 01 Jan 2024 00:00:00 GMT", "Tom &amp; Jerry &lt;3")
    assert [tag.term for tag in entry.tags] == ["Python", "Caching", "caches"]
    assert json_of(notes["feed.json"])["items"][2] == {
        "id": "https://a.b/c/learnings/changed/",
        "url": "https://a.b/c/learnings/changed/",
        "title": "Changed",
        "content_text": "Tom & Jerry <3",
        "summary": "Tom & Jerry <3",
        "date_published": "2024-01-01T00:00:00+00:00",
        "date_modified": "2024-05-06T00:00:00+00:00",
        "tags": ["Python", "Caching", "caches"],
    }


def test_a_feed_is_as_old_as_its_newest_change(notes: dict[str, str], tmp_path: Path) -> None:
    assert rss_of(notes["feed.xml"]).feed.updated == "Mon, 06 May 2024 00:00:00 GMT"
    assert feeds(write(tmp_path, NOTES)) == notes


def test_a_note_without_a_description_is_told_of_by_its_title(notes: dict[str, str]) -> None:
    assert json_of(notes["feed.json"])["items"][0]["content_text"] == "Last"
    assert "summary" not in rss_of(notes["feed.xml"]).entries[0]


def test_a_feed_ends_with_its_fiftieth_note(tmp_path: Path) -> None:
    many = {f"learnings/{n}.md": f"---\ndate: {1900 + n}-01-01\n---\n\n# Note {n}\n" for n in range(LIMIT + 2)}
    found = feeds(write(tmp_path, {**BASE, **many}))
    items = json_of(found["feed.json"])["items"]
    assert [items[0]["title"], items[-1]["title"], len(items)] == [f"Note {LIMIT + 1}", "Note 2", 50]
    assert len(rss_of(found["feed.xml"]).entries) == 50


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "9999-12-31"])
def test_any_day_has_its_moment(tmp_path: Path, day: str) -> None:
    found = feeds(write(tmp_path, {**BASE, "learnings/a.md": f"---\ndate: {day}\n---\n\n# A\n"}))
    rss_of(found["feed.xml"])
    assert json_of(found["feed.json"])["items"][0]["date_published"] == f"{day}T00:00:00+00:00"


def test_no_title_breaks_out_of_its_place(tmp_path: Path) -> None:
    quoted = json.dumps(HOSTILE)
    note = f"---\ntitle: {quoted}\ndescription: {quoted}\ntags: [{quoted}]\ndate: 2024-01-01\n---\n"
    found = feeds(write(tmp_path, {**BASE, "learnings/ü & o.md": note}))
    (entry,) = rss_of(found["feed.xml"]).entries
    assert entry.link == "https://a.b/c/learnings/%C3%BC%20%26%20o/"
    assert "<script" not in entry.summary
    item = ElementTree.fromstring(found["feed.xml"]).find("channel/item")  # noqa: S314 (our own)
    assert item is not None
    shown = " ".join(HOSTILE.replace("\x07", "\ufffd").split())
    assert (item.findtext("title"), item.findtext("category")) == (shown, shown)
    assert json_of(found["feed.json"])["items"][0]["title"] == shown


def test_without_an_address_there_are_no_feeds(tmp_path: Path) -> None:
    assert feeds(write(tmp_path, NOTES), Site("Mine")) == {}


def test_a_feed_of_nothing_is_one(tmp_path: Path) -> None:
    found = feeds(tmp_path)
    assert rss_of(found["feed.xml"]).entries == []
    assert json_of(found["feed.json"])["items"] == []


@pytest.mark.parametrize(
    "fault",
    [
        {"version": "https://jsonfeed.org/version/1"},
        {"items": [{"id": "a"}]},
        {"items": [{"content_text": "a"}]},
        {"items": [{"id": "a", "content_text": "a", "date_published": "2024-01-01"}]},
        {"authors": [{}]},
        {"feed_url": "feed.json"},
    ],
)
def test_the_schema_refuses_what_is_wrong(notes: dict[str, str], fault: dict[str, Any]) -> None:
    assert not JSON_FEED.is_valid(json_of(notes["feed.json"]) | fault)


READER = """
import { readFileSync } from 'node:fs'
import { parseJsonFeed } from 'feedsmith'
process.stdout.write(JSON.stringify(parseJsonFeed(readFileSync(0, 'utf8'))))
"""


def test_a_feed_reader_finds_the_notes_of_this_repository(own_site: Path) -> None:
    text = (own_site / "feed.json").read_text(encoding="utf-8")
    read = json.loads(run_module(READER, text, "feedsmith"))
    assert json_of(text)["items"] == read["items"]
    entries = rss_of((own_site / "feed.xml").read_text(encoding="utf-8")).entries
    assert [entry.id for entry in entries] == [item["id"] for item in read["items"]]
    assert {entry.link for entry in entries} <= pages_of(own_site).keys()


def test_every_page_leads_to_both(own_site: Path) -> None:
    kinds = {"application/rss+xml": f"{ADDRESS}feed.xml", "application/feed+json": f"{ADDRESS}feed.json"}
    for address, page in pages_of(own_site).items():
        links = LexborHTMLParser(page).css('link[rel="alternate"]')
        found = {link.attributes["type"]: link.attributes["href"] for link in links}
        assert {kind: urljoin(address, str(link)) for kind, link in found.items()} == kinds


def test_pages_of_a_site_without_an_address_lead_to_no_feed(tmp_path: Path) -> None:
    text = settings()
    site = build_site(write(tmp_path, {**BASE, "mkdocs.yml": text}))
    assert (site.failed, site.warnings) == (False, [])
    assert not site.has("feed.xml")
    assert "feed" not in site.html("index.html")
