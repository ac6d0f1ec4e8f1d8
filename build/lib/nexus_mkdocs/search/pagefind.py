"""Has Pagefind index a finished site's entries of the search, and Material's dialog search with it.

The entries are those of Material's index: what is searched, and what is left out, is decided in one place. They are
kept beside it, where the next build finds them. Pagefind is handed a small page made of each page's entries, with
the same address. In the reader's browser a worker of this project's replaces Material's, which is meant to be
exchanged:
https://squidfunk.github.io/mkdocs-material/setup/setting-up-site-search/#custom-search
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from nexus_mkdocs.search.settings import INDEX, program

ENTRIES = "search/entries.json"
"""What is searched, as Material's index has it. No reader downloads it."""

FOLDER = "search/pagefind/"
"""Where Pagefind's index is: files that are named after what is in them."""

_WORKER = "search/worker.js"
_SOURCE = Path(__file__).with_name("search_worker.js")
_MATERIALS_WORKER = re.compile(r'"assets/javascripts/workers/search\.\w+\.min\.js"')
_HEADING_WEIGHT, _MOST_WEIGHT = 7, 10
"""https://pagefind.app/docs/weighting/: of a first heading, and of anything."""

Entry = Mapping[str, Any]


def write_pagefind(config: MkDocsConfig) -> None:
    """Index what is to be searched in a site that is whole, and leave Material's own search nothing to download.

    Raises:
        PluginError: Pagefind has failed.
    """
    site = Path(config.site_dir)
    index = site / INDEX
    (site / ENTRIES).write_bytes(index.read_bytes())
    found = json.loads(index.read_bytes())
    # All that Material hands to the worker; its own language is that of its stemmer.
    language = str(config.theme.get("language") or "en")
    nothing = {"config": {**found["config"], "lang": [language]}, "docs": []}
    index.write_text(json.dumps(nothing, separators=(",", ":")), encoding="utf-8")
    shutil.copyfile(_SOURCE, site / _WORKER)
    with tempfile.TemporaryDirectory(prefix="nexus-") as pages:
        for path, page in _pages(found["docs"], language):
            file = Path(pages) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page, encoding="utf-8")
        _index(Path(pages), site / FOLDER)


def _index(pages: Path, folder: Path) -> None:
    """Index some pages into a folder."""
    command = [str(program()), "--site", str(pages), "--output-path", str(folder), "--quiet"]
    # It reads settings of its own from the folder that it is started in.
    done = subprocess.run(command, cwd=pages, capture_output=True, check=False, text=True)  # noqa: S603
    if done.returncode:
        raise PluginError(f"Pagefind could not index the site: {(done.stderr or done.stdout).strip()}")
    for file in folder.iterdir():
        # Its own interfaces, which this site doesn't show.
        if file.suffix in {".css", ".js"} and file.name != "pagefind.js":
            file.unlink()


def _pages(entries: Iterable[Entry], language: str) -> Iterator[tuple[str, str]]:
    """Yield a small page for each page of a site, with its path."""
    for location, sections in groupby(entries, lambda entry: str(entry["location"]).partition("#")[0]):
        path = unquote(location)
        yield path + ("index.html" if path.endswith("/") or not path else ""), _page(list(sections), language)


def _page(sections: Sequence[Entry], language: str) -> str:
    """Return a page with a heading for each section, the first one's being that of the page."""
    first = sections[0]
    boost = first.get("boost")
    boost = boost if isinstance(boost, int | float) else 1
    # Entries are HTML.
    tags = escape(json.dumps([unescape(tag) for tag in first.get("tags", [])], ensure_ascii=False))
    head = f'<meta data-pagefind-meta="tags[content]" content="{tags}">' if first.get("tags") else ""
    parts = [f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">{head}</head><body>']
    for section in sections:
        anchor = str(section["location"]).partition("#")[2]
        name, level = (f' id="{escape(anchor)}"', 2) if section is not first else ("", 1)
        weight = _weight((_HEADING_WEIGHT + 1 - level) * boost)
        parts.append(f"<h{level}{name}{weight if boost != 1 else ''}>{section['title']}</h{level}>")
        parts.append(f"<div{_weight(boost) if boost != 1 else ''}>{section['text']}</div>")
    return "".join([*parts, "</body></html>"])


def _weight(weight: float) -> str:
    return f' data-pagefind-weight="{max(0.0, min(weight, _MOST_WEIGHT)):g}"'


def with_worker(template: str, source: str, _path: str | None = None) -> str:
    """Return a template's text with the worker of this search in place of Material's.

    Raises:
        PluginError: Material's own search can't be found, which is without an index by then.
    """
    if template != "base.html":
        return source
    source, changes = _MATERIALS_WORKER.subn(f'"{_WORKER}"', source)
    if not changes:
        raise PluginError("mkdocs.yml: this theme's search can't be replaced: set extra: { search: material }")
    return source
