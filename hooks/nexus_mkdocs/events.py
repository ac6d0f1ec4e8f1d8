"""The events of one build: what MkDocs asks, and who answers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from nexus_core.read.run_record import PATH as RECORD
from nexus_core.schema.kinds import SECTIONS
from nexus_mkdocs.build import Build
from nexus_mkdocs.content.content_security import ContentSecurity, applies_to
from nexus_mkdocs.content.rendered import for_readers, misplaced_component
from nexus_mkdocs.content.sanitising import sanitised, sanitises
from nexus_mkdocs.files.site_files import site_files
from nexus_mkdocs.nav import FootLink, chain_continuation_pages, foot_links, lead_on_within_notes, nav_setting
from nexus_mkdocs.other_plugins import FilesByEitherName, OfferedFiles, blog_folders, others
from nexus_mkdocs.pages import PortfolioPage
from nexus_mkdocs.panel import with_panel
from nexus_mkdocs.search.pagefind import with_worker, write_pagefind
from nexus_mkdocs.templates import bounded_nav
from nexus_mkdocs.templates.fixes import mended
from nexus_mkdocs.templates.loader import Change, ChangingLoader
from nexus_mkdocs.templates.whitespace import without_blanks

log = logging.getLogger("mkdocs.nexus")

_FIRST, _LAST = 10_000, -10_000
"""The priorities of what has to be done before and after all other plugins."""


class SiteEvents(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Hands each event of one build to what it concerns."""

    bounded_nav: bounded_nav.BoundedNav | None = None
    """What each page shows of the nav, if that isn't all of it; known once the nav is built."""
    foot_links: tuple[FootLink, ...] = ()
    """What the foot of every page links to; known once the nav is built."""

    _offered: OfferedFiles | None = None
    """The files as other plugins have been shown them; None where there are no others."""
    security: ContentSecurity | None = None
    """What protects the readers of the pages; None where pages have no policy."""

    def __init__(self, build: Build) -> None:
        """Take the build whose events these are."""
        self.build = build

    @event_priority(_FIRST)
    def _offer(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Show other plugins the files that they may want to take out."""
        if others(config):
            self._offered = OfferedFiles(self.build, files, config)
        return files

    def _place(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the portfolio's pages in place; the nav is built right after this event."""
        taken_out = self._offered.taken_out(files) if self._offered else []
        if taken_out:
            self.build = self.build.again(config, left_out=taken_out)
        self.build.report()
        blogs = [f"{folder}/index.md" for folder in blog_folders(config)]
        config.nav = [*nav_setting(self.build.nav), *blogs]
        placed = site_files(self.build, files, config)
        return FilesByEitherName(placed) if self._offered else placed

    on_files = CombinedEvent(_offer, _place)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Prepare what each page will show of the nav, where the theme is asked to leave out what is closed."""
        if bounded_nav.applies_to(config):
            self.bounded_nav = bounded_nav.BoundedNav(nav, config.theme["features"])
        lead_on_within_notes(nav)
        chain_continuation_pages(self.build.view.lists.values(), files)
        self.foot_links = foot_links(self.build.portfolio, files)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Have templates changed when they are loaded."""
        env.globals["foot_links"] = self.foot_links
        if applies_to(config, serving=self.build.serving):
            self.security = ContentSecurity(config, runs_wasm=self.build.searched_by_pagefind)
            self.security.mark_settings(env)
        if env.loader:
            env.loader = ChangingLoader(env.loader, self._changes())

    def _changes(self) -> Iterator[Change]:
        """Yield what is changed in templates."""
        yield mended
        yield without_blanks
        if self.build.searched_by_pagefind:
            yield with_worker
        if self.security:
            yield self.security.marked

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

    @event_priority(_FIRST)
    def _isolate(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Tell what came with a text from what the templates have."""
        return self.security.without_text_elements(output) if self.security else output

    @event_priority(_LAST)
    def _protect(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Show the author what is wrong, over the page; protect a reader from what is in it."""
        if self.security:
            self.security.note_written(page.file.src_uri, page.file.abs_dest_path)
            return self.security.with_policy(output)
        if not self.build.serving:
            return output
        editor = config.extra.get("editor")
        address = editor if isinstance(editor, str) else ""
        return with_panel(output, page.file.src_uri, self.build.for_author, self.build.root, address)

    on_post_page = CombinedEvent(_isolate, _protect)

    @event_priority(_FIRST)
    def _isolate_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        # What `extra_templates` names isn't loaded as templates are, and is the author's as it stands.
        is_known = template_name in config.extra_templates or not template_name.endswith(".html")
        return (
            output_content if is_known or not self.security else self.security.without_text_elements(output_content)
        )

    @event_priority(_LAST)
    def _protect_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Protect the page of a wrong address as well."""
        if self.security and template_name.endswith(".html"):
            return self.security.with_policy(output_content)
        return output_content

    on_post_template = CombinedEvent(_isolate_template, _protect_template)

    @event_priority(-60)
    def _check_pages(self, *, config: MkDocsConfig) -> None:
        for problem in self.security.unprotected_pages() if self.security else ():
            log.warning("%s", problem.render())

    @event_priority(-50)
    def _index(self, *, config: MkDocsConfig) -> None:
        """Index the site once everything that is searched has been written."""
        if self.build.searched_by_pagefind:
            write_pagefind(config)

    on_post_build = CombinedEvent(_check_pages, _index)

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
