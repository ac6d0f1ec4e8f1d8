"""Records what is logged of each page, so that a build that reuses the page can log it again.

What is logged of the site as a whole isn't recorded, only that something was: the next build has to log it too.
"""

from __future__ import annotations

import logging

from nexus_mkdocs.speed.cache.file import LogRecords

LOGGERS = ("mkdocs.structure.pages", "mkdocs.nexus")
"""Those that log something of single pages."""


class PageLogs(logging.Handler):
    """What one build logs, by the page that it is at."""

    def __init__(self) -> None:
        """Begin to listen to MkDocs's loggers."""
        super().__init__()
        self.of_pages: dict[str, LogRecords] = {}
        self.of_site: LogRecords = []
        self.has_warned = False
        self._current: LogRecords | None = None
        logging.getLogger("mkdocs").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Record a message."""
        self.has_warned = self.has_warned or record.levelno >= logging.WARNING
        if self._current is not None and record.name in LOGGERS:
            self._current.append((record.name, record.levelno, record.getMessage()))

    def record_for_page(self, path: str) -> None:
        """Record what is logged from now on for a page."""
        self._current = self.of_pages.setdefault(path, [])

    def record_for_site(self) -> None:
        """Record what is logged from now on for all pages together."""
        self._current = self.of_site

    def pause(self) -> None:
        """Record no message until told to."""
        self._current = None

    def stop(self) -> None:
        """Listen no more."""
        self.pause()
        logging.getLogger("mkdocs").removeHandler(self)


def replay(records: LogRecords) -> None:
    """Log messages again."""
    for name, level, message in records:
        logging.getLogger(name).log(level, "%s", message)
