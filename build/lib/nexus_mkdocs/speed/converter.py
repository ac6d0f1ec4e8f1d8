"""Turns pages into the HTML that MkDocs makes of them, with one Markdown converter for all pages of a build.

MkDocs makes a converter with all its extensions for each page; one will do, since `Markdown.reset` is made for
going on to the next document, and each build begins with a new one. And Markdown that many pages share, such as a
skill with the marks of its evidence, is converted once: only its links differ from page to page.

This reaches into private parts of MkDocs: what it looks for in a page (links, anchors) is found by its own
processors, which `Page.render` registers with each new converter. Where MkDocs doesn't have them under these names,
each page is converted by MkDocs itself.
"""

from __future__ import annotations

import logging
import posixpath
import re
from collections import ChainMap
from collections.abc import Mapping
from itertools import chain, zip_longest
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import markdown
from markdown import Extension
from markdown.extensions.footnotes import FootnoteExtension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import (
    _ExtractAnchorsTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url

from nexus_core.write.pages import Page
from nexus_core.write.shared_markdown import CLOSE, MARK, OPEN
from nexus_mkdocs.rendering import Rendered
from nexus_mkdocs.speed.cache.lookups import Lookups
from nexus_mkdocs.speed.lexer import with_quick_lexers
from nexus_mkdocs.speed.switches import uses

_TARGET = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_ABBREVIATION = re.compile(r"^[ \t>]*\*\[[^\]\n]*\] ?:", re.MULTILINE)


class _Links(_RelativePathTreeprocessor):
    """MkDocs's processor of links, which also resolves those of shared Markdown, for all pages at once."""

    def __init__(self, file: File, lookups: Lookups, config: MkDocsConfig) -> None:
        super().__init__(file, lookups, config)  # type: ignore[arg-type] # all that it asks of files
        self.lookups = lookups
        self.found_in_shared: list[dict[str, str | None]] | None = None
        """What was looked up for each piece, where the document is one of shared Markdown; else None."""

    def run(self, root: Element) -> Element:
        """Resolve all links of a document."""
        if self.found_in_shared is None:
            return super().run(root)
        for piece in root:
            self.lookups.found = {}
            super().run(piece)
            self.found_in_shared.append(self.lookups.found)
        return root

    def path_to_url(self, url: str) -> str:
        """Return the address that a link has on the page; in shared Markdown that from the site's root, marked."""
        address = super().path_to_url(url)
        if self.found_in_shared is None:
            return address
        return f"{OPEN}{urljoin(f'/{self.file.url}', address)[1:]}{CLOSE}"


class OneConverter:
    """Converts the pages of one build."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._shared: dict[int, _SharedHtml] = {}
        self._renew()

    def compose(self, page: Page) -> str:
        """Return the Markdown of a page, with marks in place of what it shares with others."""
        return page.compose_marked() if uses("shared") else page.compose()

    def render(self, markdown: str, page: Page, file: File, files: Files) -> Rendered:
        """Return what the Markdown of a page becomes; see `Renderer`."""
        try:
            return self._render(markdown, page, file, files)
        except Exception:
            self._renew()  # one that has raised doesn't forget what it was in the middle of
            raise

    def _renew(self) -> None:
        extensions: list[str | Extension] = list(self._config.markdown_extensions)
        configs = self._config.mdx_configs or {}
        if uses("lexer"):
            extensions = with_quick_lexers(extensions, configs)
        self._converter = markdown.Markdown(extensions=extensions, extension_configs=configs)
        used = self._converter.registeredExtensions
        self._footnotes = {each: each.unique_prefix for each in used if isinstance(each, FootnoteExtension)}

    def _reset(self) -> None:
        """Begin with another document; where footnotes have its number in their ids, it is the first one."""
        self._converter.reset()
        for extension, number in self._footnotes.items():
            extension.unique_prefix = number

    def _render(self, source: str, page: Page, file: File, files: Files) -> Rendered:
        converter, lookups = self._converter, Lookups(files)
        links = _Links(file, lookups, self._config)
        raw, anchors = _RawHTMLPreprocessor(), _ExtractAnchorsTreeprocessor(file, files, self._config)
        for processor in (raw, anchors, links):
            processor._register(converter)
        self._reset()
        if _ABBREVIATION.search(source):  # what a page abbreviates, it abbreviates in shared Markdown too
            source = page.shared.expanded(source, page.path)
        content = converter.convert(source)
        checks_anchors = logging.getLogger("mkdocs.structure.pages").getEffectiveLevel() > logging.DEBUG
        toc = get_toc(getattr(converter, "toc_tokens", []))
        # To convert shared Markdown is to begin with another document.
        content = self._with_shared(content, page, links, file.url)
        return Rendered(
            content,
            toc,
            anchors.present_anchor_ids | raw.present_anchor_ids,
            links.links_to_anchors if checks_anchors else None,
            lookups.found,
        )

    def _with_shared(self, content: str, page: Page, links: _Links, address: str) -> str:
        """Return a page's HTML with that of its shared Markdown in place of the marks."""
        numbers = dict.fromkeys(map(int, MARK.findall(content)))
        texts = {number: page.shared.text(number, page.path) for number in numbers if number not in self._shared}
        own = links.lookups.found
        self._convert(texts, links)
        links.lookups.found = own
        for number in numbers:
            own |= self._shared[number].found
        return MARK.sub(lambda mark: self._shared[int(mark[1])].on(address), content)

    def _convert(self, texts: Mapping[int, str], links: _Links) -> None:
        """Convert shared Markdown that no page has had yet, each piece a paragraph of one document."""
        if not texts:
            return
        links.found_in_shared = []
        self._reset()
        html = self._converter.convert("\n\n".join(texts.values())).removeprefix("<p>").removesuffix("</p>")
        found, links.found_in_shared = links.found_in_shared, None
        pieces = html.split("</p>\n<p>")
        if len(texts) == len(pieces) == len(found):
            for number, piece, lookups in zip(texts, pieces, found, strict=True):
                self._shared[number] = _SharedHtml(_TARGET.split(piece), lookups)
        elif len(texts) > 1:  # an extension writes paragraphs in its own way
            for number, text in texts.items():
                self._convert({number: text}, links)
        else:
            self._shared[next(iter(texts))] = _SharedHtml(_TARGET.split(html), dict(ChainMap(*found)))


class _SharedHtml:
    """The HTML of shared Markdown: what is the same on all pages, with the addresses between that are not."""

    def __init__(self, pieces: list[str], found: dict[str, str | None]) -> None:
        self._texts, self._targets = pieces[::2], pieces[1::2]
        self.found = found
        """What its links asked for, by path."""
        self._known: dict[str, str] = {}

    def on(self, page: str) -> str:
        """Return the HTML for the page that has some address on the site."""
        start = page.removeprefix("./").rpartition("/")[0]  # the folder that its relative addresses start from
        if any(target.startswith(start) for target in self._targets):
            return self._from(page)
        # From all folders beside this one, everything that is in none of them is equally far.
        beside = posixpath.dirname(start)
        if beside not in self._known:
            self._known[beside] = self._from(page)
        return self._known[beside]

    def _from(self, page: str) -> str:
        addresses = [get_relative_url(target, page) for target in self._targets]
        return "".join(chain.from_iterable(zip_longest(self._texts, addresses, fillvalue="")))
