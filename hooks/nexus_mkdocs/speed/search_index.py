"""Cuts pages into entries of the search index in a fraction of the time of Material's plugin, and into the same.

The plugin reads each page with Python's `html.parser`, which calls a method for every tag. Here a parser in C reads
it, as a browser does where HTML is broken, and only its tree is walked. What becomes an entry is decided as the
plugin does it; an entry is still made, written and configured by the plugin, whose index this one replaces for a
build. A page nested too deeply to be walked is left out.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from html import escape
from itertools import islice
from typing import Any

from material.plugins.search.plugin import Element, SearchIndex, Section
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from selectolax.lexbor import LexborHTMLParser, LexborNode

from nexus_core.problems.printable import visible
from nexus_core.storage.disk_backed_texts import Spool
from nexus_mkdocs.speed.cache.session import Session

log = logging.getLogger("mkdocs.nexus")

PLUGIN = "material/search"
FILE = "search/search_index.json"
"""Where the plugin puts the index."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KEPT = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
_SKIPPED = frozenset({"object", "script", "style"})
_CODE, _CODE_END = '<div class="highlight" data-search-exclude>', "</pre></div>"
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)


def speed_up_search(
    config: MkDocsConfig, session: Session | None, order: Sequence[str], *, kept_in: str = FILE
) -> FastIndex | None:
    """Let the search plugin of a build use this index, and return it, if the build has the plugin.

    Args:
        config: the settings.
        session: the dealings with the build before.
        order: the sources of all pages.
        kept_in: the file of the site that is to hold the index in the end.
    """
    plugin: Any = config.plugins.get(PLUGIN)
    if plugin is None or not plugin.config.enabled:
        return None
    plugin.search_index = FastIndex(session, order, kept_in, **plugin.config)
    index: FastIndex = plugin.search_index
    return index


class FastIndex(SearchIndex):  # type: ignore[misc] # Material has no types
    """The plugin's index: it reads pages in less time, and not those that the build before has read."""

    def __init__(self, session: Session | None, order: Sequence[str], kept_in: str, **config: Any) -> None:
        """Make an index of pages in an order, those that the session keeps taken over."""
        super().__init__(**config)
        self.entries: list[dict[str, Any]] = []
        self._session = session
        self._order = order
        self._file = kept_in
        self._parts: Spool[str] = Spool()
        """The entries of each page that was read, as they stand in the index, by its source."""

    def forget(self) -> None:
        """Forget what was read, to read some pages again."""
        self._parts.clear()

    def add_entry_from_context(self, page: Page) -> None:
        """Add a page's sections."""
        if self._session:
            self._session.hear(page.file.src_uri)
        self._add(page)
        if self._session:
            self._session.hear(None)
            self._parts[page.file.src_uri] = json.dumps(self.entries, separators=(",", ":"), default=str)[1:-1]
            self.entries.clear()

    def generate_search_index(self, prev: SearchIndex | None) -> str:
        """Return the index as JSON, the same text as the plugin's."""
        if prev or self._session is None:
            text: str = super().generate_search_index(prev)
            return text
        empty: str = super().generate_search_index(None)
        head, tail = empty[:-2], empty[-2:]
        old = self._session.old_parts(self._file, len(head), 1)
        # Of a big site, each copy of this counts.
        data = bytearray(head.encode())
        lengths: dict[str, int] = {}
        for path in self._order:
            part = self._parts.get(path, "").encode() or old.get(path, b"")
            if part:
                data += b"," + part if lengths else part
                lengths[path] = len(part)
        self._session.note_parts(self._file, lengths)
        data += tail.encode()
        return data.decode()

    def _add(self, page: Page) -> None:
        search = page.meta.get("search") or {}
        if search.get("exclude"):
            return
        try:
            sections = _Reader(page.content or "").sections
        except RecursionError:
            # The plugin's own parser would take the square of the depth.
            message = "%s:1:1: its HTML is nested too deep to be searched: close its tags"
            log.warning(message, visible(page.file.src_uri))
            return
        for section in sections:
            if not section.is_excluded():
                self.create_entry_for_section(section, page.toc, page.url, page)


