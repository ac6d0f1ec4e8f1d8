"""Rewrites the links of an imported text so that they still lead to the same files from their new note."""

from __future__ import annotations

import re

from nexus_core.importing.drafts import Drafts
from nexus_core.importing.outline import Section
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
        self.missing: dict[str, None] = {}
        """The addresses of files that links lead to and the repository lacks, in the order they were met."""
        for section in document.walk():
            owner = next((draft.path for draft in drafts if section.first in draft.taken and section.heading), None)
            if owner:
                self._anchors.setdefault(_github_slug(section.heading), owner)

    def relinked(self, text: str, path: str) -> str:
        """Return a text of the README as it has to read in the file at `path`.

        Its links lead where they led, and nothing in it becomes a link by name or a component.
        """
        left = prose(text)
        links: list[InlineLink | Definition] = [*inline_links(left), *definitions(left)]
        changes = [
            (link.offset, link.offset + len(link.address), self._link(link.address, path))
            for link in links
            if link.address
        ]
        changes += [(name.start, name.start, "\\") for name in names_in_brackets(text)]
        for start, end in comments(text):
            directive = _DIRECTIVE.match(text, start, end)
            if directive:
                changes.append((start, directive.end(), "<!-- imported: "))
        parts, done = [], 0
        for start, end, new in sorted(changes):
            if start >= done:
                parts += [text[done:start], new]
                done = end
        return "".join([*parts, text[done:]])

    def _link(self, link: str, path: str) -> str:
        if link.startswith("#"):
            owner = self._anchors.get(link[1:].casefold())
            return relative(path, owner) if owner else link
        bare, hash_mark, fragment = link.partition("#")
        target = resolve(self._source, bare) if bare else None
        if target is None:
            return link
        if not self._repository.exists(target):
            self.missing.setdefault(bare)
        slash = "/" if bare.endswith("/") else ""
        return relative(path, target) + slash + hash_mark + fragment


def _github_slug(heading: str) -> str:
    """Return the id that GitHub gives a heading: lower case, spaces as hyphens, other punctuation gone."""
    words = re.sub(r"[^\w\- ]", "", heading.casefold().strip())
    return words.replace(" ", "-")
