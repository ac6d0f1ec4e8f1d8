"""What a build notes of itself for the next: of each page what it was made of, of each file what it is like.

A record is one JSON file below `.cache/nexus`, written in one go behind the digest of its text. One that is
corrupt, of another build's settings, or of a site that has been written to since, is as good as none.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nexus_core.storage.files import write_file
from nexus_mkdocs.speed.cache.header import Header, digest_of
from nexus_mkdocs.speed.cache.outputs import Like
from nexus_mkdocs.speed.cache.replayed_warnings import Said


@dataclass
class PageRecord:
    """What a page was made of, and what it said."""

    key: str = ""
    """The digest of all that it was made of but the addresses of what it links to."""
    body: str = ""
    """The digest of its note's body."""
    lookups: dict[str, str | None] = field(default_factory=dict)
    """The address of each file that a link of its text was resolved to, by path; None where there was no file."""
    anchors: list[str] = field(default_factory=list)
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    """The links of its text to anchors, by file and anchor."""
    said: Said = field(default_factory=list)
    """What was logged while it was rendered: logger, level and message."""
    parts: dict[str, int] = field(default_factory=dict)
    """How long its part of each joined file is, in bytes."""


@dataclass
class SiteRecord:
    """What a site was made of, and what its files are like."""

    fingerprint: str
    shape: str
    """The digest of what pages show of other notes than their own."""
    pages: dict[str, PageRecord]
    """Every page by its path, in the order of the joined files."""
    files: dict[str, Like]
    """Every file of the site, by its path from the site's root."""
    sources: dict[str, list[int]]
    """What each file was like that was copied into the site, by its own path."""
    said: Said = field(default_factory=list)
    """What was logged once all pages were rendered: links to anchors that aren't there."""


def save(record: SiteRecord, header: Header, path: Path) -> None:
    """Write a record, if its folder can be written to: without one, the next build is a full one."""
    parts = [json.dumps(part, default=vars, separators=(",", ":")).encode() for part in (header, record)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, b"\n".join([" ".join(map(digest_of, parts)).encode(), *parts]))
    except OSError:
        with suppress(OSError):
            path.unlink()


def load(path: Path) -> SiteRecord | None:
    """Return the record in a file, or None where there is none that can be trusted."""
    try:
        digests, _, text = path.read_text(encoding="utf-8").split("\n", 2)
        if digests.split()[1] != digest_of(text):
            return None
        data: dict[str, Any] = json.loads(text)
        pages = {path: PageRecord(**page) for path, page in data.pop("pages").items()}
        record = SiteRecord(pages=pages, **data)
        record.files = {path: _like(value) for path, value in record.files.items()}
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None
    return record


def _like(value: Any) -> Like:
    size, changed = value
    return int(size), int(changed)
