"""The events of a build that has something to make: what MkDocs asks, and who answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from nexus_mkdocs import bounded_nav
from nexus_mkdocs.build import Build
from nexus_mkdocs.content.content_security import applies_to, with_policy
from nexus_mkdocs.content.sanitising import sanitises
from nexus_mkdocs.search.pagefind import ENTRIES, FOLDER, with_worker, write_pagefind
from nexus_mkdocs.serving.edits import LiveSite, remember
from nexus_mkdocs.speed import cached_partials as remembered
from nexus_mkdocs.speed.cache.outputs import Like
from nexus_mkdocs.speed.search_index import FILE, FastIndex, speed_up_search
from nexus_mkdocs.speed.switches import uses
from nexus_mkdocs.staged_site import StagedSite
from nexus_mkdocs.templates.fixes import mended
from nexus_mkdocs.templates.loader import Change, ChangingLoader
from nexus_mkdocs.templates.whitespace import without_blanks


class SiteEvents(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Hands each event of one build to what it concerns."""

    _nav: Navigation
    _env: Environment
    _index: FastIndex | None = None

    def __init__(
        self, build: Build, staged: StagedSite | None, sources: Mapping[str, Like | None] | None = None
    ) -> None:
        """Take the build whose events these are.

        Args:
            build: the build.
            staged: the folder that it fills, if that isn't the site's own.
            sources: what its files were like before they were read, where the site is served.
        """
        self._build = build
        self._staged = staged
        self._sources = sources

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the portfolio's pages in place; the nav is built right after this event."""
        config.nav = self._build.nav()
        return self._build.files(files, config)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Prepare what each page will show of the nav, where the theme is asked to leave out what is closed."""
        if uses("nav") and bounded_nav.applies_to(config):
            self._build.shown_nav = bounded_nav.BoundedNav(nav, config.theme["features"])
        self._nav = nav
        self._build.choose(config, nav, files)

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> None:
        """Note what is said of a page from now on."""
        if self._build.session:
            self._build.session.hear(page.file.src_uri)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Have templates changed when they are loaded, and pages indexed fast."""
        if self._build.session:
            self._build.session.hear(None)
        if uses("search"):
            order = [file.src_uri for file in self._build.page_files]
            kept_in = ENTRIES if self._build.searched_by_pagefind else FILE
            self._index = speed_up_search(config, self._build.session, order, kept_in=kept_in)
        if env.loader:
            env.loader = ChangingLoader(env.loader, self._changes())
            remembered.Remembered(env)
        self._env = env

    def _changes(self) -> Iterator[Change]:
        """Yield what is changed in templates."""
        yield mended
        if uses("templates"):
            yield remembered.with_calls
        if uses("blanks"):
            yield without_blanks
        if self._build.searched_by_pagefind:
            yield with_worker

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Hand the templates the part of the nav that they print."""
        return self._build.in_context(context, page)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Do the same for the page of a wrong address, which is nowhere in the nav; the sitemap lists all pages."""
        context["pages"] = self._build.page_files
        return self._build.in_context(context, None)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """See that no directive was left behind, and that everybody can read the page."""
        content = self._build.rendered(page, html)
        return self._build.sanitised(page, content) if sanitises(config) else content

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Show the author what is wrong, over the page; protect a reader from what is in it."""
        if applies_to(config, serving=self._build.serving):
            return self._with_policy(output, page.content or "")
        return self._build.finished(output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Protect the page of a wrong address as well."""
        if template_name.endswith(".html") and applies_to(config, serving=self._build.serving):
            return self._with_policy(output_content, "")
        return output_content

    def _with_policy(self, output: str, content: str) -> str:
        return with_policy(output, content, runs_wasm=self._build.searched_by_pagefind)

    @event_priority(-50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put what was built in its place, behind everything that others add to it."""
        session = self._build.session
        if self._build.searched_by_pagefind:
            write_pagefind(config)
        if session and session.finish(config, self._build.placed, anew=(FOLDER,)) and self._staged:
            self._staged.end()
        if session and self._sources is not None:
            remember(LiveSite(config, self._build, session, self._nav, self._env, self._index, self._sources))

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the site that was there."""
        if self._build.session:
            self._build.session.abandon()
