"""Turns a page's Markdown into HTML in less time than MkDocs takes, and into the same HTML.

Two things are saved. MkDocs builds a Markdown converter with all its extensions for each page; one will do, since
`Markdown.reset` is made for going on to the next document, and each build begins with a new one. And a fragment
that many pages have alike, such as a skill with the marks of its evidence, is converted once: only its links are
another page's to write. What MkDocs looks for in a page (links, anchors, its title)
is looked for by its own processors, which is why MkDocs is pinned to one version.
"""

from __future__ import annotations

import logging
import posixpath
import re
from collections import ChainMap
from collections.abc import Mapping
from itertools import chain, zip_longest
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.footnotes import FootnoteExtension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import (
    Page,
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url

from nexus_core.problems.printable import visible
from nexus_core.read.slow_markdown import NOT_SHOWN
from nexus_core.write.shared_markdown import CLOSE, MARK, OPEN
from nexus_mkdocs.located_warnings import LinkPlaces, placed
from nexus_mkdocs.speed.highlighting import with_quick_highlighting
from nexus_mkdocs.speed.inline import speed_up_inline
from nexus_mkdocs.speed.quick_steps import RawIds, keep_order, with_quick_toc

if TYPE_CHECKING:
    from nexus_mkdocs.pages import PortfolioPage

log = logging.getLogger("mkdocs.nexus")

MAX_SHOWN = 100
"""Characters of an address that are shown."""

_TARGET = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_ABBREVIATION = re.compile(r"^[ \t>]*\*\[[^\]\n]*\] ?:", re.MULTILINE)


class _Links(_RelativePathTreeprocessor):
    """MkDocs's processor of links, for which an address that can't be split is not the end of the build."""

    places: LinkPlaces | None = None
    """Where the links stand, if somebody has written them."""
    lookups: _Lookups
    """The files that it asks for."""
    found_in_fragments: list[dict[str, str | None]] | None = None
    """What was looked up for each fragment, where the document is one of fragments: a page's links are its own."""

    def run(self, root: Element) -> Element:
        """Resolve all links of a document."""
        if self.found_in_fragments is None:
            return super().run(root)
        for fragment in root:
            self.lookups.found = {}
            super().run(fragment)
            self.found_in_fragments.append(self.lookups.found)
        return root

    def path_to_url(self, url: str) -> str:
        """Return the address that a link has on the page; in fragments the one from the site's root, marked."""
        try:
            with placed(self.places, url):
                address = super().path_to_url(url)
            if self.found_in_fragments is None:
                return address
            return f"{OPEN}{urljoin(f'/{self.file.url}', address)[1:]}{CLOSE}"
        except ValueError:
            message = f"the link '{url[:MAX_SHOWN]}' has an address that can't be read"
            if self.places:
                problem = self.places.problem(url, message, "mend it, or put it in backticks")
                log.warning("%s", problem.render())
            return url


class Renderer:
    """Renders the pages of one build."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self.renew()
        self._fragments: dict[int, _Fragment] = {}

    def renew(self) -> None:
        """Begin with a new converter: one that has raised doesn't forget what it was in the middle of."""
        extensions, configs = with_quick_highlighting(
            self._config.markdown_extensions, self._config.mdx_configs or {}
        )
        extensions = with_quick_toc(extensions, configs)
        self._converter = markdown.Markdown(extensions=extensions, extension_configs=configs)
        keep_order(self._converter)
        speed_up_inline(self._converter)
        used = self._converter.registeredExtensions
        self._footnotes = {each: each.unique_prefix for each in used if isinstance(each, FootnoteExtension)}

    def _reset(self) -> None:
        """Begin with another document; where footnotes have its number in their ids, it is the first one."""
        self._converter.reset()
        for extension, number in self._footnotes.items():
            extension.unique_prefix = number

    def render(self, page: PortfolioPage, source: str, files: Files) -> dict[str, str | None]:
        """Fill in a page's content and all that MkDocs finds in it, from Markdown with marked fragments.

        Returns the address of each file that a link was resolved to, by path; None where there is no file.
        """
        converter = self._converter
        lookups = _Lookups(files)
        links = _Links(page.file, lookups, self._config)  # type: ignore[arg-type] # all that it asks of files
        links.lookups, links.places = lookups, page.link_places
        links._register(converter)
        title, raw = _ExtractTitleTreeprocessor(), RawIds()
        anchors = _ExtractAnchorsTreeprocessor(page.file, files, self._config)
        for processor in (raw, anchors, title):
            processor._register(converter)
        self._reset()
        if _ABBREVIATION.search(source):  # what a page abbreviates, it abbreviates in fragments too
            source = page.source.fragments.written_out(source, page.source.path)
        content = converter.convert(source)
        page.toc = get_toc(getattr(converter, "toc_tokens", []))
        page._title_from_render = title.title
        page.present_anchor_ids = anchors.present_anchor_ids | raw.present_anchor_ids
        if logging.getLogger("mkdocs.structure.pages").getEffectiveLevel() > logging.DEBUG:
            page.links_to_anchors = links.links_to_anchors
        # To convert a fragment is to begin with another document.
        page.content = self._with_fragments(content, page, links, lookups)
        return lookups.found

    def _with_fragments(self, content: str, page: PortfolioPage, links: _Links, lookups: _Lookups) -> str:
        """Return a page's HTML with that of its fragments in place of their marks."""
        numbers = dict.fromkeys(map(int, MARK.findall(content)))
        texts = {
            number: page.source.fragments.text(number, page.source.path)
            for number in numbers
            if number not in self._fragments
        }
        own = lookups.found
        self._convert(texts, links)
        lookups.found = own
        for number in numbers:
            lookups.found |= self._fragments[number].found
        address = page.file.url
        return MARK.sub(lambda mark: self._fragments[int(mark[1])].on(address), content)

    def _convert(self, texts: Mapping[int, str], links: _Links) -> None:
        """Convert fragments that no page has had yet, each a paragraph of one document."""
        if not texts:
            return
        links.found_in_fragments = []
        self._reset()
        html = self._converter.convert("\n\n".join(texts.values())).removeprefix("<p>").removesuffix("</p>")
        found, links.found_in_fragments = links.found_in_fragments, None
        pieces = html.split("</p>\n<p>")
        if len(texts) == len(pieces) == len(found):
            for number, piece, lookups in zip(texts, pieces, found, strict=True):
                self._fragments[number] = _Fragment(_TARGET.split(piece), lookups)
        elif len(texts) > 1:  # an extension writes paragraphs in its own way
            for number, text in texts.items():
                self._convert({number: text}, links)
        else:
            self._fragments[next(iter(texts))] = _Fragment(_TARGET.split(html), dict(ChainMap(*found)))


class _Fragment:
    """A fragment's HTML: what is the same on all pages, with the addresses between that are not."""

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


class _Lookups:
    """A site's files, as links ask for them, with what they were told."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.found: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file of a path, as `Files` does."""
        file = self._files.get_file_from_path(path)
        self.found[path] = address_in(file)
        return file


def address_in(file: File | None) -> str | None:
    """Return what a link has to know of the file that it leads to."""
    return f"{file.url} {file.inclusion.name}" if file else None


def render_not_shown(page: Page, error: Exception) -> None:
    """Fill in the content of a page whose text no converter could convert, and say which page that is."""
    why = "its lists or quotes are nested too deep" if isinstance(error, RecursionError) else repr(error)
    message = "%s:1:1: the text can't be converted, so that its page is left empty: %s"
    log.warning(message, visible(page.file.src_uri), visible(why))
    page.content = markdown.markdown(NOT_SHOWN)
    page.toc = get_toc([])
    page.present_anchor_ids = set()
