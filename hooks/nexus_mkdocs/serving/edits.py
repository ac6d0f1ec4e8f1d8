"""Shows an edit of a note's body under `mkdocs serve` by rendering that note's page alone.

MkDocs's server calls what builds the site for every change. Here it calls this instead, which looks for what has
changed, and leaves everything but such an edit to MkDocs. What a build knows (its settings, files, nav and
templates) is kept until the next one for that.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.utils import write_file

from nexus_core.checks import check_body
from nexus_core.read.directives import MARK
from nexus_core.read.frontmatter import split_front_matter
from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import FOLDERS
from nexus_mkdocs.build import Build
from nexus_mkdocs.pages import PortfolioPage
from nexus_mkdocs.site_file import SiteFile
from nexus_mkdocs.speed.cache.fingerprint import read_folders
from nexus_mkdocs.speed.cache.keys import seen_by_others
from nexus_mkdocs.speed.cache.outputs import Like, files_below, like
from nexus_mkdocs.speed.cache.session import Session
from nexus_mkdocs.speed.search_index import FILE, PLUGIN, FastIndex

log = logging.getLogger("mkdocs.nexus")


_INHERITED = re.compile(r"^INHERIT:[ \t]*(?P<quote>['\"]?)(?P<path>\S.*?)(?P=quote)[ \t]*(?:#.*)?$", re.MULTILINE)


def sources(config: MkDocsConfig) -> Mapping[str, Like | None]:
    """Return what each file is like that a site is made of: notes by their paths, all others by full ones."""
    root = Path(config.config_file_path).parent
    below = {f"{folder}/{path}": state for folder in FOLDERS for path, state in files_below(root / folder).items()}
    seen = {path: state for path, state in below.items() if "/." not in path}
    around = {
        str(folder / path): state for folder in read_folders(config) for path, state in files_below(folder).items()
    }
    return {**seen, **around, **{str(path): like(path) for path in _settings(Path(config.config_file_path))}}


def _settings(path: Path) -> Iterator[Path]:
    """Yield a file of settings, and those that it inherits from."""
    known: set[Path] = set()
    while path not in known:
        known.add(path)
        yield path
        try:
            inherited = _INHERITED.search(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        path = path.parent / inherited["path"] if inherited else path


@dataclass
class LiveSite:
    """A site as it is served, with all that its last build knew."""

    config: MkDocsConfig
    build: Build
    session: Session
    nav: Navigation
    env: Environment
    index: FastIndex | None
    """The index of a site that can be searched."""
    sources: Mapping[str, Like | None]
    """What the files were like when they were read."""

    def show_edits(self) -> bool:
        """Render the pages of notes whose bodies have changed; return whether that was all that has changed."""
        now = sources(self.config)
        if now.keys() != self.sources.keys():
            return False
        edited = [path for path, state in now.items() if state != self.sources[path]]
        bodies = {path: self._new_body(path) for path in edited}
        if not bodies or None in bodies.values():
            return False
        for path, body in bodies.items():
            self._show(path, body or "")
        self.sources = now
        return True

    def _new_body(self, path: str) -> str | None:
        """Return the body of an edited note; None where more than its page may have changed."""
        note = self.build.portfolio.notes.get(path)
        if note is None or MARK in note.body or any(problem.path == path for problem in self.build.problems):
            return None
        source = Repository(self.build.root, FOLDERS).read(path)
        front, body, _, problems = split_front_matter(path, source.text)
        edited = replace(note, front=front, text=body)
        same = list(seen_by_others(edited)) == list(seen_by_others(note))
        if not same or MARK in body or source.problems or problems or check_body(edited, self.build.portfolio):
            return None
        return body

    def _show(self, path: str, body: str) -> None:
        began = time.monotonic()
        files, site = self.build.placed, self.session.site
        file = files.get_file_from_path(path)
        assert file is not None and isinstance(file.page, PortfolioPage)  # noqa: S101, PT018 # every note has a page
        self.build.view.replace(replace(self.build.portfolio.notes[path], text=body))
        self.session.edit(path, body)
        file.page.body = body
        file.dest_dir, file.abs_dest_path = str(site), str(site / file.dest_uri)
        self.session.hear(path)
        self._render(file)
        self.session.hear(None)
        written = [file.dest_uri, *([FILE] if self.index else [])]
        for other in files:
            if isinstance(other, SiteFile) and other.make and (other.form_of == path or other.joins_pages):
                other.write(str(site / other.dest_uri))
                written.append(other.dest_uri)
        self.session.finish_edit(self.config, files, file.page, self.build.key(file.page), written)
        log.info("Showing the new text of %s after %.2f seconds", path, time.monotonic() - began)

    def _render(self, file: File) -> None:
        """Read and write a page as MkDocs does, and its part of the search index."""
        page, files = file.page, self.build.placed
        assert page is not None  # noqa: S101 # the caller has looked
        _populate_page(page, self.config, files)
        if self.index is not None:
            self.index.forget()
            # MkDocs hands one plugin to all builds, and each gives it its own index.
            self.config.plugins[PLUGIN].search_index = self.index  # type: ignore[attr-defined]
        _build_page(page, self.config, self.build.page_files, self.nav, self.env)
        if self.index is not None:
            write_file(self.index.generate_search_index(None).encode(), str(self.session.site / FILE))


_current: LiveSite | None = None


def remember(site: LiveSite) -> None:
    """Note what the last build knew."""
    global _current  # noqa: PLW0603 # a server has one site, and hooks have no other place that outlives a build
    _current = site


def quick(builder: Callable[[], None]) -> Callable[[], None]:
    """Return what shows edits of bodies by itself, and has everything else built by MkDocs."""

    def build() -> None:
        global _current  # noqa: PLW0603
        site, _current = _current, None  # what fails halfway is not built upon
        if site is not None and site.show_edits():
            _current = site
            return
        try:
            builder()
        except ConfigurationError as error:
            raise Abort(str(error)) from error  # which the server prints without a traceback

    return build
