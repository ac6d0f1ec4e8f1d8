"""The MkDocs plugin `nexus`: gives a site its theme, and hands each build over to what it calls for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from mkdocs.config.config_options import EditURITemplate, ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from nexus_core.read.source_hosts import source_host
from nexus_mkdocs import speed
from nexus_mkdocs.offline import prepare_for_files
from nexus_theme import EXTENSIONS, MODULES, STYLES, TEMPLATES

if TYPE_CHECKING:
    from nexus_mkdocs.events import SiteEvents


class NexusPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """The plugin, and what `hooks/portfolio.py` does where it isn't installed as one."""

    _serving = False
    _dirty = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether the author is looking on: only authors see drafts."""
        self._serving, self._dirty = command == "serve", dirty

    @event_priority(-50)
    def on_config(self, config: MkDocsConfig) -> None:
        """Find out what has to be built, once other plugins have their settings.

        Raises:
            PluginError: the site has another theme than Material, or a plugin that can't work beside this one.
        """
        if "nexus/site" in config.plugins or "nexus/unchanged" in config.plugins:
            return  # a hook beside the plugin has begun the build, or the plugin has; loading tells the author
        if config.theme.name != "material":
            raise PluginError("the plugin 'nexus' needs Material for MkDocs: write 'theme: material' in mkdocs.yml")
        _add_theme(config)
        _add_edit_links(config)
        if getattr(config.plugins.get("material/offline"), "config", {}).get("enabled"):
            prepare_for_files(config)
        start = partial(_start, config, serving=self._serving, dirty=self._dirty)
        speed.install(config, start, serving=self._serving, dirty=self._dirty)


def _add_theme(config: MkDocsConfig) -> None:
    """Add the theme's files before the author's own styles and behind their templates."""
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(TEMPLATES))
    config.extra_css = [*(path for path in STYLES if path not in config.extra_css), *config.extra_css]
    named = {str(script) for script in config.extra_javascript}
    config.extra_javascript = [*(_module(path) for path in MODULES if path not in named), *config.extra_javascript]
    missing = [name for name in EXTENSIONS if name not in config.markdown_extensions]
    config.markdown_extensions = [*config.markdown_extensions, *missing]
    # The theme has styles for no other form of tabs.
    config.mdx_configs.setdefault("pymdownx.tabbed", {"alternate_style": True})
    if "content.code.annotate" not in config.theme["features"]:
        config.theme["features"].append("content.code.annotate")


def _module(path: str) -> ExtraScriptValue:
    script = ExtraScriptValue(path)
    script.load_dict({"path": path, "type": "module"})
    return script


def _add_edit_links(config: MkDocsConfig) -> None:
    if not config.repo_url:
        # Without a repository there is nothing to edit, and MkDocs would warn about every page.
        config.edit_uri = None
        return
    host = source_host(config.repo_url, config.edit_uri or "")
    config.repo_url = host.url
    if host.edit and not config.edit_uri_template:
        config.edit_uri_template = EditURITemplate().run_validation(host.edit)


def _start(config: MkDocsConfig, *, serving: bool, dirty: bool) -> SiteEvents:
    """Load the portfolio, report what is wrong with it, and have MkDocs build its site."""
    # Imported here because a build that has nothing to do never gets here.
    from nexus_core.schema.kinds import PAGE  # noqa: PLC0415
    from nexus_mkdocs.build import Build  # noqa: PLC0415
    from nexus_mkdocs.content.callouts import Callouts  # noqa: PLC0415
    from nexus_mkdocs.events import SiteEvents  # noqa: PLC0415
    from nexus_mkdocs.located_warnings import LocatedLinks  # noqa: PLC0415
    from nexus_mkdocs.other_plugins import blog_folders, refuse_others  # noqa: PLC0415
    from nexus_mkdocs.repeated_warnings import RepeatedWarnings  # noqa: PLC0415
    from nexus_mkdocs.staged_site import StagedSite  # noqa: PLC0415

    refuse_others(config)
    config.plugins["nexus/repeated-warnings"] = RepeatedWarnings()
    blogs = tuple(f"{PAGE.folder}/{folder}" for folder in blog_folders(config))
    build = Build(config, serving=serving, published=not serving and not dirty, left_out=blogs)
    added = (LocatedLinks(), Callouts())
    config.markdown_extensions = [*config.markdown_extensions, *added]  # type: ignore[list-item] # see there
    if build.is_published:
        config.plugins["nexus/staged-site"] = StagedSite()
    site = config.plugins["nexus/site"] = SiteEvents(build)
    return site
