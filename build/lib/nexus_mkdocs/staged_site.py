"""Builds the site beside the one that is there, and puts it in its place when it is whole.

MkDocs empties the site's folder and then fills it, for as long as the build takes. So it is handed another folder,
between the events where plugins have said what they want and where all of them have written what they have.
"""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.utils import CountHandler

from nexus_core.storage.folder_swap import FolderSwap
from nexus_mkdocs.build_folder import BuildFolder

log = logging.getLogger("mkdocs.nexus")


class StagedSite(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """The events of one build that its folder depends on."""

    _folder: BuildFolder
    _swap: FolderSwap | None = None

    @event_priority(100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Let MkDocs build into a folder of its own."""
        try:
            self._swap = FolderSwap(Path(config.site_dir))
        except OSError as error:
            log.info("%s is built in place, since nothing can be put beside it: %s", config.site_dir, error)
            return
        self._folder = BuildFolder(config)
        self._folder.use(self._swap.new)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the site in place once every plugin has written to it; a site with faults never replaces one."""
        if self._swap is None:
            return
        if stays_as_it_was(config, self._swap.target):
            log.info("The site in %s stays as it was", self._folder.site)
        else:
            self._swap.publish()
        self.end()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the site as it was."""
        self.end()

    def on_shutdown(self) -> None:
        """Leave it so as well when the build was interrupted, for which MkDocs has no other event."""
        self.end()

    def end(self) -> None:
        """Put nothing in place from now on, and clear away what was built."""
        if self._swap is not None:
            self._swap.close()
            self._swap = None
            self._folder.give_back()


def stays_as_it_was(config: MkDocsConfig, site: Path) -> bool:
    """Return whether there is a site that a strict build with faults must not replace."""
    return config.strict and _has_warned() and _holds_a_site(site)


def _has_warned() -> bool:
    """Return whether MkDocs, which counts warnings in a strict build, will end it for them."""
    logger: logging.Logger | None = log
    while logger is not None:
        if any(isinstance(handler, CountHandler) and handler.get_counts() for handler in logger.handlers):
            return True
        logger = logger.parent
    return False


def _holds_a_site(folder: Path) -> bool:
    return folder.is_dir() and any(not entry.name.startswith(".") for entry in folder.iterdir())
