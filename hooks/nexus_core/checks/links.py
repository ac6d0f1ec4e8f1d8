"""Links of notes that lead nowhere within the portfolio: what MkDocs warns of in a build, found without one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from nexus_core.checks.base import Check
from nexus_core.model.loading import Loaded
from nexus_core.model.note import Note, is_index
from nexus_core.model.portfolio import Portfolio
from nexus_core.problems.problem import Problem
from nexus_core.read.html_addresses import html_addresses
from nexus_core.read.link_settings import LinkSettings
from nexus_core.read.markdown import prose, without_html_blocks
from nexus_core.read.markdown_ids import ids_of, is_id_of_heading
from nexus_core.read.markdown_links import address_as_read, inline_links, used_definitions
from nexus_core.read.paths import is_place_in, relative
from nexus_core.read.positions import line_at, span_at
from nexus_core.write.code_links import code_address
from nexus_core.write.old_addresses import old_addresses
from nexus_core.write.outputs import OUTPUTS
from nexus_core.write.pages import Page, pages
from nexus_core.write.view import View

_SHOWN = 100
"""Characters of an address that are shown."""


class _Link(NamedTuple):
    """An address in a note's text."""

    written: str
    offset: int
    address: str
    """What it means, without escapes and entities."""


@dataclass(frozen=True)
class _Site:
    """What links may lead to: nearly all do to notes and what lies beside them, and no page has to be made then."""

    loaded: Loaded
    portfolio: Portfolio
    """The notes that readers have, or those that only their author has too."""

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        return pages(View(self.portfolio))

    @cached_property
    def _beside(self) -> frozenset[str]:
        return frozenset((*self.loaded.assets, *(folder.page for folder in self.portfolio.code)))

    @cached_property
    def _made(self) -> frozenset[str]:
        skills = (skill.path for skill in self.portfolio.catalogue.skills if self.portfolio.has_page(skill))
        redirects = (each.file() for each in old_addresses(self.loaded).redirects)
        return frozenset((*skills, *(output.path for output in OUTPUTS), *redirects))

    def has(self, path: str) -> bool:
        """Return whether there is a file at a repository path."""
        places = (self.portfolio.notes, self._beside)
        return any(path in place for place in places) or path in self._made or path in self._pages

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        return {}

    def has_place(self, path: str, anchor: str) -> bool:
        """Return whether the page made of a path has a place; true for what isn't a page."""
        settings = self.loaded.links
        note = self.portfolio.notes.get(path)
        if (note and is_id_of_heading(anchor, note.body, settings)) or path not in self._pages:
            return True
        if path not in self._ids:
            self._ids[path] = ids_of(self._pages[path].compose(), settings)
        return is_place_in(anchor, self._ids[path])

    def meant(self, path: str, source: str) -> str | None:
        """Return the path of the file that a link in a source means where none is at its path."""
        inside = (posixpath.join(path, name) for name in ("README.md", "index.md"))
        alike = [each for each in self._by_name.get(_plain(path), ()) if each != source]
        return next(filter(self.portfolio.notes.get, inside), None) or (alike[0] if len(alike) == 1 else None)

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        """The paths of notes and of what lies beside them, by their names as `_plain` has them."""
        found: dict[str, list[str]] = {}
        for path in (*self.portfolio.notes, *self.loaded.assets):
            if not is_index(path):
                found.setdefault(_plain(path), []).append(path)
        return found


def _plain(path: str) -> str:
    """Return a file's name without its suffix and whatever is easily mistaken in it."""
    return re.sub(r"[\W_]", "", posixpath.splitext(posixpath.basename(path))[0]).casefold()


def dead_links(loaded: Loaded, notes: Iterable[Note] | None = None) -> Iterator[Problem]:
    """Yield the links that lead nowhere: those of some notes, given in the place of the portfolio's, or all."""
    portfolio = loaded.portfolio
    everything = public = _Site(loaded, portfolio)
    if any(note.is_draft for note in portfolio.notes.values()):
        public = _Site(loaded, View(portfolio).public.portfolio)
    readmes = (folder.readme for folder in portfolio.code if folder.readme)
    for note in (*portfolio.notes.values(), *readmes) if notes is None else notes:
        yield from _of_note(note, everything if note.is_draft else public)


