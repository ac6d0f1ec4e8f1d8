"""Notes what is said of a page while it is rendered, so that a build that takes it over can say it again.

What is said of the site as a whole is not noted, but that there was something: the next build has to say it too.
"""

from __future__ import annotations

import logging

Said = list[tuple[str, int, str]]
"""The logger's name, the level and the message of each thing that was said."""

LOGGERS = ("mkdocs.structure.pages", "mkdocs.nexus")
"""Who speaks of single pages."""


class _Listener(logging.Handler):
    said: Said | None = None
    warned: bool = False

    def emit(self, record: logging.LogRecord) -> None:
        self.warned = self.warned or record.levelno >= logging.WARNING
        if self.said is not None and record.name in LOGGERS:
            self.said.append((record.name, record.levelno, record.getMessage()))


_LISTENER = _Listener()


def listen(said: Said | None) -> None:
    """Append what is said from now on to a list; to none if None is given."""
    _LISTENER.said = said


def begin() -> None:
    """Forget what the build before has said."""
    _LISTENER.said, _LISTENER.warned = None, False
    logging.getLogger("mkdocs").addHandler(_LISTENER)


def has_warned() -> bool:
    """Say whether anything was warned of since the build began."""
    return _LISTENER.warned


def repeat(said: Said) -> None:
    """Say again what was said."""
    for name, level, message in said:
        logging.getLogger(name).log(level, "%s", message)
