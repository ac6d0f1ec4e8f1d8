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
from nexus_core.write.pages import code_page, continuation_page, note_page, skill_page
from nexus_core.write.pagination import ContinuationPage
from nexus_core.write.shared_markdown import SharedMarkdown
from nexus_core.write.view import View

S = TypeVar("S", Note, Skill, ContinuationPage)

MARKED = "marked"
"""The form of a page in which what it shares with others is marked."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where its source is, or would be, and what it is about."""

    path: str
    """Repository path of its source; of a file that does not exist where the build makes the page."""
    title: str
    description: str
    compose_marked: Callable[[], str]
    """Returns the page's Markdown, as `compose` does, with marks in place of what it shares with other pages."""
    shared: SharedMarkdown
    note: Note | None = None
    """The note in a file; None where the build makes the page."""
    skill: Skill | None = None
    """The skill that the page is about."""
    continuation: ContinuationPage | None = None
    """Where it stands in the list that it shows a part of."""

    def compose(self) -> str:
        """Return the page's Markdown: the note's own, its front matter shown, components expanded."""
        return self.shared.expanded(self.compose_marked(), self.path)


def pages(view: View) -> Mapping[str, Page]:
    """Return every page of the site by path: the notes', then what the build adds.

    A section with notes but without a note of its own gets a page that lists them, a folder of code one that shows
    its files; each skill that a note names gets the page of its evidence; a list that is too long for its page is
    continued on others. A file that the author put in such a place wins.
    """
    portfolio, shared = view.portfolio, view.shared
    result = {}
    for path, note in portfolio.notes.items():
        compose: Callable[[], str] = partial(view.compose_once, path, MARKED, partial(_note_page, path, view))
        # Other pages show the title, so it is read where reads are recorded.
        result[path] = Page(path, note.title, note.description, compose, shared, view.unrecorded[path])
    addresses = {page_address(path) for path in result}
    for kind in SECTIONS:
        folder = portfolio.folders[kind]
        path = f"{kind.folder}/README.md"
        if not folder.index and folder.children and page_address(path) not in addresses:
            note = Note(path, kind, kind.fields(title=kind.title), YamlBlock(path), "", 1)
            compose = _once(note_page.compose, note, view)
            result[path] = Page(path, kind.title, "", compose, shared)
    for code in portfolio.code:
        if code.page != code.owner:
            compose = partial(view.compose_once, code.page, MARKED, partial(code_page.compose, code, view))
            description = code.readme.description if code.readme else ""
            result[code.page] = Page(code.page, code.title, description, compose, shared, code.readme)
    for skill in filter(portfolio.has_page, portfolio.catalogue.skills):
        compose = _once(skill_page.compose, skill, view)
        description = skill_page.describe(skill, portfolio)
        result.setdefault(skill.path, Page(skill.path, skill.name, description, compose, shared, skill=skill))
    for page in (page for paged in view.lists.values() for page in paged.continuations):
        if page_address(page.path) not in addresses:
            compose = _once(continuation_page.compose, page, view)
            result[page.path] = Page(page.path, page.title, page.description, compose, shared, continuation=page)
    return result


def _note_page(path: str, view: View) -> str:
    return note_page.compose(view.unrecorded[path], view)


def _once(compose: Callable[[S, View], str], subject: S, view: View) -> Callable[[], str]:
    return partial(view.compose_once, subject.path, MARKED, partial(compose, subject, view))
