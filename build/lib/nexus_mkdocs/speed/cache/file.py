"""The cache of a site: a JSON file below `.cache/nexus` with what each page was made of and the stat of each file.

It is written in one go, after the digests of its two parts. One that is corrupt, of a build with other settings, or
of a site that has been written to since, is ignored. The first part, the header, is enough to find out that nothing
has changed, and is read without the rest.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

FileStat = tuple[int, int]
"""A file's size in bytes and the time of its last change in nanoseconds."""

LogRecords = list[tuple[str, int, str]]
"""The logger's name, the level and the message of each thing that was logged."""


@dataclass(frozen=True)
class Header:
    """What has to be known to find out that nothing has changed."""

    fingerprint: str
    folders: tuple[str, ...]
    """The folders that notes are in."""
    inputs: str | None
    """The digest of all that is in them; None if it isn't known."""
    site: str
    """The digest of the stat of the site's files."""


@dataclass
class PageRecord:
    """What a page was made of, and what was logged of it."""

    key: str = ""
    """The digest of all that it was made of but the addresses of what it links to."""
    body: str = ""
    """The digest of its note's body."""
    lookups: dict[str, str | None] = field(default_factory=dict)
    """The address of each file that a link of its text was resolved to, by path; None where there was no file."""
    anchors: list[str] = field(default_factory=list)
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    """The links of its text to anchors, by file and anchor."""
    log: LogRecords = field(default_factory=list)
    """What was logged while it was rendered."""
    parts: dict[str, int] = field(default_factory=dict)
    """How long its part of each joined file is, in bytes."""


@dataclass
class SiteRecord:
    """What a site was made of, and the stat of its files."""

    fingerprint: str
    shape: str = ""
    """The digest of what pages show of other notes than their own."""
    reads: list[str] = field(default_factory=list)
    """What of the bodies of notes that is, as it was recorded while pages and outputs were written."""
    pages: dict[str, PageRecord] = field(default_factory=dict)
    """Every page by its path, in the order of the joined files."""
    files: dict[str, FileStat] = field(default_factory=dict)
    """Every file of the site, by its path from the site's root."""
    sources: dict[str, list[int]] = field(default_factory=dict)
    """The stat of each file that was copied into the site, by its own path."""


def cache_file(config: MkDocsConfig) -> Path:
    """Return where the cache of the site that a build is for is kept."""
    name = digest_of(str(Path(config.site_dir).resolve()))
    return Path(config.config_file_path).parent / ".cache" / "nexus" / f"{name}.json"


def save(record: SiteRecord, header: Header, path: Path) -> None:
    """Write a cache, if its folder can be written to: without one, the next build is a full one."""
    # A build with nothing to do never gets here, and this takes a tenth of its imports.
    from nexus_core.storage.files import write_file  # noqa: PLC0415

    parts = [json.dumps(part, default=vars, separators=(",", ":")).encode() for part in (header, record)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, b"\n".join([" ".join(map(digest_of, parts)).encode(), *parts]))
    except OSError:
        with suppress(OSError):
            path.unlink()


def load(path: Path) -> SiteRecord | None:
    """Return the record in a cache, or None where there is none that can be trusted."""
    try:
        digests, _, text = path.read_text(encoding="utf-8").split("\n", 2)
        if digests.split()[1] != digest_of(text):
            return None
        data: dict[str, Any] = json.loads(text)
        pages = {path: PageRecord(**page) for path, page in data.pop("pages").items()}
        files = {path: (int(size), int(changed)) for path, (size, changed) in data.pop("files").items()}
        return SiteRecord(pages=pages, files=files, **data)
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None


def load_header(path: Path) -> Header | None:
    """Return the header of a cache, or None where there is none that can be trusted."""
    try:
        with path.open(encoding="utf-8") as file:
            digests, text = file.readline(), file.readline().removesuffix("\n")
        return Header(**json.loads(text)) if digests.split()[0] == digest_of(text) else None
    except (OSError, ValueError, TypeError, LookupError):
        return None


def digest_of(text: str | bytes) -> str:
    """Return the digest of a text, in hexadecimal."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=20).hexdigest()
