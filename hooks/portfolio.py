"""The MkDocs hook: hands a build over to the plugin that it calls for."""

from __future__ import annotations

from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from nexus_mkdocs.offline import prepare_for_files
from nexus_mkdocs.speed.cache.skip_build import Unchanged, nothing_changed

_serving = False
_dirty = False


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether the author is looking on: drafts are shown to nobody else."""
    global _serving, _dirty
    _serving, _dirty = command == "serve", dirty


def on_config(config: MkDocsConfig) -> None:
    """Find out what has to be built."""
    if not config.repo_url:
        # Without a repository there is nothing to edit, and MkDocs would warn about every page.
        config.edit_uri = None
    if getattr(config.plugins.get("material/offline"), "config", {}).get("enabled"):
        prepare_for_files(config)
    if not _serving and not _dirty and nothing_changed(config):
        config.plugins["nexus/unchanged"] = Unchanged()
        return
    # To load what reads notes takes longer than to see that nobody needs it.
    from nexus_mkdocs.build import Build  # noqa: PLC0415
    from nexus_mkdocs.events import SiteEvents  # noqa: PLC0415
    from nexus_mkdocs.serving import edits as live  # noqa: PLC0415
    from nexus_mkdocs.staged_site import StagedSite  # noqa: PLC0415

    sources = live.sources(config) if _serving else None
    build = Build(config, serving=_serving, dirty=_dirty)
    build.report()
    staged = None if _serving or _dirty else StagedSite()
    if staged:
        config.plugins["nexus/staged-site"] = staged
    config.plugins["nexus/site"] = SiteEvents(build, staged, sources)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> None:
    """Watch the note folders as MkDocs watches `docs/`, and show edits without building all."""
    from nexus_mkdocs.build import watched_folders  # noqa: PLC0415
    from nexus_mkdocs.serving.edits import quick  # noqa: PLC0415

    for folder in watched_folders(config):
        server.watch(folder)
    server.builder = quick(server.builder)
