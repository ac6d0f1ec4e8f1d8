"""Keeps an imported text's links true: what led from the README leads from the note that the text moved to."""

from __future__ import annotations

import re

from nexus_core.importing.drafts import Drafts
from nexus_core.importing.outline import Section
from nexus_core.read.paths import relative, resolve
from nexus_core.read.repository import Repository

_TOKEN = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?^ {0,3}(?P=fence)[`~]*[ \t]*$|.*\Z)"
    r"|(?P<tick>`+)(?!`).*?(?<!`)(?P=tick)(?!`)"
    r"|(?P<before>\]\(<?)(?P<link>[^)\s<>]+)"
    r"|(?P<open>^ {0,3}\[[^\]\n]+\]:[ \t]*)(?P<definition>\S+)"
    r"|(?P<wiki>(?<!\\)\[\[(?=[^\W\d_]))"
    r"|(?P<directive><!-- )(?=nexus/)",
    re.MULTILINE | re.DOTALL,
)
"""Code, which is passed over; a link or its definition; what would be read as a link by name or a component."""


class Relinker:
    """Rewrites the links of texts that an import moves."""

    def __init__(self, source: str, repository: Repository, document: Section, drafts: Drafts) -> None:
        self._source = source
        self._repository = repository
        self._anchors: dict[str, str] = {}
        for section in document.walk():
            owner = next((draft.path for draft in drafts if section.first in draft.taken and section.heading), None)
            if owner:
                self._anchors.setdefault(_github_slug(section.heading), owner)

    def relinked(self, text: str, path: str) -> str:
        """Return a text of the README as it has to read in the file at `path`."""

        def replaced(match: re.Match[str]) -> str:
            if match["link"]:
                return match["before"] + self._link(match["link"], path)
            if match["definition"]:
                return match["open"] + self._link(match["definition"], path)
            if match["wiki"]:
                return r"\[["
            return "<!-- imported: " if match["directive"] else match[0]

        return _TOKEN.sub(replaced, text)

    def _link(self, link: str, path: str) -> str:
        if link.startswith("#"):
            owner = self._anchors.get(link[1:].casefold())
            return relative(path, owner) if owner else link
        bare, hash_mark, fragment = link.partition("#")
        target = resolve(self._source, bare) if bare else None
        if target is None or not self._repository.exists(target):
            return link
        return relative(path, target) + hash_mark + fragment


def _github_slug(heading: str) -> str:
    """The id that GitHub gives a heading: lower case, spaces as hyphens, other punctuation gone."""
    words = re.sub(r"[^\w\- ]", "", heading.casefold().strip())
    return words.replace(" ", "-")
