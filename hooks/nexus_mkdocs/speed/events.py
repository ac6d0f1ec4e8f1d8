"""Where the tricks of this folder take part in a build: as a plugin beside the one that builds the site."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from nexus_core.schema.kinds import FOLDERS
from nexus_mkdocs.events import SiteEvents
from nexus_mkdocs.files.site_file import JoinedFile
from nexus_mkdocs.pages import PortfolioPage
from nexus_mkdocs.search.pagefind import ENTRIES, FOLDER
from nexus_mkdocs.search.settings import INDEX
from nexus_mkdocs.speed.cache.build_cache import BuildCache
from nexus_mkdocs.speed.cache.eligibility import reason_against
from nexus_mkdocs.speed.cache.file import Header, SiteRecord, digest_of
from nexus_mkdocs.speed.cache.fingerprint import fingerprint
from nexus_mkdocs.speed.cache.inputs import digest_of_inputs, source_stats
from nexus_mkdocs.speed.cache.keys import PageKeys
from nexus_mkdocs.speed.cached_partials import cache_partials
from nexus_mkdocs.speed.search_reader import QuickIndex, replace_index
from nexus_mkdocs.speed.switches import uses
from nexus_mkdocs.staged_site import StagedSite

if TYPE_CHECKING:
    from nexus_mkdocs.speed.parallel import ParallelPages

try:
    from nexus_mkdocs.speed import converter
except ImportError:  # an MkDocs without the private parts that it needs
    converter = None  # type: ignore[assignment]
try:
    from nexus_mkdocs.speed import parallel
except ImportError:
    parallel = None  # type: ignore[assignment]
try:
    from nexus_mkdocs.speed import edits
except ImportError:
    edits = None  # type: ignore[assignment]


log = logging.getLogger("mkdocs.nexus")


class SpeedEvents(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """The events of one build that takes less time."""

    _index: QuickIndex | None = None
    _nav: Navigation
    _env: Environment
    _keys: PageKeys
    _page_files: list[File]

    def __init__(
        self, config: MkDocsConfig, start: Callable[[], SiteEvents], *, serving: bool, dirty: bool
    ) -> None:
        """Start the build; see `install`."""
        served = edits.take_served() if edits and serving else None
        # What is read while it changes counts as changed the next time.
        self._stats = source_stats(config, FOLDERS) if serving else {}
        self._header = None if dirty or not _is_cached(config) else _header(config, serving=serving)
        self._site = start()
        self._build = self._site.build
        self._serving = serving
        self._cache = self._begin(config, served.cache.current if served else None)
        self._files = Files([])
        self._parallel: ParallelPages | None = None

    def _begin(self, config: MkDocsConfig, served: SiteRecord | None) -> BuildCache | None:
        """Return the cache of the site, or None if this build can't reuse anything."""
        build, header = self._build, self._header
        if header is None:
            return None
        if build.problems:
            header = replace(header, inputs=None)  # they have to be reported again
        if self._serving:  # where problems and drafts are part of the pages
            drafts = (note.path for note in build.portfolio.notes.values() if note.is_draft)
            told = (problem.render() for problem in (*build.problems, *build.for_author))
            shown = (header.fingerprint, *told, *drafts)
            header = replace(header, fingerprint=digest_of("\n".join(shown)))
        beside = (*build.assets, *build.redirects, *build.portfolio.code)
        return BuildCache(config, header, build.view, beside, served=served, serving=self._serving)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Have pages converted by one converter, and what is copied left where it hasn't changed."""
        if converter and uses("converter"):
            renderer = converter.OneConverter(config)
            for page in _pages(files):
                page.renderer = renderer
        if self._cache:
            files = self._cache.with_static_files(files)
            for file in files:
                if isinstance(file, JoinedFile):
                    file.make = partial(_pieces, file, self._cache)
        self._files = files
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Find out which pages have to be built."""
        self._nav = nav
        self._page_files = [page.file for page in _pages(files)]
        if self._cache:
            search = "pagefind" if self._build.searched_by_pagefind else "material"
            around = f"{search} {self._site.foot_links}"
            self._keys = PageKeys(nav, self._site.bounded_nav, around)
            self._cache.choose(config, files, self._keys)
            if parallel and uses("workers") and not self._serving:
                self._parallel = parallel.parallel_pages(files)

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> None:
        """Record what is logged of a page."""
        if self._cache:
            self._cache.logs.record_for_page(page.file.src_uri)

    def _prepare(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Have pages indexed by another reader, and partials printed once."""
        if self._cache:
            self._cache.logs.record_for_site()
        if uses("search"):
            order = [file.src_uri for file in self._page_files]
            kept_in = ENTRIES if self._build.searched_by_pagefind else INDEX
            self._index = replace_index(config, self._cache, order, kept_in=kept_in)
        if uses("templates"):
            cache_partials(env)
        self._env = env

    @event_priority(-10_000)
    def _build_in_processes(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Build the pages once all other plugins are ready for them."""
        if parallel and self._parallel and self._cache:
            self._parallel.build(
                parallel.Ready(
                    config, files, self._page_files, self._nav, env, self._site, self._cache, self._index
                )
            )

    on_env = CombinedEvent(_prepare, _build_in_processes)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Hand the sitemap all pages: those that are reused are no documentation pages to MkDocs."""
        context["pages"] = self._page_files
        return context

    @event_priority(10_000)
    def _finish_pages(self, *, config: MkDocsConfig) -> None:
        """Do what MkDocs does with its pages before this event."""
        if self._parallel:
            self._parallel.finish(config, self._files)

    @event_priority(-75)
    def _finish(self, *, config: MkDocsConfig) -> None:
        """Add what was reused to what was built, after everything that others add to it."""
        cache = self._cache
        if cache is None:
            return
        in_place = cache.finish(config, self._files, made_anew=(FOLDER,))
        staged = config.plugins.get("nexus/staged-site")
        if in_place and isinstance(staged, StagedSite):
            staged.end()
        if self._serving and edits:
            edits.keep(
                edits.ServedSite(
                    config,
                    self._build,
                    cache,
                    self._files,
                    self._nav,
                    self._env,
                    self._index,
                    self._keys,
                    self._stats,
                )
            )

    on_post_build = CombinedEvent(_finish_pages, _finish)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the site that was there."""
        if self._cache:
            self._cache.abandon()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        """Show an edit of one note's body without building all."""
        if edits and uses("edits"):
            server.builder = edits.with_quick_edits(server.builder)
        return server


def _is_cached(config: MkDocsConfig) -> bool:
    """Return whether all that a page is made of is known: what its links lead to, and what of it is searched."""
    if converter is None or not all(map(uses, ("cache", "converter", "search"))):
        return False
    reason = reason_against(config)
    if reason:
        log.debug("Pages are built one after the other, and none is reused: %s", reason)
    return not reason


def _header(config: MkDocsConfig, *, serving: bool) -> Header:
    inputs = None if serving else digest_of_inputs(Path(config.config_file_path).parent, FOLDERS)
    return Header(fingerprint(config), FOLDERS, inputs, "")


def _pages(files: Files) -> Iterator[PortfolioPage]:
    return (file.page for file in files if isinstance(file.page, PortfolioPage))


def _pieces(file: JoinedFile, cache: BuildCache) -> Iterator[bytes]:
    """Return the pieces of a joined file, those of reused pages taken from the one before."""
    # That one is read now: it may be the file that the pieces are written to.
    cached = cache.cached_parts(file.dest_uri, len(file.opening) + 1, 1)

    def pieces() -> Iterator[bytes]:
        lengths = {}
        yield file.opening
        for path, make in file.parts.items():
            part = cached.get(path) or make()
            lengths[path] = len(part)
            yield b"\n"
            yield part
        cache.record_parts(file.dest_uri, lengths)

    return pieces()
