"""Gives MkDocs the portfolio's pages as its own kind of page, with text that is composed instead of read.

A `Page` that is set on its `File` in `on_files` is kept by MkDocs's navigation, as Material's blog plugin relies
on too. Reading the source is where MkDocs would parse the front matter a second time, and drop what it can't.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from nexus_core.model.note import Note
from nexus_core.read.paths import is_place_in
from nexus_core.schema.kinds import SECTIONS
from nexus_core.storage.disk_backed_texts import DiskBackedTexts
from nexus_core.write.outputs import Site
from nexus_core.write.pages import Page
from nexus_core.write.pages.metadata import metadata
from nexus_mkdocs.files.site_file import SiteFile
from nexus_mkdocs.located_warnings import LinkPlaces, located
from nexus_mkdocs.rendering import Rendered, Renderer, not_rendered

Texts = DiskBackedTexts[tuple[str, str]]
"""The texts of a site's pages, by the page's path and the attribute that has them."""


class _DiskBacked:
    """An attribute of a page, whose text is held for it: MkDocs reads all pages before it writes the first."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, page: PortfolioPage, owner: type) -> str | None:
        return page.texts.get((page.source.path, self._name))

    def __set__(self, page: PortfolioPage, text: str | None) -> None:
        if text is None:
            page.texts.pop((page.source.path, self._name), None)
        else:
            page.texts[page.source.path, self._name] = text


class PortfolioPage(MkDocsPage):
    """A page whose Markdown and metadata come from the portfolio."""

    markdown = _DiskBacked()
    content = _DiskBacked()

    def __init__(self, page: Page, file: File, config: MkDocsConfig, dropped: frozenset[str], texts: Texts) -> None:
        """Put a page of the portfolio in the place of a file.

        Args:
            page: the page.
            file: the file.
            config: the settings.
            dropped: the front matter fields that are kept from the theme.
            texts: holds the texts of all pages of a build.
        """
        self.source, self.texts = page, texts
        # Material prints titles and descriptions without escaping them.
        super().__init__(html.escape(page.title), file, config)
        # Other pages' navs show what some fields say, so they are there before the page is read.
        self.meta = metadata(page, dropped)
        if page.note is None:
            self.meta["draft"] = True  # by which other plugins know what is in no feed, and has no file
        self.renderer: Renderer | None = None
        """Converts the page in MkDocs's place; None where MkDocs does."""
        self.lookups: dict[str, str | None] = {}
        """The address of each file that a link of the text was resolved to, by path, once it is rendered."""
        self.preview: str | None = None
        """The address, in the site, of the picture that links to the page are shown with."""
        self.structured_data: Callable[[], Mapping[str, Any]] = dict
        """Returns what programs read of the page, as JSON-LD; empty where there is nothing to say."""
        # What the sitemap says. MkDocs would have it that every page was written on the day of the build.
        self.update_date = _last_change(page)

    @property
    def note(self) -> Note | None:
        """The note in the page's file; None where the build made the page."""
        return self.source.note

    @property
    def article(self) -> Note | None:
        """The note that the page shows, where it is one of a section."""
        note = self.source.note
        return note if note and note.kind in SECTIONS else None

    @property
    def subjects(self) -> tuple[str, ...]:
        """What the page's note is about."""
        return self.article.subjects if self.article else ()

    @property
    def link_places(self) -> LinkPlaces | None:
        """Where the links of the page's text stand; None for a page that the build makes."""
        return LinkPlaces(self.note) if self.note else None

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the Markdown from the portfolio."""
        self.markdown = self.renderer.compose(self.source) if self.renderer else self.source.compose()

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the Markdown to HTML, or say that it can't be converted."""
        try:
            if self.renderer is None:
                super().render(config, files)
            else:
                self._take(self.renderer.render(self.markdown or "", self.source, self.file, files))
        except Exception as error:  # an extension may raise anything, and a note must not end the build
            self._take(not_rendered(self.file.src_uri, error))

    def _take(self, rendered: Rendered) -> None:
        self.content, self.toc = rendered.content, rendered.toc
        self.present_anchor_ids, self.links_to_anchors = rendered.anchors, rendered.links
        self.lookups = rendered.lookups

    def validate_anchor_links(self, *, files: Files, log_level: int) -> None:
        """Warn of links to anchors that don't exist, each in its place."""
        places, every = self.link_places, self.links_to_anchors or {}
        for target, links in every.items():
            ids = (target.page and target.page.present_anchor_ids) or ()
            for anchor, link in links.items():
                if is_place_in(anchor, ids):
                    continue
                self.links_to_anchors = {target: {anchor: link}}
                with located(places, link):
                    super().validate_anchor_links(files=files, log_level=log_level)
        self.links_to_anchors = every


_FIRST, _LAST = "1970-01-01", "2106-02-07"
"""The days between which the clock of a compressed sitemap runs, https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1."""


class _Undated(str):
    """A day for MkDocs, which looks for the latest of all pages', and none for the sitemap's template."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


def _last_change(page: Page) -> str:
    dates = page.note.dates if page.note else None
    return min(max(str(dates.updated or dates.created), _FIRST), _LAST) if dates else _Undated(_FIRST)


def page_file(page: Page, config: MkDocsConfig, root: str, *, in_nav: bool) -> SiteFile:
    """Return the file of a page: the note's own, or one without a source where the build makes the page."""
    shown = page.path.removeprefix("docs/")
    # The address is that of MkDocs's own rules, applied to the path below docs_dir.
    dest_uri = File(shown, None, config.site_dir, config.use_directory_urls).dest_uri
    file = SiteFile(
        page.path,
        root if page.note else None,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=dest_uri,
        inclusion=InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV,
    )
    if page.note is None:
        file.generated_by = "nexus"  # MkDocs offers no edit link to what has no file
    return file


def asset_file(path: str, config: MkDocsConfig, root: str) -> File:
    """Return the file of something beside the notes, under its repository path; below `docs/` without that."""
    return File(path, root, config.site_dir, config.use_directory_urls, dest_uri=path.removeprefix("docs/"))


def site_of(config: MkDocsConfig) -> Site:
    """Return what the settings say of the site."""
    return Site(
        name=config.site_name,
        url=config.site_url or "",
        directory_urls=config.use_directory_urls,
        description=config.site_description or "",
        language=config.theme.get("language") or "en",
    )
