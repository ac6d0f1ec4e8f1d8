"""Says what an export is made of: every page as Markdown with links by file, redirects, outputs, settings, assets.

The pages are those that MkDocs is given, with their components expanded; only their places differ.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from nexus_core.model.loading import Loaded
from nexus_core.model.redirects import Redirect, published_file
from nexus_core.read.paths import relative, resolve
from nexus_core.read.written_links import SourceText
from nexus_core.write.nav import build as build_nav
from nexus_core.write.old_addresses import old_addresses
from nexus_core.write.outputs import Site, enabled
from nexus_core.write.pages import Page, pages, redirect_page
from nexus_core.write.pages.metadata import metadata
from nexus_core.write.view import View
from nexus_core.write.yaml_text import block
from nexus_export.places import exported_path
from nexus_export.settings import OVERRIDES, Settings

SETTINGS = "mkdocs.yml"

_NOT_UTF_8 = re.compile("[\ud800-\udfff]")
"""What Python reads the bytes of such a name as, https://peps.python.org/pep-0383/."""

_BEHIND_PATH = re.compile(r"[?#].*")


def export_texts(loaded: Loaded, settings: Settings, site: Site) -> Iterator[tuple[str, str]]:
    """Yield the path in the export and the text of everything in it that is written rather than copied.

    Raises:
        ValueError: the name of a file is not UTF-8, so that it has no address.
    """
    view = View(loaded.portfolio)
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
    yield (
        SETTINGS,
        settings.exported(
            build_nav(view.portfolio, every),
            [exported_path(page.path) for page in every.values() if page.continuation],
        ),
    )


def export_copies(loaded: Loaded, settings: Settings) -> dict[str, Path]:
    """Return the path in the export of everything that is copied, and the file that it is copied from."""
    top = settings.templates
    templates = {path.relative_to(top): path for path in top.rglob("*") if path.is_file()} if top else {}
    return {f"{OVERRIDES}/{inside.as_posix()}": path for inside, path in templates.items()} | {
        exported_path(path): settings.root / path for path in loaded.assets
    }


def relinked(markdown: str, path: str, known: Collection[str]) -> str:
    """Return a page's Markdown with its links to other files as they lead from its new place.

    Args:
        markdown: the text.
        path: the page's place in the repository, which the links start from.
        known: the repository paths of all that is exported.
    """
    here = exported_path(path)
    source = SourceText(path, markdown)
    parts, done = [], 0
    for link in source.links:
        target = resolve(path, link.read)
        if target is None or target not in known or link.offset < done or link.value.startswith("#"):
            continue
        new = relative(here, exported_path(target))
        if new != relative(path, target):  # else it stays in its author's spelling
            parts += [source.text[done : link.offset], new, *_BEHIND_PATH.findall(link.value)]
            done = link.offset + len(link.value)
    return "".join(parts) + source.text[done:] + "\n"


def _front_matter(page: Page, settings: Settings) -> str:
    """Return a page's front matter; where it has none, an empty line, or MkDocs may read the first line as such."""
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
