"""Markdown shared by many pages, such as a skill with the marks of its evidence: written once, and linked per page.

A page's composed Markdown has a mark, with a number, in the place of each shared piece. Whoever reads it expands
the mark, or puts there what was made of the piece once for all pages.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from nexus_core.read.paths import relative

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Stand around the number of a piece. They are noncharacters, which no text has and no page shows:
https://www.unicode.org/faq/private_use.html#nonchar1"""
TO = "\ufdd2"
"""Stands before a repository path that a piece links to; the path ends with `CLOSE`."""

MARKS = f"{OPEN}{CLOSE}{TO}"
MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")
"""A mark, with the piece's number: no extension of Markdown takes that for something else."""
_LINK = re.compile(f"{TO}([^{CLOSE}]*){CLOSE}")


class SharedMarkdown:
    """The pieces that the pages of a view share, numbered in the order in which they were first asked for."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, ...], int] = {}
        self._texts: list[str] = []
        self._placed: dict[tuple[int, str], str] = {}

    def mark(self, about: tuple[object, ...], write: Callable[[], str]) -> str:
        """Return the mark of the piece about something; `write` is called the first time.

        In what it returns, the target of a link is a repository path between `TO` and `CLOSE`.
        """
        if about not in self._numbers:
            text = write()
            self._numbers[about] = len(self._texts)
            self._texts.append(text)
        return f"{OPEN}{self._numbers[about]}{CLOSE}"

    def text(self, number: int, path: str) -> str:
        """Return a piece's Markdown with its links relative to the source at `path`."""
        key = (number, posixpath.dirname(path))
        if key not in self._placed:
            self._placed[key] = _LINK.sub(lambda link: relative(path, link[1]), self._texts[number])
        return self._placed[key]

    def expanded(self, markdown: str, path: str) -> str:
        """Return the composed Markdown of the page made of the source at `path`, with its marks expanded."""
        return MARK.sub(lambda mark: self.text(int(mark[1]), path), markdown)

    def expanded_for_comparison(self, markdown: str) -> str:
        """Return the same for comparing builds: the targets of links stay repository paths, which costs less."""
        return MARK.sub(lambda mark: self._texts[int(mark[1])], markdown)
