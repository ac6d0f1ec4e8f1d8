"""Gives MkDocs the portfolio's pages as its own kind of page, with text that is composed instead of read.

A `Page` that is set on its `File` in `on_files` is kept by MkDocs's navigation, as Material's blog plugin relies
on too. Reading the source is where MkDocs would parse the front matter a second time, and drop what it can't.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from nexus import Page, Portfolio
from nexus.fields import NoteFields
from nexus.outputs import Site, published

HOME = frozenset({"docs/index.md", "docs/README.md"})
"""Sources of the home page, which browsers show under the site's name alone."""


class PortfolioPage(MkDocsPage):
    """A page whose Markdown and metadata come from the portfolio."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig, dropped: frozenset[str]) -> None:
        """Put `page` in the place of `file`; front matter fields named in `dropped` are kept from the theme."""
        # Material prints titles and descriptions without escaping them.
        super().__init__(html.escape(page.title), file, config)
        self.source = page
        self._dropped = dropped
        self.preview: str | None = None
        """The address, in the site, of the picture that links to the page are shown with."""

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the Markdown and the metadata from the portfolio."""
        self.meta = _meta(self.source, self._dropped)
        self.markdown = self.source.compose()


def _meta(page: Page, dropped: frozenset[str]) -> dict[str, Any]:
    """Return what Material's templates read: its own fields as they are, ours checked and escaped."""
    meta: dict[str, Any] = {}
    if page.note:
        own = NoteFields.model_fields.keys() | type(page.note.fields).model_fields.keys()
        front = page.note.front.fields
        meta = {key: value for key, value in front.items() if key not in own and key not in dropped}
        if page.note.fields.tags:
            meta["tags"] = [html.escape(tag) for tag in page.note.fields.tags]
    if page.path not in HOME:
        # Many a note is named after the skill that it shows: in a list of tabs they have to be told apart.
        meta["title"] = html.escape(f"{page.title}, the evidence" if page.skill else page.title)
    if page.description:
        meta["description"] = html.escape(page.description)
    return meta


def page_file(page: Page, config: MkDocsConfig, root: str) -> File:
    """Return the file of a page: the note's own, or one without a source where the build makes the page."""
    shown = page.path.removeprefix("docs/")
    # The address is that of MkDocs's own rules, applied to the path below docs_dir.
    dest_uri = File(shown, None, config.site_dir, config.use_directory_urls).dest_uri
    if page.note is None:
        file = File.generated(config, page.path, content="", inclusion=InclusionLevel.INCLUDED)
        file.dest_uri = dest_uri
        file.url = file._get_url()
        return file
    return File(
        page.path,
        root,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=dest_uri,
        inclusion=InclusionLevel.INCLUDED,
    )


def asset_file(path: str, config: MkDocsConfig, root: str) -> File:
    """Return the file of something beside the notes, under its repository path; below `docs/` without that."""
    return File(path, root, config.site_dir, config.use_directory_urls, dest_uri=path.removeprefix("docs/"))


def output_files(portfolio: Portfolio, config: MkDocsConfig) -> Iterator[File]:
    """Yield a file for each thing that is published besides pages."""
    site = Site(config.site_name, config.site_url or "", config.use_directory_urls)
    for path, text in published(portfolio, site):
        yield File.generated(config, path, content=text)
