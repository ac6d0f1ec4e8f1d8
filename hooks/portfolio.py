"""The MkDocs hook: hands a build over to the plugin that it calls for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from mkdocs.config.config_options import EditURITemplate
from mkdocs.config.defaults import MkDocsConfig

from nexus_core.read.source_hosts import source_host
from nexus_mkdocs import speed
from nexus_mkdocs.offline import prepare_for_files

if TYPE_CHECKING:
    from nexus_mkdocs.events import SiteEvents

_serving = False
_dirty = False


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether the author is looking on: only authors see drafts."""
    global _serving, _dirty
    _serving, _dirty = command == "serve", dirty


def on_config(config: MkDocsConfig) -> None:
    """Find out what has to be built."""
    if not config.repo_url:
        # Without a repository there is nothing to edit, and MkDocs would warn about every page.
        config.edit_uri = None
    else:
        host = source_host(config.repo_url, config.edit_uri or "")
        config.repo_url = host.url
        if host.edit and not config.edit_uri_template:
            config.edit_uri_template = EditURITemplate().run_validation(host.edit)
    if getattr(config.plugins.get("material/offline"), "config", {}).get("enabled"):
        prepare_for_files(config)
    speed.install(config, partial(_start, config), serving=_serving, dirty=_dirty)


def _start(config: MkDocsConfig) -> SiteEvents:
    """Load the portfolio, report what is wrong with it, and have MkDocs build its site."""
    # Imported here because a build that has nothing to do never gets here.
    from nexus_core.schema.kinds import PAGE  # noqa: PLC0415
    from nexus_mkdocs.build import Build  # noqa: PLC0415
    from nexus_mkdocs.events import SiteEvents  # noqa: PLC0415
    from nexus_mkdocs.located_warnings import LocatedLinks  # noqa: PLC0415
    from nexus_mkdocs.other_plugins import blog_folders, refuse_others  # noqa: PLC0415
    from nexus_mkdocs.repeated_warnings import RepeatedWarnings  # noqa: PLC0415
    from nexus_mkdocs.staged_site import StagedSite  # noqa: PLC0415

    refuse_others(config)
    config.plugins["nexus/repeated-warnings"] = RepeatedWarnings()
    blogs = tuple(f"{PAGE.folder}/{folder}" for folder in blog_folders(config))
    build = Build(config, serving=_serving, published=not _serving and not _dirty, left_out=blogs)
    config.markdown_extensions = [*config.markdown_extensions, LocatedLinks()]  # type: ignore[list-item] # see there
    if build.is_published:
        config.plugins["nexus/staged-site"] = StagedSite()
    site = config.plugins["nexus/site"] = SiteEvents(build)
    return site
