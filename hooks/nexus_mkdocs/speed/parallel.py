"""Has the pages of a build read and written by several processes, as if MkDocs had done it page after page.

MkDocs is told that the pages are in the site already, as it is of those that are reused, so that it neither reads
nor writes them. They are built when all else is ready for the first page, and what was logged of them is told where
MkDocs would have: of reading before anything is written, of writing after the site's other files.

This reaches into private parts of MkDocs, what it reads and writes one page with; where they are missing, MkDocs
builds the pages itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from nexus_mkdocs.events import SiteEvents
from nexus_mkdocs.files.site_file import SiteFile
from nexus_mkdocs.pages import PortfolioPage
from nexus_mkdocs.speed.cache.build_cache import BuildCache
from nexus_mkdocs.speed.search_reader import QuickIndex
from nexus_mkdocs.speed.workers import BuiltPage, build_in_processes, logged, number_of_workers, tell


@dataclass(frozen=True)
class Ready:
    """All that a page is read and written with."""

    config: MkDocsConfig
    files: Files
    page_files: Sequence[File]
    """The files of all pages, those that are reused among them."""
    nav: Navigation
    env: Environment
    site: SiteEvents
    cache: BuildCache
    index: QuickIndex | None


class ParallelPages:
    """The pages of one build that several processes share out among them."""

    def __init__(self, files: Sequence[SiteFile], workers: int) -> None:
        """Take pages away from MkDocs, and build them with some number of processes."""
        self._pages = {file.src_uri: file for file in files}
        self._workers = workers
        self._built: list[BuiltPage] = []
        for file in files:
            file.is_written = True

    @property
    def files(self) -> Sequence[SiteFile]:
        """The files of the pages, in their order."""
        return list(self._pages.values())

    def build(self, ready: Ready) -> None:
        """Read and write all pages, and tell what was logged while they were read.

        Raises:
            BuildError: a process died.
            Exception: what building a page in this process would have raised.
        """

        def build_one(built: BuiltPage) -> None:
            self._build_one(built, ready)

        built = build_in_processes(list(self._pages), self._workers, build_one)
        for path, file in self._pages.items():
            page = built[path]
            ready.cache.logs.record_for_page(path)
            tell(page.while_read)
            if page.error:
                tell(page.while_written)
                raise page.error
            self._take(page, file, ready)
            self._built.append(page)
        ready.cache.logs.record_for_site()

    def _build_one(self, built: BuiltPage, ready: Ready) -> None:
        file = self._pages[built.path]
        page = file.page
        assert isinstance(page, PortfolioPage)  # noqa: S101 # no others were taken
        with logged(built.while_read):
            _populate_page(page, ready.config, ready.files)
        with logged(built.while_written):
            _build_page(page, ready.config, ready.page_files, ready.nav, ready.env)
        page.markdown = page.content = None
        built.anchors, built.lookups = set(page.present_anchor_ids or ()), page.lookups
        if page.links_to_anchors is not None:
            built.links = {to.src_uri: links for to, links in page.links_to_anchors.items()}
        built.reads = set(ready.site.build.view.reads)
        if ready.index is not None:
            built.entries = ready.index.part(built.path)

    def _take(self, built: BuiltPage, file: SiteFile, ready: Ready) -> None:
        """Know of a page what this process would know if it had built it."""
        page = file.page
        assert isinstance(page, PortfolioPage)  # noqa: S101 # no others were taken
        page.present_anchor_ids, page.lookups = built.anchors, built.lookups
        if built.links is not None:
            found = {ready.files.get_file_from_path(path): links for path, links in built.links.items()}
            page.links_to_anchors = {to: links for to, links in found.items() if to is not None}
        ready.site.build.view.reads |= built.reads
        if ready.index is not None:
            ready.index.put_part(built.path, built.entries)
        if ready.site.security:
            ready.site.security.note_written(file.src_uri, file.abs_dest_path)

    def finish(self, config: MkDocsConfig, files: Files) -> None:
        """Tell what was logged while pages were written, and check their links to anchors."""
        for built in self._built:
            tell(built.while_written)
        for file in self.files:
            file.is_written = False
        for file in self.files:
            if file.page is not None:
                file.page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)


def parallel_pages(files: Files) -> ParallelPages | None:
    """Take pages away from MkDocs, if they are enough for several processes.

    Args:
        files: all files of the site.
    """
    pages = files.documentation_pages(inclusion=InclusionLevel.is_included)
    ours = [file for file in pages if isinstance(file, SiteFile) and isinstance(file.page, PortfolioPage)]
    workers = number_of_workers(len(ours)) if len(ours) == len(pages) else 1
    return ParallelPages(ours, workers) if workers > 1 else None
