"""Cuts pages into entries of the search index in a fraction of the time of Material's plugin, and into the same.

The plugin reads each page with Python's `html.parser`, which calls a method for every tag. Here a parser in C reads
it, as a browser does where HTML is broken, and only its tree is walked. What becomes an entry is decided as the
plugin does it; an entry is still made, written and configured by the plugin, whose index this one replaces for a
build. Of pages that the cache reuses, the entries are those of the index before.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import islice
from typing import Any, NamedTuple

from material.plugins.search.plugin import Element, SearchIndex, Section
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from selectolax.lexbor import LexborHTMLParser, LexborNode

from nexus_core.storage.disk_backed_texts import DiskBackedTexts
from nexus_mkdocs.search.settings import PLUGIN
from nexus_mkdocs.speed.cache.build_cache import BuildCache

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KEPT = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
_SKIPPED = frozenset({"object", "script", "style"})
_CODE, _CODE_END = '<div class="highlight" data-search-exclude>', "</pre></div>"
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)


def replace_index(
    config: MkDocsConfig, cache: BuildCache | None, order: Sequence[str], *, kept_in: str
) -> QuickIndex | None:
    """Let the search plugin of a build use this index, and return it, if the build has the plugin.

    Args:
        config: the settings.
        cache: the cache of the site, if it has one.
        order: the sources of all pages.
        kept_in: the file of the site that is to hold the index in the end.
    """
    plugin: Any = config.plugins.get(PLUGIN)
    if plugin is None or not plugin.config.enabled:
        return None
    plugin.search_index = QuickIndex(cache, order, kept_in, **plugin.config)
    index: QuickIndex = plugin.search_index
    return index


class QuickIndex(SearchIndex):  # type: ignore[misc] # Material has no types
    """The plugin's index: it reads pages in less time, and not those that are reused."""

    def __init__(self, cache: BuildCache | None, order: Sequence[str], kept_in: str, **config: Any) -> None:
        """Make an index of pages in an order."""
        super().__init__(**config)
        self.entries: list[dict[str, Any]] = []
        self._cache = cache
        self._order = order
        self._file = kept_in
        self._parts: DiskBackedTexts[str] = DiskBackedTexts()
        """The entries of each page that was read, as they stand in the index, by its source."""

    def forget(self) -> None:
        """Forget what was read, to read some pages again."""
        self._parts.clear()

    def part(self, path: str) -> str:
        """Return the entries of a page that was read, as they stand in the index."""
        return self._parts.get(path, "")

    def put_part(self, path: str, entries: str) -> None:
        """Take the entries of a page that another process has read."""
        self._parts[path] = entries

    def add_entry_from_context(self, page: Page) -> None:
        """Add a page's sections."""
        self._add(page)
        if self._cache:
            self._parts[page.file.src_uri] = json.dumps(self.entries, separators=(",", ":"), default=str)[1:-1]
            self.entries.clear()

    def generate_search_index(self, prev: SearchIndex | None) -> str:
        """Return the index as JSON, the same text as the plugin's."""
        if prev or self._cache is None:
            text: str = super().generate_search_index(prev)
            return text
        empty: str = super().generate_search_index(None)
        head, tail = empty[:-2], empty[-2:]
        cached = self._cache.cached_parts(self._file, len(head), 1)
        # Of a big site, each copy of this counts.
        data = bytearray(head.encode())
        lengths: dict[str, int] = {}
        for path in self._order:
            part = self._parts.get(path, "").encode() or cached.get(path, b"")
            if part:
                data += b"," + part if lengths else part
                lengths[path] = len(part)
        self._cache.record_parts(self._file, lengths)
        data += tail.encode()
        return data.decode()

    def _add(self, page: Page) -> None:
        search = page.meta.get("search") or {}
        if search.get("exclude"):
            return
        for section in _Reader(page.content or "").sections:
            if not section.is_excluded():
                self.create_entry_for_section(section, page.toc, page.url, page)


