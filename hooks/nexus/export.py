"""Writes the site as plain Markdown for another generator: components expanded, links by file, no hooks needed.

The pages are those that MkDocs is given; only their places differ. Below `docs/` everything lies where its address
is, and a folder's own page is its `index.md`, so that any generator that knows MkDocs's rules gives the same URLs.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from nexus.fields import NoteFields
from nexus.links import relative, resolve
from nexus.loading import Loaded
from nexus.nav import NavItem
from nexus.nav import build as build_nav
from nexus.note import is_index
from nexus.outputs import Site, published
from nexus.pages import Page, pages, redirect_page

MARKER = ".nexus-export"
"""The file that says that a folder was written by an export, and may be written anew."""

HOME = frozenset({"docs/index.md", "docs/README.md"})

_TOKEN = re.compile(
    r"^ *(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?^ *(?P=fence)[`~]*[ \t]*$|.*\Z)"
    r"|(?P<tick>`+)(?!`).*?(?<!`)(?P=tick)(?!`)"
    r"|(?P<before>\]\(<?)(?P<link>[^)\s<>]+)"
    r"|(?P<open>^ {0,3}\[[^\]\n]+\]:[ \t]*)(?P<definition>\S+)",
    re.MULTILINE | re.DOTALL,
)
_LEFT_OUT = frozenset(
    {"hooks", "docs_dir", "site_dir", "strict", "validation", "plugins", "nav", "watch", "not_in_nav"}
)


def exported_path(path: str) -> str:
    """Return the place of a repository path in the export."""
    inside = path.removeprefix("docs/")
    if is_index(path) and path.endswith((".md", ".markdown")):
        inside = posixpath.join(posixpath.dirname(inside), "index.md")
    return f"docs/{inside}"


def export_texts(loaded: Loaded, settings: str, site: Site) -> Iterator[tuple[str, str]]:
    """Yield the path and text of every file of an export, but for the files beside the notes.

    Args:
        loaded: the portfolio.
        settings: the text of `mkdocs.yml`.
        site: where the site lives.
    """
    portfolio = loaded.portfolio
    every = pages(portfolio)
    known = frozenset([*every, *loaded.assets])
    for page in every.values():
        yield exported_path(page.path), _front_matter(page) + _relinked(page.compose(), page.path, known) + "\n"
    for path, text in published(portfolio, site):
        if not path.endswith((".md", ".txt")):  # the pages as text lead to addresses of this site
            yield f"docs/{path}", text
    for redirect in loaded.redirects:
        target = every[redirect.target]
        url = relative(redirect.file(), f"{site.page(target.path).removeprefix(site.url) or './'}x").removesuffix(
            "x"
        )
        yield f"docs/{redirect.file()}", redirect_page.compose(target.title, url or "./", site.page(target.path))
    yield "mkdocs.yml", _settings(settings, build_nav(portfolio, every))
    yield MARKER, "Written by 'nexus export'. Whatever is in this folder is replaced by the next one.\n"


def _front_matter(page: Page) -> str:
    """Return what themes read of a page: its title and description, and the fields that are theirs."""
    meta: dict[str, Any] = {}
    if page.note:
        own = NoteFields.model_fields.keys() | type(page.note.fields).model_fields.keys()
        meta = {key: value for key, value in page.note.front.fields.items() if key not in own}
        meta |= {"tags": list(page.note.fields.tags)} if page.note.fields.tags else {}
    if page.path not in HOME:
        meta["title"] = f"{page.title}, the evidence" if page.skill else page.title
    if page.description:
        meta["description"] = page.description
    dumped = yaml.safe_dump(meta, sort_keys=False, allow_unicode=True, width=float("inf"))
    return f"---\n{dumped}---\n\n" if meta else ""


def _relinked(markdown: str, path: str, known: frozenset[str]) -> str:
    """Return a page's Markdown with its links to other files as they lead from its new place."""
    here = exported_path(path)

    def link(value: str) -> str:
        bare, mark, fragment = value.partition("#")
        target = resolve(path, bare) if bare else None
        return relative(here, exported_path(target)) + mark + fragment if target in known and target else value

    def replaced(match: re.Match[str]) -> str:
        if match["link"]:
            return match["before"] + link(match["link"])
        return match["open"] + link(match["definition"]) if match["definition"] else match[0]

    return _TOKEN.sub(replaced, markdown)


def _settings(text: str, nav: tuple[NavItem, ...]) -> str:
    """Return `mkdocs.yml` without what only MkDocs has, and with the nav that is worked out otherwise."""
    blocks = re.split(r"(?m)^(?=[A-Za-z_][\w-]*:)", text)
    kept = "".join(block for block in blocks if block.partition(":")[0] not in _LEFT_OUT)
    kept = re.sub(r"(?m)^[ \t]+custom_dir:.*\n", "", kept)
    entries = yaml.safe_dump({"nav": [_entry(item) for item in nav]}, sort_keys=False, allow_unicode=True)
    return f"{kept.rstrip()}\n\nplugins:\n  - search\n\n{entries}"


def _entry(item: NavItem) -> str | Mapping[str, Any]:
    if item.children:
        return {item.title: [_entry(child) for child in item.children]}
    return {item.title: exported_path(item.path or "").removeprefix("docs/")}
