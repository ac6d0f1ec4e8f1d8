"""Notes what is said of a page while it is rendered, so that a build that takes it over can say it again."""

from __future__ import annotations

import logging

Said = list[tuple[str, int, str]]
"""The logger's name, the level and the message of each thing that was said."""

LOGGERS = ("mkdocs.structure.pages", "mkdocs.nexus")
"""Who speaks of single pages."""


class _Listener(logging.Handler):
    said: Said | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self.said is not None:
            self.said.append((record.name, record.levelno, record.getMessage()))


_LISTENER = _Listener()


def listen(said: Said | None) -> None:
    """Append what is said from now on to a list; to none if None is given."""
    _LISTENER.said = said
    for name in LOGGERS:
        logging.getLogger(name).addHandler(_LISTENER)


def repeat(said: Said) -> None:
    """Say again what was said."""
    for name, level, message in said:
        logging.getLogger(name).log(level, "%s", message)
