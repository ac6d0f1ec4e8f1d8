"""The MkDocs hook: hands each event to the build that it belongs to."""

from __future__ import annotations

from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from nexus_mkdocs.bounded_nav import BoundedNav
from nexus_mkdocs.build import Build
from nexus_mkdocs.content_security import applies_to, with_policy
from nexus_mkdocs.mended import MendingLoader
from nexus_mkdocs.offline import prepare_for_files
from nexus_mkdocs.search_index import speed_up_search
from nexus_mkdocs.staged_site import StagedSite
from nexus_mkdocs.tricks import uses

_serving = False
_dirty = False
_build: Build


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether the author is looking on: drafts are shown to nobody else."""
    global _serving, _dirty
    _serving, _dirty = command == "serve", dirty


def on_config(config: MkDocsConfig) -> None:
    """Read the notes anew and say what is wrong with them."""
    global _build
    if not config.repo_url:
        # Without a repository there is nothing to edit, and MkDocs would warn about every page.
        config.edit_uri = None
    if getattr(config.plugins.get("material/offline"), "config", {}).get("enabled"):
        prepare_for_files(config)
    if not _serving and not _dirty:
        config.plugins["nexus/staged-site"] = StagedSite()
    _build = Build(config, serving=_serving)
    _build.report()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the portfolio's pages in place; the nav is built right after this event."""
    config.nav = _build.nav()
    return _build.files(files, config)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let templates be loaded with what is wrong in Material's own mended, and pages be indexed fast."""
    if uses("search"):
        speed_up_search(config)
    if env.loader:
        env.loader = MendingLoader(env.loader)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Prepare what each page will show of the nav, where the theme is asked to leave out what is closed."""
    if "navigation.prune" in config.theme.get("features", ()) and uses("nav"):
        _build.shown_nav = BoundedNav(nav)


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Hand the templates the part of the nav that they print."""
    return _build.in_context(context, page)


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> TemplateContext:
    """Do the same for the page of a wrong address, which is nowhere in the nav."""
    return _build.in_context(context, None)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """See that no directive was left behind, and that everybody can read the page."""
    return _build.rendered(page.file.src_uri, html)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Show the author what is wrong, over the page; protect a reader from what is in it."""
    if applies_to(config, serving=_serving):
        return with_policy(output, page.content or "")
    return _build.finished(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Protect the page of a wrong address as well."""
    if template_name.endswith(".html") and applies_to(config, serving=_serving):
        return with_policy(output_content, "")
    return output_content


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> None:
    """Watch the note folders as MkDocs watches `docs/`."""
    for folder in _build.watched():
        server.watch(folder)