def _of_note(note: Note, site: _Site) -> Iterator[Problem]:
    places: set[tuple[str, str]] = set()
    for link in _links_of(note):
        try:
            parts = urlsplit(link.address)
        except ValueError:
            message = f"the link '{link.written[:_SHOWN]}' has an address that can't be read"
            yield _problem(note, link, message, "mend it, or put it in backticks")
            continue
        if parts.scheme or parts.netloc or not (parts.path or parts.fragment):
            continue
        found = _fault(note, link, parts, site, places)
        if found:
            yield _problem(note, link, *found)


def _fault(
    note: Note, link: _Link, parts: SplitResult, site: _Site, places: set[tuple[str, str]]
) -> tuple[str, str] | None:
    """Return what is wrong with a link, and what to do; `places` are those that were asked for before."""
    settings, path = site.loaded.links, note.path
    if link.address.startswith(("/", "\\")):
        return _absolute(link, site, settings, path)
    if parts.path:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))).lstrip("/")
    if code_address(note.path, path, site.portfolio) is not None:
        return None
    if not site.has(path):
        return _missing(note, link, path, site, settings)
    is_known = settings.warns_of("anchors") and not settings.unknown
    if parts.fragment and is_known and (path, parts.fragment) not in places:
        places.add((path, parts.fragment))
        if not site.has_place(path, parts.fragment):
            where = "this page" if path == note.path else f"the page of {path}"
            return f"{where} has no place '#{parts.fragment}'", "name a heading's anchor, or leave it out"
    return None


def _absolute(link: _Link, site: _Site, settings: LinkSettings, path: str) -> tuple[str, str] | None:
    level = settings.levels["absolute_links"]
    address = link.address.partition("#")[0].strip("/")
    if level == "relative_to_docs" and not site.has(f"docs/{address}"):
        return f"the link '{link.written}' leads to no file", "name a file by its path from docs/"
    meant = site.meant(address, path) or site.meant(f"docs/{address}", path)
    hint = f"write '{relative(path, meant)}'" if meant else "name a file by its path from this note"
    return (f"the link '{link.written}' begins at the top of the web server", hint) if level == "warn" else None


def _missing(note: Note, link: _Link, path: str, site: _Site, settings: LinkSettings) -> tuple[str, str] | None:
    is_file = bool(posixpath.splitext(link.address.partition("#")[0].partition("?")[0])[1])
    if not settings.warns_of("not_found" if is_file else "unrecognized_links"):
        return None
    draft = site.loaded.portfolio.notes.get(path)
    if draft and draft.is_draft:
        return f"the link '{link.written}' leads to a draft, which no reader has", "publish it, or link it later"
    meant = site.meant(path, note.path)
    hint = f"did you mean '{relative(note.path, meant)}'?" if meant else "mend its path, or leave the link out"
    return f"the link '{link.written}' leads to no file: there is no '{path}'", hint


def _links_of(note: Note) -> Iterator[_Link]:
    """Yield the links of a note's text in the order of lines."""
    text = without_html_blocks(note.body)
    found = [_Link(each.address, each.offset, address_as_read(each.address)) for each in inline_links(text)]
    found += (_Link(each.address, each.offset, address_as_read(each.address)) for each in used_definitions(text))
    found += (_Link(each.address, each.offset, each.address) for each in html_addresses(prose(note.body)))
    yield from sorted(found, key=lambda link: link.offset)


def _problem(note: Note, link: _Link, message: str, hint: str) -> Problem:
    return Problem(
        path=note.path,
        span=span_at(note.body, link.offset, len(link.written), first_line=note.body_line),
        code="broken-link",
        message=message,
        hint=hint,
        target=link.written,
        source_line=line_at(note.body, link.offset),
    )


CHECK = Check(("broken-link",), dead_links, is_said_by_build=True)
