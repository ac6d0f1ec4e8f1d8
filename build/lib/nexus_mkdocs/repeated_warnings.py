"""Tells many warnings of one sort, MkDocs's own too, as the first fifty and a count.

A collection of another tool can have the same fault in each of thousands of notes, and nobody reads megabytes of
it. All are still counted by what ends a strict build.
"""

from __future__ import annotations

import logging
import re
from collections import Counter

from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.utils import CountHandler

from nexus_core.problems.reports import MAX_ALIKE

log = logging.getLogger("mkdocs.nexus")

_OWN = re.compile(r"\n.*|^\S+?:\d+:\d+:|'[^'\n]*'|\"[^\"\n]*\"|\d+", re.DOTALL)
"""What of a message is about one place: where it is, the names in it, numbers, and the line of the source."""


class RepeatedWarnings(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """The events of one build between which warnings are told so."""

    def __init__(self) -> None:
        """Wait for a build to begin."""
        self._met: Counter[str] = Counter()
        self._handlers: list[logging.Handler] = []

    @event_priority(90)
    def on_pre_build(self, *, config: object) -> None:
        """Begin to count."""
        self._handlers = [
            each for each in logging.getLogger("mkdocs").handlers if not isinstance(each, CountHandler)
        ]
        for handler in self._handlers:
            handler.addFilter(self._is_told)

    def _is_told(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True
        if not getattr(record, "nexus_counted", False):  # each handler asks for itself
            record.nexus_counted = True
            sort = f"{record.name} {_OWN.sub('…', record.getMessage())}"
            self._met[sort] += 1
            record.nexus_told = self._met[sort] <= MAX_ALIKE
        return bool(getattr(record, "nexus_told", True))

    @event_priority(-90)
    def on_post_build(self, *, config: object) -> None:
        """Say how many more there are."""
        self.end()

    def on_build_error(self, *, error: Exception) -> None:
        """Do the same where the build is at its end."""
        self.end()

    def on_shutdown(self) -> None:
        """Do the same where it was interrupted."""
        self.end()

    def end(self) -> None:
        """Count no longer, and say how many of each sort were not told."""
        for handler in self._handlers:
            handler.removeFilter(self._is_told)
        for sort, number in self._met.items():
            if number > MAX_ALIKE:
                about = sort.partition(" ")[2].strip()
                log.warning("and %s more like: %s", f"{number - MAX_ALIKE:,}", about)
        self._met.clear()
        self._handlers = []
