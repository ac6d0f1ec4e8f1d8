"""Rewrites the links of an imported text so that they still lead to the same files from their new note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nexus_core.importing.drafts import Draft, Drafts
from nexus_core.importing.outline import Section
from nexus_core.importing.vocabulary import section_kind
from nexus_core.read.html_addresses import html_addresses
from nexus_core.read.markdown import comments, prose
from nexus_core.read.markdown_links import Definition, InlineLink, definitions, inline_links, names_in_brackets
from nexus_core.read.paths import relative, resolve
from nexus_core.read.repository import Repository

_DIRECTIVE = re.compile(r"<!-- (?=nexus/)")


class Relinker:
    """Rewrites the links of texts that an import moves."""

    def __init__(self, source: str, repository: Repository, document: Section, drafts: Drafts) -> None:
        self._source = source
        self._repository = repository
        self._anchors: dict[str, str] = {}
        self._drafts = {draft.path: draft for draft in drafts}
        self.missing: dict[str, None] = {}
        """The addresses of files that links lead to and the repository lacks, in the order they were met."""
        for section in document.walk():
            owner = next((draft.path for draft in drafts if section.first in draft.taken and section.heading), None)
            if owner:
                self._anchors.setdefault(_github_slug(section.heading), owner)

    def listed(self, document: Section) -> Iterator[tuple[int, Draft]]:
        """Yield the lines of the document's own list of contents, each with the draft that has what it leads to."""
        for section in document.walk():
            for piece in section.pieces if section_kind(section.title) == "contents" else ():
                anchor = re.search(r"\]\(#(?P<id>[^)\s]+)\)", piece.text)
                owner = self._drafts.get(self._anchors.get(anchor["id"].casefold(), "")) if anchor else None
                if owner:
                    yield from ((number, owner) for number in piece.lines)

    def relinked(self, text: str, path: str) -> str:
        """Return a text of the README as it has to read in the file at `path`.

        Its links lead where they led, and nothing in it becomes a link by name or a component.
        """
        left = prose(text)
        links: list[InlineLink | Definition] = [*inline_links(left), *definitions(left)]
        changes = [change for link in links if link.address for change in self._changes(link, text, path)]
        for address, offset, start in html_addresses(left):
            new = self._link(address, path)
            changes.append((start, start, "data-") if new is None else (offset, offset + len(address), new))
        text = _changed(text, changes)
        names = [(name.start, name.start, "\\") for name in names_in_brackets(text)]
        directives = (_DIRECTIVE.match(text, start, end) for start, end in comments(text))
        return _changed(text, [*names, *((at.start(), at.end(), "<!-- imported: ") for at in directives if at)])

    def _changes(self, link: InlineLink | Definition, text: str, path: str) -> Iterator[tuple[int, int, str]]:
        """Yield what becomes of a link: one that would lead nowhere becomes its words and its address."""
        new = self._link(link.address, path)
        if new is not None:
            yield link.offset, link.offset + len(link.address), new
        elif isinstance(link, InlineLink):
            close = text.rfind("](", link.start, link.offset)
            yield link.start, link.start + 1 + link.is_image, ""
            yield close, link.end, f" (`{link.address}`)" if link.address not in text[link.start : close] else ""
        else:
            yield link.start, link.start, "\\"

    def _link(self, link: str, path: str) -> str | None:
        """Return what an address has to be in the file at a path; None where nothing is at it."""
        if link.startswith("#"):
            owner = self._anchors.get(link[1:].casefold())
            return relative(path, owner) if owner else None
        bare, hash_mark, fragment = link.partition("#")
        target = resolve(self._source, bare) if bare else None
        if target is None:
            return link
        if not self._repository.exists(target) or target.split("/")[0] not in self._repository.top_folders:
            self.missing.setdefault(bare)
            return None
        slash = "/" if bare.endswith("/") else ""
        return relative(path, target) + slash + hash_mark + fragment


def _changed(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Return a text with parts of it replaced; of two that overlap, the first is."""
    parts, done = [], 0
    for start, end, new in sorted(changes):
        if start >= done:
            parts += [text[done:start], new]
            done = end
    return "".join([*parts, text[done:]])


def _github_slug(heading: str) -> str:
    """Return the id that GitHub gives a heading: lower case, spaces as hyphens, other punctuation gone."""
    words = re.sub(r"[^\w\- ]", "", heading.casefold().strip())
    return words.replace(" ", "-")
