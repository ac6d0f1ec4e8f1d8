"""Puts the place of a link in its note before what MkDocs warns of the link: by itself, it names only the file.

MkDocs resolves links and warns of them in one method, and there is no event in between. So while it looks at a
link, a filter on its logger knows which link that is, and writes the place before the message. Nothing is learned
from MkDocs's words; only the first of them, which name the file once more, are left out where they are as expected.

HTML in notes, which MkDocs leaves as it is, gets the same: its links and pictures are resolved and warned of alike.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from html import escape
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from nexus_core.model.note import Note
from nexus_core.problems.problem import Problem, Span
from nexus_core.read.html_addresses import ADDRESS, TAG, address_in

if TYPE_CHECKING:
    from nexus_core.read.written_links import SourceText

log = logging.getLogger("mkdocs.nexus")

MAX_SHOWN = 100
"""Characters of an address that are shown."""

_MKDOCS = logging.getLogger("mkdocs.structure.pages")
_RESOLVES_LINKS = "relpath"
"""The name under which MkDocs registers what resolves the links of a page, anew for each of them."""


class LinkPlaces:
    """Where the links of one note's text stand."""

    def __init__(self, note: Note) -> None:
        """Take a note."""
        self.path = note.path
        self._first_line = note.body_line
        self._body = note.body

    @cached_property
    def _text(self) -> SourceText:
        # Nearly every build has no use for it.
        from nexus_core.read.written_links import SourceText  # noqa: PLC0415

        # What begins with an empty line begins with no front matter.
        return SourceText(self.path, f"\n{self._body}")

    @cached_property
    def _spans(self) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = {}
        for written in self._text.links:
            span = self._text.span(written.offset, len(written.value.partition("\n")[0]))
            for link in dict.fromkeys((written.value, written.read)):
                found.setdefault(link, []).append(span)
        return found

    def problem(self, link: str, message: str, hint: str = "") -> Problem:
        """Return a problem of a link; of one that stands there more than once, at the next of its places."""
        spans = self._spans.get(link) or [self._anywhere(link)]
        span = spans.pop(0) if len(spans) > 1 else spans[0]
        return Problem(
            path=self.path,
            span=span._replace(line=span.line + self._first_line - 2),
            code="broken-link",
            message=message,
            hint=hint,
            target=link,
            source_line=self._text.line(span),
        )

    def _anywhere(self, link: str) -> Span:
        offset = self._text.text.find(link)
        return self._text.span(max(1, offset), len(link) if offset > 0 else 1)


@contextmanager
def located(places: LinkPlaces | None, link: str) -> Iterator[None]:
    """Have what MkDocs logs meanwhile of a link begin with the place of the link, if anyone wrote it."""
    if places is None:
        yield
        return

    def locate(record: logging.LogRecord) -> bool:
        message = record.getMessage().removeprefix(f"Doc file '{places.path}' contains ").removesuffix(".")
        record.msg, record.args = places.problem(link, message).render(), ()
        return True

    _MKDOCS.addFilter(locate)
    try:
        yield
    finally:
        _MKDOCS.removeFilter(locate)


class LocatedLinks(Extension):
    """The Markdown extension that has MkDocs resolve each link of a page with its place known.

    It also keeps a link whose address can't be split from ending the build.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 # its name in Markdown
        """Register what goes before MkDocs's own processor of links."""
        md.treeprocessors.register(_LocatedLinks(md), "nexus_located_links", 1)

    def __repr__(self) -> str:
        return type(self).__name__


class _LocatedLinks(Treeprocessor):
    def run(self, root: Element) -> None:
        if _RESOLVES_LINKS not in self.md.treeprocessors:
            return
        mkdocs: Any = self.md.treeprocessors[_RESOLVES_LINKS]
        if "path_to_url" not in vars(mkdocs):  # one page may be several documents
            places = getattr(mkdocs.file.page, "link_places", None)
            mkdocs.path_to_url = partial(_resolve, mkdocs.path_to_url, places)
            if places:
                stash = self.md.htmlStash.rawHtmlBlocks
                stash[:] = [_with_addresses(each, mkdocs.path_to_url) for each in stash]


def _with_addresses(html: Any, resolve: Callable[[str], str]) -> Any:
    """Return HTML of a note, which MkDocs leaves as it is, with the addresses that links of Markdown have."""
    if not isinstance(html, str) or "=" not in html:
        return html
    address = partial(_with_address, resolve)
    return TAG.sub(lambda tag: ADDRESS.sub(address, tag[0]) if tag["leads"] else tag[0], html)


def _with_address(resolve: Callable[[str], str], attribute: re.Match[str]) -> str:
    link = address_in(attribute)
    return f'{attribute["name"]}="{escape(resolve(link))}"' if link else attribute[0]


def _resolve(resolve: Callable[[str], str], places: LinkPlaces | None, link: str) -> str:
    """Return the address that a link has on its page; the link itself where it has none."""
    try:
        with located(places, link):
            return resolve(link)
    except ValueError:
        if places:
            message = f"the link '{link[:MAX_SHOWN]}' has an address that can't be read"
            problem = places.problem(link, message, "mend it, or put it in backticks")
            log.warning("%s", problem.render())
        return link
