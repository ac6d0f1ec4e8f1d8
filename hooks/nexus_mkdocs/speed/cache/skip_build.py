"""Ends a build early where the site is as it would come out: before any note is read, or code for that loaded."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from nexus_mkdocs.speed.cache.eligibility import reason_against
from nexus_mkdocs.speed.cache.fingerprint import fingerprint
from nexus_mkdocs.speed.cache.header import load_header, record_file
from nexus_mkdocs.speed.cache.inputs import inputs
from nexus_mkdocs.speed.cache.outputs import digest_of_site, files_below
from nexus_mkdocs.speed.switches import uses


def nothing_changed(config: MkDocsConfig) -> bool:
    """Say whether a build with these settings would change nothing in the site, and have nothing to say."""
    if not uses("incremental") or reason_against(config):
        return False
    header = load_header(record_file(config))
    return (
        header is not None
        and header.inputs is not None
        and header.fingerprint == fingerprint(config)
        and header.site == digest_of_site(files_below(Path(config.site_dir)))
        and header.inputs == inputs(Path(config.config_file_path).parent, header.folders)
    )


class Unchanged(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """The events of a build that makes nothing: MkDocs gets no files, and an empty folder to clean."""

    _site_dir: str
    _config: MkDocsConfig

    @event_priority(100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Keep what MkDocs does off the site."""
        self._config, self._site_dir = config, config.site_dir
        config.site_dir = tempfile.mkdtemp(prefix="nexus-")
        config.theme.static_templates.clear()
        search: Any = config.plugins.get("material/search")
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
        shutil.rmtree(config.site_dir, ignore_errors=True)
        config.site_dir = self._site_dir