def _without_code(content: str) -> Iterator[str]:
    """Yield the pieces of a page's HTML without highlighted code: two thirds of it, and none of it is searched."""
    before, *blocks = content.split(_CODE)
    yield before
    for block in blocks:
        code, end, behind = block.partition(_CODE_END)
        # Where lines are numbered, there is a table in it; what an author has written may hold anything.
        is_simple = end and not any(tag in code for tag in ("<div", "</div", "<table"))
        yield _CODE + (f"</div>{behind}" if is_simple else block)


class _Reader:
    """Reads a page into sections: each begins at a heading with an id."""

    def __init__(self, content: str) -> None:
        self.sections: list[Any] = []
        self._section: Any = None
        self._open: list[str] = []
        body = LexborHTMLParser("".join(_without_code(content))).body
        if body is not None:
            self._children(body, silent=False, preformatted=False, permalink=False)

    def _children(self, node: LexborNode, *, silent: bool, preformatted: bool, permalink: bool) -> None:
        child = node.child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                if not silent:
                    self._text(child.text_content or "", preformatted=preformatted, permalink=permalink)
            elif tag is not None and tag not in _VOID and tag[0] not in "-!":
                self._element(child, tag, silent=silent, preformatted=preformatted, permalink=permalink)
            child = child.next

    def _element(self, node: LexborNode, tag: str, *, silent: bool, preformatted: bool, permalink: bool) -> None:
        attributes = node.attributes
        self._open.append(tag)
        if tag in _HEADINGS and "id" in attributes:
            self._begin(tag, attributes)
        self._ensure_section()
        hidden = "data-search-exclude" in attributes or attributes.get("class") == "linenodiv"
        if hidden and attributes.get("class") == "highlight":
            self._leave()  # code is nothing but words that are left out
            return
        silent = silent or hidden or tag in _SKIPPED
        kept = tag in _KEPT and not silent
        if kept:
            self._target().append(f"<{tag}>")
        self._children(
            node,
            silent=silent,
            preformatted=preformatted or tag == "pre",
            permalink=permalink or (tag == "a" and attributes.get("class") == "headerlink"),
        )
        self._leave()
        if kept:
            _close(self._target(), tag)

    def _begin(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag != "h1" and not self.sections:
            self.sections.append(Section(Element("hx"), len(self._open)))
        section = Section(Element(tag, attributes), len(self._open))
        if self.sections:
            section.id = attributes["id"]
        self._section = section
        self.sections.append(section)

    def _ensure_section(self) -> None:
        if self._section is None:
            self._section = Section(Element("hx"))
            self.sections.append(self._section)

    def _leave(self) -> None:
        """Close an element; behind the one around a heading, text belongs to the section before it again."""
        depth = len(self._open)
        if self._section.depth > depth:
            before = next((section for section in reversed(self.sections) if section.depth <= depth), None)
            if before is not None:
                self._section.depth = float("inf")
                self._section = before
        self._open.pop()

    def _target(self) -> list[str]:
        section = self._section
        parts: list[str] = section.title if section.el.tag in self._open else section.text
        return parts

    def _text(self, data: str, *, preformatted: bool, permalink: bool) -> None:
        blank = data.isspace()
        if not preformatted:
            data = " " if blank else data.replace("\n", " ")
        self._ensure_section()
        section = self._section
        if section.el.tag in self._open:
            if not permalink:
                section.title.append(escape(data, quote=False))
        elif not blank:
            section.text.append(escape(data, quote=False))
        elif not section.text or not section.text[-1].isspace() or preformatted:
            section.text.append(data)


def _close(parts: list[str], tag: str) -> None:
    """Close a tag, or take it away again where nothing but blanks is in it."""
    opening = f"<{tag}>"
    index = parts.index(opening)
    if all(part.isspace() for part in islice(parts, index + 1, None)):
        del parts[index:]
    else:
        parts.append(f"</{tag}>")
