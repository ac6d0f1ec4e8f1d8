"""The files that an import is going to write, each with the lines of the original that it holds."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from nexus_core.importing.original import Original
from nexus_core.importing.outline import BOLD_LINE, Piece, Section
from nexus_core.importing.vocabulary import field_of
from nexus_core.model.catalogue import unique_slug
from nexus_core.problems.characters import NON_PRINTABLE
from nexus_core.read.paths import page_address
from nexus_core.schema.kinds import Kind
from nexus_core.write.headings import title_heading
from nexus_core.write.yaml_text import block, flow, scalar

_NAMES = frozenset({"technologies", "skills"})


class Block(NamedTuple):
    """A part of a file's body."""

    text: str
    is_original: bool = False
    """Whether it comes from the original as it was, with links that led from there."""


@dataclass(slots=True, eq=False)
class Draft:
    """One new file."""

    path: str
    fields: dict[str, Any] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    """The author's own words for a field, which stand above it as a YAML comment."""
    body: list[Block] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    """The numbers of the original's lines that it holds."""
    meant: set[str] = field(default_factory=set)
    """Words of the original that the names of its fields stand for, such as "How I Solved It"."""
    kept: set[int] = field(default_factory=set)
    """Those of them that stand in its body as they were."""

    def set(self, name: str, value: Any, comment: str = "") -> None:
        """Give it a field, with the words it had in the original."""
        self.fields[name] = value
        columns = [words for words in comment.split(" | ") if not field_of(words)]
        if columns and _words(comment) not in (_words(name), _words(value)):
            self.comments[name] = comment
        elif comment:
            self.meant |= set(_words(comment))

    def add(self, markdown: str) -> None:
        """Add a block of its own to the body."""
        self.body.append(Block(markdown))

    def text(self) -> str:
        """Return the file's text: front matter, then its title as a heading, and the body."""
        parts = [each.text for each in self.body if each.text.strip()]
        title = self.fields.get("title")
        is_alone = (
            isinstance(title, str) and not self.comments.get("title") and not (parts and parts[0][:2] == "# ")
        )
        heading = title_heading(" ".join(str(title).split())) if is_alone else None
        shown = {name: value for name, value in self.fields.items() if value and not (heading and name == "title")}
        front = "".join(self._field(name, value) for name, value in shown.items())
        body = "\n".join(f"{part}\n" for part in ([heading, *parts] if heading else parts))
        return "\n".join(filter(None, (f"---\n{front}---\n" if front else "", body)))

    def _field(self, name: str, value: Any) -> str:
        words = " ".join(NON_PRINTABLE.sub("", self.comments.get(name, "")).split())
        comment = f"# {words}\n" if words else ""
        if name == "catalogue":
            return f"{comment}{_catalogue(value)}"
        if name in _NAMES:
            return f"{comment}{name}: [{', '.join(scalar(item) for item in value)}]\n"
        return f"{comment}{block({name: value})}"


class Drafts:
    """All files of one import, and the original that they come from."""

    def __init__(self, original: Original, existing: Iterable[str], folders: Iterable[str]) -> None:
        self.original = original
        self.existing = frozenset(existing)
        """The paths that the repository has already, none of which is written."""
        self.folders = frozenset(folders)
        """The folders that the repository has, or that the original says it has."""
        self._by_path: dict[str, Draft] = {}
        self._addresses = {page_address(path).casefold() for path in self.existing}

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._by_path.values())

    def is_free(self, path: str) -> bool:
        """Say whether the repository has no page yet at the address of a path."""
        return page_address(path).casefold() not in self._addresses

    def page(self, path: str, title: str, comment: str = "") -> Draft | None:
        """Return the draft of a path, made with this title if it is new; None if the repository has that page."""
        if not self.is_free(path):
            return None
        draft = self._by_path.setdefault(path, Draft(path))
        if "title" not in draft.fields:
            draft.set("title", title, comment)
        return draft

    def note(self, kind: Kind, folder: str, title: str, comment: str = "", *, slug: str = "") -> Draft:
        """Return a new draft at a path that nothing has; a project gets a folder of its own."""
        taken = {posixpath.basename(address.rstrip("/")) for address in self._taken_addresses(folder)}
        name = unique_slug(slug or title, taken)
        draft = Draft(f"{folder}/{name}.md" if kind.nested else f"{folder}/{name}/README.md")
        self._by_path[draft.path] = draft
        draft.set("title", title, comment)
        return draft

    def free_page(self, slug: str) -> str:
        """Return the path of a page that nothing has."""
        taken = {address.removesuffix("/") for address in self._taken_addresses("docs")}
        return f"docs/{unique_slug(slug, taken)}.md"

    def _taken_addresses(self, folder: str) -> Iterator[str]:
        prefix = page_address(f"{folder}/README.md")
        known = {page_address(path) for path in self._by_path} | self._addresses
        return (address for address in known if address.startswith(prefix) and address != prefix)

    def keep(self, draft: Draft, lines: Iterable[int], *, shift: int = 0) -> None:
        """Put lines of the original into a draft's body as they are, headings `shift` levels deeper."""
        numbers = sorted(set(lines))
        text = self.original.text(numbers, shift)
        if text:
            draft.body.append(Block(text, is_original=True))
            draft.kept.update(numbers)
            defining = self.original.definitions_for(text) - draft.taken
            if defining - set(numbers):
                self.keep(draft, defining)
        draft.taken.update(numbers)


def _catalogue(categories: Iterable[Mapping[str, Any]]) -> str:
    """Return a catalogue as people write it: a skill a line."""
    lines = ["catalogue:"]
    for category in categories:
        extra = "".join(f"\n    {name}: {scalar(category[name])}" for name in ("type",) if name in category)
        lines += [f"  - category: {scalar(category['category'])}{extra}", "    skills:"]
        lines += [
            f"      - {scalar(skill) if isinstance(skill, str) else flow(skill)}" for skill in category["skills"]
        ]
    return "\n".join(lines) + "\n"


def heading_shift(section: Section, level: int) -> int:
    """Return by how much the section's headings move so that those right below it are on `level`."""
    levels = [below.level for below in section.walk() if below is not section and below.level < BOLD_LINE]
    return level - min(levels) if levels else 0


def lines_of(pieces: Iterable[Piece]) -> set[int]:
    """Return the numbers of all lines of some pieces."""
    return {number for piece in pieces for number in piece.lines}


def _words(value: Any) -> list[str]:
    return re.findall(r"\w+", str(value).casefold())
