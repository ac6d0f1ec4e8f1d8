"""The events of one build: what MkDocs asks, and who answers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from nexus_core.read.run_record import PATH as RECORD
from nexus_core.schema.kinds import SECTIONS
from nexus_mkdocs.build import Build
from nexus_mkdocs.content.content_security import applies_to, with_policy
from nexus_mkdocs.content.rendered import for_readers, misplaced_component
from nexus_mkdocs.content.sanitising import sanitised, sanitises
from nexus_mkdocs.files.site_files import site_files
from nexus_mkdocs.nav import chain_continuation_pages, nav_setting
from nexus_mkdocs.pages import PortfolioPage
from nexus_mkdocs.panel import with_panel
from nexus_mkdocs.search.pagefind import with_worker, write_pagefind
from nexus_mkdocs.templates import bounded_nav
from nexus_mkdocs.templates.fixes import mended
from nexus_mkdocs.templates.loader import Change, ChangingLoader
from nexus_mkdocs.templates.whitespace import without_blanks

log = logging.getLogger("mkdocs.nexus")


class SiteEvents(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Hands each event of one build to what it concerns."""

    bounded_nav: bounded_nav.BoundedNav | None = None
    """What each page shows of the nav, if that isn't all of it; known once the nav is built."""

    def __init__(self, build: Build) -> None:
        """Take the build whose events these are."""
        self.build = build

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the portfolio's pages in place; the nav is built right after this event."""
        config.nav = nav_setting(self.build.nav)
        return site_files(self.build, files, config)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Prepare what each page will show of the nav, where the theme is asked to leave out what is closed."""
        if bounded_nav.applies_to(config):
            self.bounded_nav = bounded_nav.BoundedNav(nav, config.theme["features"])
        chain_continuation_pages(self.build.view.lists.values(), files)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Have templates changed when they are loaded."""
        if env.loader:
            env.loader = ChangingLoader(env.loader, self._changes())

    def _changes(self) -> Iterator[Change]:
        """Yield what is changed in templates."""
        yield mended
        yield without_blanks
        if self.build.searched_by_pagefind:
            yield with_worker

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Hand the templates the part of the nav that they print."""
        return self._with_bounded_nav(context, page)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Do the same for the page of a wrong address, which is nowhere in the nav."""
        return self._with_bounded_nav(context, None)

    def _with_bounded_nav(self, context: TemplateContext, page: Page | None) -> TemplateContext:
        if self.bounded_nav is not None:
            context["nav"] = self.bounded_nav.around(page)  # type: ignore[typeddict-item] # all that templates ask of it
        return context

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """See that no directive was left behind, and that everyone can read the page without harm."""
        path, note = page.file.src_uri, page.note if isinstance(page, PortfolioPage) else None
        problems = [misplaced_component(html, path, note)]
        content = for_readers(html)
        if sanitises(config):
            content, unsafe = sanitised(content, path, note)
            problems.append(unsafe)
        for problem in filter(None, problems):
            log.warning("%s", problem.render())
        return content

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Show the author what is wrong, over the page; protect a reader from what is in it."""
        if applies_to(config, serving=self.build.serving):
            return self._with_policy(output, page.content or "")
        return with_panel(output, self.build.faults) if self.build.serving else output

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Protect the page of a wrong address as well."""
        if template_name.endswith(".html") and applies_to(config, serving=self.build.serving):
            return self._with_policy(output_content, "")
        return output_content

    def _with_policy(self, output: str, content: str) -> str:
        return with_policy(output, content, runs_wasm=self.build.searched_by_pagefind)

    @event_priority(-50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index the site once everything that is searched has been written."""
        if self.build.searched_by_pagefind:
            write_pagefind(config)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        """Watch the note folders and the record of runs too, and keep serving when the settings are broken."""
        for kind in SECTIONS:
            folder = self.build.root / kind.folder
            if folder.is_dir():
                server.watch(str(folder))
        if (record := self.build.root / RECORD).is_file():
            server.watch(str(record))
        server.builder = _without_traceback(server.builder)
        return server


def _without_traceback(builder: Callable[[], None]) -> Callable[[], None]:
    def build() -> None:
        try:
            builder()
        except ConfigurationError as error:
            raise Abort(str(error)) from error  # which the server prints without a traceback

    return build
