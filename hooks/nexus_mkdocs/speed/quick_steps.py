"""Spares the converter steps whose outcome nobody asks for, and so takes less time for the same HTML.

Python-Markdown writes a table of contents for each page, in case that its text has a marker for one; MkDocs reads a
page's source as HTML for the ids that may be in it; and the converter puts its list of processors together anew for
every block. Each is a class of its package with one question asked before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.util import Registry
from mkdocs.structure.pages import _RawHTMLPreprocessor

_T = TypeVar("_T")

_NAMED = re.compile(r"\b(?:id|name)\b\s*=", re.IGNORECASE)


class _Toc(TocTreeprocessor):
    """Finds the headings; draws the table of them only where a text has its marker."""

    def run(self, doc: Element) -> None:
        """Process a document."""
        self._is_shown = bool(self.marker) and any(self.marker in text for text in doc.itertext())
        super().run(doc)

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        """Return the table of contents, empty where nothing shows it."""
        return super().build_toc_div(toc_list) if self._is_shown else Element("div")

    def replace_marker(self, root: Element, elem: Element) -> None:
        """Put the table in the marker's place."""
        if self._is_shown:
            super().replace_marker(root, elem)


class _TocExtension(TocExtension):
    TreeProcessorClass = _Toc


class RawIds(_RawHTMLPreprocessor):
    """Finds the ids and names in a source's HTML, if anything in it looks like one."""

    def run(self, lines: list[str]) -> list[str]:
        """Look through the lines of a source, and return them as they are."""
        return super().run(lines) if _NAMED.search("\n".join(lines)) else lines


class _Sorted(Registry[_T]):
    """A registry that keeps the order of its items between two changes."""

    def __init__(self, registry: Registry[_T]) -> None:
        super().__init__()
        self._items: list[_T] = []
        vars(self).update(vars(registry))

    def __iter__(self) -> Iterator[_T]:
        if not self._items:
            self._items = list(super().__iter__())
        return iter(self._items)

    def register(self, item: _T, name: str, priority: float) -> None:
        """Add an item."""
        self._items = []
        super().register(item, name, priority)

    def deregister(self, name: str, strict: bool = True) -> None:
        """Remove an item."""
        self._items = []
        super().deregister(name, strict)


def with_quick_toc(
    extensions: Sequence[str | Extension], configs: Mapping[str, Mapping[str, Any]]
) -> list[str | Extension]:
    """Return Markdown extensions with this one in the place of Python-Markdown's."""
    return [_TocExtension(**configs.get("toc", {})) if name == "toc" else name for name in extensions]


def keep_order(converter: Markdown) -> None:
    """Let a converter keep the order of its block processors."""
    converter.parser.blockprocessors = _Sorted(converter.parser.blockprocessors)
