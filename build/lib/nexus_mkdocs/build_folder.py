"""Has MkDocs build into another folder than the site's, for as long as a build takes."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

_BUILD_LOG = logging.getLogger("mkdocs.commands.build")


class BuildFolder:
    """The folder that a build fills. Nothing else changes `config.site_dir`."""

    def __init__(self, config: MkDocsConfig) -> None:
        """Begin with the folder of the site itself."""
        self._config = config
        self._site_dir = config.site_dir

    @property
    def site(self) -> Path:
        """The folder of the site."""
        return Path(self._site_dir)

    @property
    def current(self) -> Path:
        """The folder that MkDocs builds into."""
        return Path(self._config.site_dir)

    def use(self, folder: Path) -> None:
        """Have MkDocs build into another folder, and still name the one that the author knows."""
        self._config.site_dir = str(folder)
        _BUILD_LOG.addFilter(self._with_site_dir)

    def give_back(self) -> None:
        """Let the site's folder be the one of the settings again."""
        _BUILD_LOG.removeFilter(self._with_site_dir)
        self._config.site_dir = self._site_dir

    def _with_site_dir(self, record: logging.LogRecord) -> bool:
        record.msg = str(record.msg).replace(self._config.site_dir, self._site_dir)
        return True
