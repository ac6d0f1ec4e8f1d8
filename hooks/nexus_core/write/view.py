"""The view of a portfolio: what its pages are composed with, beside the notes themselves.

The portfolio says what the notes add up to and never changes. How that is laid out on pages, such as where a long
list is cut and what several pages share, is worked out here, once for all pages of a build.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import replace
from functools import cached_property

from nexus_core.model.code import visible
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.schema.kinds import Kind
from nexus_core.write.pagination import PagedList, paged_lists
from nexus_core.write.recorded_notes import RecordedNote
from nexus_core.write.shared_markdown import SharedMarkdown


class View:
    """The view of one portfolio; it lives as long as a build, or as long as the site is served."""

    def __init__(
        self,
        portfolio: Portfolio,
        *,
        texts: MutableMapping[tuple[str, str], str] | None = None,
        reads: set[str] | None = None,
        source_link: Callable[[str], str] | None = None,
        has_pdf: bool = False,
    ) -> None:
        """Begin with nothing composed.

        Args:
            portfolio: the notes, as they were loaded.
            texts: where to keep what is composed, if that may be too much for memory.
            reads: where to record what is read of notes, if that isn't the view's own affair.
            source_link: returns the address at which the repository shows a file; None if it has none.
            has_pdf: whether the résumé is published as a PDF too.
        """
        self.unrecorded = dict(portfolio.notes)
        """Every note by path, for its own page; what is read of these is not recorded."""
        self.reads: set[str] = set() if reads is None else reads
        """What has been read so far of the bodies of notes, by anything but their own pages."""
        recorded = {path: RecordedNote(path, self.unrecorded, self.reads) for path in self.unrecorded}
        self.portfolio = replace(portfolio, notes=recorded)
        """The portfolio, as everything but a note's own page sees it: what is read of notes is recorded."""
        self.shared = SharedMarkdown()
        self.source_link, self.has_pdf = source_link, has_pdf
        self._texts = {} if texts is None else texts

    @cached_property
    def lists(self) -> Mapping[str, PagedList]:
        """The lists that are too long for one page, by the path of the page that each belongs to."""
        return {paged.owner: paged for paged in paged_lists(self.portfolio)}

    def full_list_of(self, kind: Kind, folder: str) -> PagedList | None:
        """Return the list of all notes of a folder, or of the next folder above it that has a page."""
        while folder:
            found = self.portfolio.folders[kind].find(folder)
            path = found.index.path if found and found.index else f"{folder}/README.md"
            if path in self.lists:
                return self.lists[path]
            folder = posixpath.dirname(folder)
        return None

    def compose_once(self, path: str, form: str, compose: Callable[[], str]) -> str:
        """Return the page made of the source at `path` in some form, which `compose` writes the first time."""
        key = path, form
        if key not in self._texts:
            self._texts[key] = compose()
        return self._texts[key]

    def replace(self, note: Note) -> None:
        """Let a note have another body, of which no other page shows anything else than before."""
        self.unrecorded[note.path] = note
        for key in [key for key in self._texts if key[0] == note.path]:
            del self._texts[key]
        if self.public is not self and note.path in self.public.unrecorded:
            self.public.replace(note)

    @cached_property
    def public(self) -> View:
        """The view of the portfolio without its drafts; itself where there are none.

        What is read of notes there is recorded here too.
        """
        notes = {path: note for path, note in self.unrecorded.items() if not note.is_draft}
        code = visible(self.portfolio.code, notes, drafts=False)
        if len(notes) == len(self.unrecorded) and code == self.portfolio.code:
            return self
        public = replace(self.portfolio, notes=notes, code=code)
        return View(public, reads=self.reads, source_link=self.source_link)
