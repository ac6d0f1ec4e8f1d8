"""What many pages show alike, such as a skill with the marks of its evidence: written once, a number in each page.

A page's composed Markdown has a mark in a fragment's place. Whoever reads it writes the fragment out there, or puts
what was made of it once for all pages.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from nexus_core.read.paths import relative

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Stand around the number of a fragment. They are noncharacters, which no text has and no page shows:
https://www.unicode.org/faq/private_use.html#nonchar1"""
TO = "\ufdd2"
"""Stands before a repository path that a fragment links to; the path ends with `CLOSE`."""

MARKS = f"{OPEN}{CLOSE}{TO}"
MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")
"""A mark, with the fragment's number: no extension of Markdown takes that for something else."""
_LINK = re.compile(f"{TO}([^{CLOSE}]*){CLOSE}")


class Fragments:
    """The fragments of a portfolio, numbered in the order in which they were asked for first."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, ...], int] = {}
        self._texts: list[str] = []
        self._placed: dict[tuple[int, str], str] = {}

    def mark(self, about: tuple[object, ...], write: Callable[[], str]) -> str:
        """Return the mark of the fragment about something, which `write` writes if nobody has yet.

        Where its links lead is written as a repository path between `TO` and `CLOSE`.
        """
        if about not in self._numbers:
            text = write()
            self._numbers[about] = len(self._texts)
            self._texts.append(text)
        return f"{OPEN}{self._numbers[about]}{CLOSE}"

    def text(self, number: int, path: str) -> str:
        """Return a fragment's Markdown as the page made of the source at `path` has it."""
        key = (number, posixpath.dirname(path))
        if key not in self._placed:
            self._placed[key] = _LINK.sub(lambda link: relative(path, link[1]), self._texts[number])
        return self._placed[key]

    def written_out(self, markdown: str, path: str) -> str:
        """Return a page's composed Markdown with its fragments in place of their marks."""
        return MARK.sub(lambda mark: self.text(int(mark[1]), path), markdown)

    def spelt_out(self, markdown: str) -> str:
        """Return the same for comparing: where a fragment leads is the same text on every page."""
        return MARK.sub(lambda mark: self._texts[int(mark[1])], markdown)
