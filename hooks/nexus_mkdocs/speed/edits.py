"""Shows an edit of a note's body under `mkdocs serve` by rendering that note's page alone.

MkDocs's server calls what builds the site for every change. Here it calls this instead, which looks for what has
changed, and leaves everything but such an edit to MkDocs. What a build knows (its settings, files, nav and
templates) is kept until the next one for that.

This reaches into private parts of MkDocs, what it reads and writes one page with; where they are missing, each edit
has the whole site built.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import write_file

from nexus_core.checks import check_body
from nexus_core.model.note import Note
from nexus_core.read.directives import MARK
from nexus_core.read.frontmatter import split_front_matter
from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import FOLDERS
from nexus_core.write.recorded_notes import shown_elsewhere
from nexus_mkdocs.build import Build
from nexus_mkdocs.files.site_file import JoinedFile, SiteFile
from nexus_mkdocs.pages import PortfolioPage
from nexus_mkdocs.search.settings import INDEX, PLUGIN
from nexus_mkdocs.speed.cache.build_cache import BuildCache
from nexus_mkdocs.speed.cache.file import FileStat
from nexus_mkdocs.speed.cache.inputs import source_stats
from nexus_mkdocs.speed.cache.keys import PageKeys
from nexus_mkdocs.speed.search_reader import QuickIndex

log = logging.getLogger("mkdocs.nexus")


@dataclass
class ServedSite:
    """A site as it is served, with all that its last build knew."""

    config: MkDocsConfig
    build: Build
    cache: BuildCache
    files: Files
    nav: Navigation
    env: Environment
    index: QuickIndex | None
    """The index of a site that can be searched."""
    key_of: PageKeys
    stats: Mapping[str, FileStat | None]
    """The stat of each source when it was read."""

    def show_edits(self) -> bool:
        """Render the pages of notes whose bodies have changed; return whether that was all that has changed."""
        stats = source_stats(self.config, FOLDERS)
        if stats.keys() != self.stats.keys():
            return False
        edited = [path for path, stat in stats.items() if stat != self.stats[path]]
        notes = [self._edited(path) for path in edited]
        shown = [note for note in notes if note is not None]
        if not shown or len(shown) < len(notes):
            return False
        for note in shown:
            self._show(note)
        self.stats = stats
        return True

    def _edited(self, path: str) -> Note | None:
        """Return an edited note as it is now; None where more than its page may have changed."""
        note = self.build.view.unrecorded.get(path)
        told = (*self.build.problems, *self.build.for_author)
        if note is None or MARK in note.body or any(problem.path == path for problem in told):
            return None
        source = Repository(self.build.root, FOLDERS).read(path)
        front, body, _, problems = split_front_matter(path, source.text)
        edited = replace(note, front=front, text=body)
        reads = self.cache.current.reads
        same = list(shown_elsewhere(edited, reads)) == list(shown_elsewhere(note, reads))
        if not same or MARK in body or source.problems or problems or check_body(edited, self.build.portfolio):
            return None
        if self.build.has_dead_links(edited):
            return None
        return edited

    def _show(self, note: Note) -> None:
        began, path = time.monotonic(), note.path
        site, cache = self.cache.site, self.cache
        file = self.files.get_file_from_path(path)
        assert file is not None and isinstance(file.page, PortfolioPage)  # noqa: S101, PT018 # every note has a page
        self.build.view.replace(note)
        cache.begin_edit(note)
        file.page.source = replace(file.page.source, note=note)
        file.dest_dir, file.abs_dest_path = str(site), str(site / file.dest_uri)
        cache.logs.record_for_page(path)
        self._render(file)
        cache.logs.record_for_site()
        written = [file.dest_uri, *([INDEX] if self.index else [])]
        for other in self.files:
            if isinstance(other, JoinedFile) or (
                isinstance(other, SiteFile) and other.make and other.form_of == path
            ):
                other.write(str(site / other.dest_uri))
                written.append(other.dest_uri)
        cache.finish_edit(self.config, self.files, file.page, self.key_of(file.page), written)
        log.info("Showing the new text of %s after %.2f seconds", path, time.monotonic() - began)

    def _render(self, file: File) -> None:
        """Read and write a page as MkDocs does, and its part of the search index."""
        page = file.page
        assert page is not None  # noqa: S101 # the caller has looked
        _populate_page(page, self.config, self.files)
        if self.index is not None:
            self.index.forget()
            # MkDocs hands one plugin to all builds, and each gives it its own index.
            self.config.plugins[PLUGIN].search_index = self.index  # type: ignore[attr-defined]
        page_files = [each for each in self.files if isinstance(each.page, PortfolioPage)]
        _build_page(page, self.config, page_files, self.nav, self.env)
        if self.index is not None:
            write_file(self.index.generate_search_index(None).encode(), str(self.cache.site / INDEX))


_served: ServedSite | None = None
"""The site of the server that runs. MkDocs makes everything anew for each build and hands nothing on to the next,
so this is the one thing here that outlives a build."""


def keep(site: ServedSite) -> None:
    """Keep what a build knew, for the edits that follow and for the next build."""
    global _served  # noqa: PLW0603
    _served = site


def take_served() -> ServedSite | None:
    """Return what the last build knew, and forget it: what fails halfway is not built upon."""
    global _served
    site, _served = _served, None
    return site


def with_quick_edits(builder: Callable[[], None]) -> Callable[[], None]:
    """Return what shows edits of bodies by itself, and has everything else built by MkDocs."""

    def build() -> None:
        site = take_served()
        is_shown = site is not None and site.show_edits()
        if site is not None:
            keep(site)  # for the next edit, or for the build that reuses what it can of it
        if not is_shown:
            builder()

    return build
