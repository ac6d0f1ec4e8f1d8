"""Lists the files of an export: pages as plain Markdown, redirects, outputs, settings and assets.

The pages are those that MkDocs gets, with their components expanded; all of them lie below `docs/`.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from nexus_core.model.loading import Loaded
from nexus_core.model.note import is_index
from nexus_core.model.redirects import Redirect, published_file
from nexus_core.read.paths import relative, resolve
from nexus_core.read.repository import is_markdown
from nexus_core.read.written_links import SourceText
from nexus_core.write.nav import NavItem
from nexus_core.write.nav import build as build_nav
from nexus_core.write.old_addresses import old_addresses
from nexus_core.write.outputs import Site, enabled
from nexus_core.write.pages import Page, pages, redirect_page
from nexus_core.write.pages.metadata import metadata
from nexus_core.write.structured_data import trails
from nexus_core.write.view import View
from nexus_core.write.yaml_text import block
from nexus_export.settings import OVERRIDES, Settings
from nexus_theme import TEMPLATES

SETTINGS = "mkdocs.yml"

_NOT_UTF_8 = re.compile("[\ud800-\udfff]")
"""How Python decodes bytes that are not UTF-8, https://peps.python.org/pep-0383/."""

_QUERY_AND_FRAGMENT = re.compile(r"[?#].*")


def export_texts(loaded: Loaded, settings: Settings, site: Site) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of the export that is written rather than copied.

    Raises:
        ValueError: the name of a file is not UTF-8, so it has no address.
    """
    view = View(loaded.portfolio, source_link=settings.source_link)
    every = pages(view)
    known = frozenset([*every, *loaded.assets])
    if nameless := sorted(filter(_NOT_UTF_8.search, known)):
        raise ValueError(f"the name of the file {nameless[0]!a} is not UTF-8: rename it")
    for page in every.values():
        yield exported_path(page.path), _front_matter(page, settings) + relinked(page.compose(), page.path, known)
    for redirect in old_addresses(loaded).redirects:
        yield _redirect(redirect, every[redirect.target], site)
    public = view.public
    for output in enabled(public, site):
        if not output.links_to_plain_pages:
            yield f"docs/{output.path}", output.write(public, site)
    nav = build_nav(view.portfolio, every)
    listed = trails(nav)
    left_out = [_path_in_docs(path) for path in every if path not in listed]
    yield SETTINGS, settings.exported(nav_entries(nav), left_out)


def export_copies(loaded: Loaded, settings: Settings) -> dict[str, Path]:
    """Return the path in the export of each file that is copied, and the file it is copied from."""
    templates = {
        path.relative_to(top): path
        for top in (TEMPLATES, *filter(None, [settings.templates]))
        for path in top.rglob("*")
        if path.is_file()
    }
    # Not every generator publishes the files of a theme.
    places = {inside: "docs" if inside.parts[0] == "assets" else OVERRIDES for inside in templates}
    return {f"{places[inside]}/{inside.as_posix()}": path for inside, path in templates.items()} | {
        exported_path(path): settings.root / path for path in loaded.assets
    }


def exported_path(path: str) -> str:
    """Return the path in the export of a repository path.

    A folder's README becomes its `index.md`, which gives every page the address that it has on the site.
    """
    return f"docs/{_path_in_docs(path)}"


def _path_in_docs(path: str) -> str:
    inside = path.removeprefix("docs/")
    if is_markdown(path) and is_index(path):
        inside = posixpath.join(posixpath.dirname(inside), "index.md")
    return inside


def nav_entries(items: Iterable[NavItem]) -> list[dict[str, Any]]:
    """Return nav items as MkDocs reads them from its settings."""
    # Templates don't escape titles of the nav.
    return [
        {html.escape(item.title, quote=False): nav_entries(item.children) or _path_in_docs(item.path or "")}
        for item in items
    ]


def relinked(markdown: str, path: str, known: Collection[str]) -> str:
    """Return a page's Markdown with its relative links as they must be in the export.

    Args:
        markdown: the text.
        path: the page's path in the repository, which the links start from.
        known: the repository paths of all files that are exported.
    """
    here = exported_path(path)
    source = SourceText(path, markdown)
    parts, done = [], 0
    for link in source.links:
        target = resolve(path, link.read)
        if target is None or target not in known or link.offset < done or link.value.startswith("#"):
            continue
        new = relative(here, exported_path(target))
        if new != relative(path, target):  # else the author's spelling is kept
            parts += [source.text[done : link.offset], new, *_QUERY_AND_FRAGMENT.findall(link.value)]
            done = link.offset + len(link.value)
    return "".join(parts) + source.text[done:] + "\n"


def _front_matter(page: Page, settings: Settings) -> str:
    """Return a page's front matter; without any, an empty line, or MkDocs takes a first `key: value` for some."""
    note = page.note
    unusable = settings.theme.unusable_fields(note.front, type(note.fields).model_fields) if note else ()
    meta = metadata(page, {field for field, _ in unusable})
    if not meta:
        return "\n"
    return f"---\n{block(meta)}---\n\n"


def _redirect(redirect: Redirect, target: Page, site: Site) -> tuple[str, str]:
    file = redirect.file(directory_urls=site.directory_urls)
    url = relative(file, published_file(target.path, directory_urls=site.directory_urls))
    if site.directory_urls:
        url = url.removesuffix("index.html") or "./"
    canonical = site.page(target.path) if site.url else url
    return f"docs/{file}", redirect_page.compose(target.title, url, canonical)
