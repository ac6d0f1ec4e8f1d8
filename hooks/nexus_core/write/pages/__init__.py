"""The pages of the site: which there are, and the Markdown of each with everything that the notes imply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from nexus_core.model.catalogue import Skill
from nexus_core.model.note import Note
from nexus_core.read.paths import page_address
from nexus_core.read.yaml_block import YamlBlock
from nexus_core.schema.kinds import SECTIONS
from nexus_core.write.pages import further_page, note_page, skill_page
from nexus_core.write.pages.further_page import Further
from nexus_core.write.shared_markdown import Fragments
from nexus_core.write.view import View

S = TypeVar("S", Note, Skill, Further)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where its source is, or would be, and what it is about."""

    path: str
    """Repository path of its source; of a file that does not exist where the build makes the page."""
    title: str
    description: str
    compose_marked: Callable[[], str]
    """Returns the page's Markdown, as `compose` does, with marks in place of fragments."""
    fragments: Fragments
    """What many pages have alike."""
    note: Note | None = None
    """The note in a file; None where the build makes the page."""
    skill: Skill | None = None
    """The skill that the page is about."""
    further: Further | None = None
    """Where the page stands in the list that it goes on with."""

    def compose(self) -> str:
        """Return the page's Markdown: the note's own, its front matter shown, components expanded."""
        return self.fragments.written_out(self.compose_marked(), self.path)


def pages(view: View) -> Mapping[str, Page]:
    """Return every page of the site by path: the notes', then what the build adds.

    A section with notes but without a note of its own gets a page that lists them; each skill gets the page of
    its evidence; a list that is too long for its page goes on on further ones. A file that the author put in such a
    place wins.
    """
    portfolio, fragments = view.portfolio, view.fragments
    result = {}
    for path, note in portfolio.notes.items():
        compose: Callable[[], str] = partial(view.compose_once, path, partial(_note_page, path, view))
        # Other pages show the title, so it is read where reads are recorded.
        result[path] = Page(path, note.title, note.description, compose, fragments, view.notes[path])
    addresses = {page_address(path) for path in result}
    for kind in SECTIONS:
        folder = portfolio.folders[kind]
        path = f"{kind.folder}/README.md"
        if not folder.index and folder.children and page_address(path) not in addresses:
            note = Note(path, kind, kind.fields(title=kind.title), YamlBlock(path), "", 1)
            compose = _once(note_page.compose, note, view)
            result[path] = Page(path, kind.title, "", compose, fragments)
    for skill in portfolio.catalogue.skills:
        compose = _once(skill_page.compose, skill, view)
        description = skill_page.describe(skill, portfolio)
        result.setdefault(skill.path, Page(skill.path, skill.name, description, compose, fragments, skill=skill))
    for further in further_page.further_pages(view.listings.values()):
        if page_address(further.path) not in addresses:
            compose = _once(further_page.compose, further, view)
            title, description = further.title, further.description
            result[further.path] = Page(further.path, title, description, compose, fragments, further=further)
    return result


def _note_page(path: str, view: View) -> str:
    return note_page.compose(view.notes[path], view)


def _once(compose: Callable[[S, View], str], subject: S, view: View) -> Callable[[], str]:
    return partial(view.compose_once, subject.path, partial(compose, subject, view))
