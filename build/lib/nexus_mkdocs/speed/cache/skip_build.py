"""Ends a build early where the site is as it would come out: before any note is read, or code for that loaded."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from nexus_mkdocs.build_folder import BuildFolder
from nexus_mkdocs.search.settings import PLUGIN
from nexus_mkdocs.speed.cache.eligibility import reason_against
from nexus_mkdocs.speed.cache.file import cache_file, load_header
from nexus_mkdocs.speed.cache.fingerprint import fingerprint
from nexus_mkdocs.speed.cache.inputs import digest_of_inputs
from nexus_mkdocs.speed.cache.outputs import digest_of_site, files_below
from nexus_mkdocs.speed.switches import uses


def nothing_changed(config: MkDocsConfig) -> bool:
    """Return whether a build with these settings would change nothing in the site, and log nothing of it."""
    if not uses("cache") or reason_against(config):
        return False
    header = load_header(cache_file(config))
    return (
        header is not None
        and header.inputs is not None
        and header.fingerprint == fingerprint(config)
        and header.site == digest_of_site(files_below(Path(config.site_dir)))
        and header.inputs == digest_of_inputs(Path(config.config_file_path).parent, header.folders)
    )


class Unchanged(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """The events of a build that makes nothing: MkDocs gets no files, and an empty folder to clean."""

    _folder: BuildFolder

    @event_priority(100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Keep what MkDocs does off the site."""
        self._folder = BuildFolder(config)
        self._folder.use(Path(tempfile.mkdtemp(prefix="nexus-")))
        config.theme.static_templates.clear()
        search: Any = config.plugins.get(PLUGIN)
        if search is not None:
            search.config.enabled = False

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave nothing to be written."""
        config.nav = []
        return Files([])

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Give back the folder."""
        shutil.rmtree(self._folder.current, ignore_errors=True)
        self._folder.give_back()