def _without_code(content: str) -> Iterator[str]:
    """Yield the pieces of a page's HTML without highlighted code: two thirds of it, and none of it is searched."""
    before, *blocks = content.split(_CODE)
    yield before
    for block in blocks:
        code, end, after = block.partition(_CODE_END)
        # Where lines are numbered, there is a table in it; what an author has written may hold anything.
        is_simple = end and not any(tag in code for tag in ("<div", "</div", "<table"))
        yield _CODE + (f"</div>{after}" if is_simple else block)


class _Context(NamedTuple):
    """What is around some nodes."""

    silent: bool = False
    preformatted: bool = False
    permalink: bool = False


class _Reader:
    """Reads a page into sections: each begins at a heading with an id."""

    def __init__(self, content: str) -> None:
        self.sections: list[Any] = []
        self._section: Any = None
        self._depth = 0
        self._open: Counter[str] = Counter()
        """The elements that are open, by tag."""
        body = LexborHTMLParser("".join(_without_code(content))).body
        if body is not None:
            self._walk(body.child)

    def _walk(self, node: LexborNode | None) -> None:
        """Read some nodes and all that is in them; HTML may be nested deeper than Python may call."""
        context = _Context()
        around: list[tuple[LexborNode | None, str, bool, _Context]] = []
        while node is not None or around:
            if node is None:
                node, tag, kept, context = around.pop()
                self._leave(tag)
                if kept:
                    _close(self._target(), tag)
                continue
            tag, following = node.tag or "", node.next
            if tag == "-text":
                if not context.silent:
                    self._text(node.text_content or "", context)
            elif tag and tag not in _VOID and tag[0] not in "-!":
                entered = self._enter(tag, node.attributes, context)
                if entered is not None:
                    kept = tag in _KEPT and not entered.silent
                    around.append((following, tag, kept, context))
                    node, context = node.child, entered
                    continue
            node = following

    def _enter(self, tag: str, attributes: dict[str, str | None], context: _Context) -> _Context | None:
        """Open an element; return what is around its content, or None where none of that is read."""
        self._open[tag] += 1
        self._depth += 1
        if tag in _HEADINGS and "id" in attributes:
            self._begin(tag, attributes)
        self._ensure_section()
        name = attributes.get("class")
        hidden = "data-search-exclude" in attributes or name == "linenodiv"
        if hidden and name == "highlight":
            self._leave(tag)  # code is nothing but words that are left out
            return None
        silent = context.silent or hidden or tag in _SKIPPED
        if tag in _KEPT and not silent:
            self._target().append(f"<{tag}>")
        return _Context(
            silent,
            context.preformatted or tag == "pre",
            context.permalink or (tag == "a" and name == "headerlink"),
        )

    def _begin(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag != "h1" and not self.sections:
            self.sections.append(Section(Element("hx"), self._depth))
        section = Section(Element(tag, attributes), self._depth)
        if self.sections:
            section.id = attributes["id"]
        self._section = section
        self.sections.append(section)

    def _ensure_section(self) -> None:
        if self._section is None:
            self._section = Section(Element("hx"))
            self.sections.append(self._section)

    def _leave(self, tag: str) -> None:
        """Close an element; after the one around a heading, text belongs to the section before it again."""
        if self._section.depth > self._depth:
            before = next((section for section in reversed(self.sections) if section.depth <= self._depth), None)
            if before is not None:
                self._section.depth = float("inf")
                self._section = before
        self._open[tag] -= 1
        self._depth -= 1

    def _target(self) -> list[str]:
        section = self._section
        parts: list[str] = section.title if self._open[section.el.tag] else section.text
        return parts

    def _text(self, data: str, context: _Context) -> None:
        blank = data.isspace()
        if not context.preformatted:
            data = " " if blank else data.replace("\n", " ")
        self._ensure_section()
        section = self._section
        if self._open[section.el.tag]:
            if not context.permalink:
                section.title.append(escape(data, quote=False))
        elif not blank:
            section.text.append(escape(data, quote=False))
        elif not section.text or not section.text[-1].isspace() or context.preformatted:
            section.text.append(data)


def _close(parts: list[str], tag: str) -> None:
    """Close a tag, or take it away again where nothing but blanks is in it."""
    opening = f"<{tag}>"
    index = parts.index(opening)
    if all(part.isspace() for part in islice(parts, index + 1, None)):
        del parts[index:]
    else:
        parts.append(f"</{tag}>")
