"""Finds where an address of a built page was written: in the page's source, in what it includes, or elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from nexus.problem import Span
from nexus_links.addresses import cleaned
from nexus_links.project import Project, Source
from nexus_links.site import Site
from nexus_links.snippets import includes
from nexus_links.sources import SourceText, Written

LONGEST = 500
"""Characters of a line that is shown with a problem; a longer one was written by a program."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address is written."""

    path: str
    span: Span
    source_line: str
    written: str


class Whereabouts:
    """The sources of a project, and the way back from a page to them."""

    def __init__(self, project: Project, site: Site) -> None:
        self._project = project
        self._site = site
        self._texts: dict[str, SourceText] = {}
        self._by_destination = {source.destination: (uri, source) for uri, source in project.sources.items()}
        self._indexes: dict[tuple[str, str], dict[tuple[str, str], list[Written]]] = {}

    def text(self, path: str) -> SourceText:
        """Return a source file's text."""
        if path not in self._texts:
            self._texts[path] = SourceText(path, self._project.read(path))
        return self._texts[path]

    def source_of(self, page: str) -> str:
        """Return the path of the file that a page of the site was made of, or an empty string."""
        _, source = self._by_destination.get(page, ("", None))
        return source.path if source else ""

    def uri_of(self, page: str) -> str:
        """Return the name of a page's source in links between pages, or an empty string."""
        return self._by_destination.get(page, ("", None))[0]

    def included_by(self, path: str) -> list[str]:
        """Return the paths of a source and all that it includes, itself first."""
        found: list[str] = []
        queue = [path, *(self._path(file) for file in self._project.appended)] if path.endswith(".md") else [path]
        while queue:
            current = queue.pop(0)
            if current and current not in found:
                found.append(current)
                queue += self._included(current)
        return found

    def _included(self, path: str) -> Iterator[str]:
        if self._project.snippet_folders is not None:
            for include in includes(self.text(path), self._project.snippet_folders):
                if include.file is not None:
                    yield self._path(include.file)

    def _path(self, file: Path) -> str:
        real = file.resolve()
        root = self._project.root
        return real.relative_to(root).as_posix() if real.is_relative_to(root) else real.as_posix()

    def in_page(self, page: str, value: str, address: str, count: int) -> list[Place]:
        """Return where a page's source writes an address, `count` times at most.

        Args:
            page: the page's path below the site.
            value: the address as the page has it.
            address: what it leads to, in full.
            count: how often the page has it.
        """
        source = self.source_of(page)
        if not source:
            return []
        note = re.search(r"#fnref:(.+)$", value)
        if note:  # the way back from a footnote that nothing refers to
            text = self.text(source)
            place = re.search(rf"^[ \t]*\[\^{re.escape(unquote(note[1]))}\]:", text.text, re.MULTILINE)
            return [self._place(text, Written(place[0].strip(), place.start()))] if place else []
        for path in self.included_by(source):
            found = self._in_file(path, page, value, address)
            if found:
                # A definition is written once, whatever refers to it.
                return found[:count]
        return []

    def second_id(self, path: str, name: str) -> Place | None:
        """Return where a page's source gives an id for the second time, else where it gives it at all."""
        pattern = re.compile(rf"(?<=[#\"'=])(?:{re.escape(name)})(?=[\s\"'>}}])")
        for source in self.included_by(path):
            text = self.text(source)
            found = [match for match in pattern.finditer(text.prose) if _gives_id(text.prose, match.start())]
            if found:
                return self._place(text, Written(name, found[min(1, len(found) - 1)].start()))
        return None

    def elsewhere(self, value: str, address: str, page: str) -> Place | None:
        """Return where else an address is written: the settings, templates, front matter of other pages."""
        if self._project.repo_url and value.startswith(self._project.repo_url):
            edited = self._setting("edit_uri") or self._setting("repo_url")
            if edited:
                return edited
        shared = [path for path in (self._project.config_path, *self._project.templates) if path]
        for path in shared:
            found = self._in_file(path, "", value, address)
            if found:
                return found[0]
        for uri, source in sorted(self._project.sources.items()):
            if source.path and self._is_text(source.path) and source.destination != page:
                found = self._in_file(source.path, uri, value, address, deep=False)
                if found:
                    return found[0]
        return None

    def _setting(self, name: str) -> Place | None:
        """Return where the settings give a value of their own, for what a theme makes of it on every page."""
        text = self.text(self._project.config_path)
        match = re.search(rf"^{name}:[ \t]*(?P<value>\S.*?)[ \t]*$", text.text, re.MULTILINE)
        return self._place(text, Written(match["value"], match.start("value"))) if match else None

    @staticmethod
    def _is_text(path: str) -> bool:
        return path.endswith((".md", ".markdown", ".html", ".css", ".js", ".json", ".svg", ".xml", ".webmanifest"))

    def _in_file(self, path: str, page: str, value: str, address: str, *, deep: bool = True) -> list[Place]:
        text = self.text(path)
        layers = [text.links, text.mentions] if deep else [text.links]
        for index, layer in enumerate(layers):
            table = self._table(path, page, layer, str(index))
            # As the page has it, then what MkDocs makes of it: two ways to write one address are two places.
            keys = (("written", cleaned(value)), ("leads", address), ("written", address))
            found = [written for what, key in keys for written in table.get((what, unquote(key)), ())]
            if found:
                return [self._place(text, written) for written in dict.fromkeys(found)]
        if not deep:
            return []
        places = list(self._raw(text, value))
        if not places and not page and address.startswith(self._site.address):
            places = list(self._raw(text, address.removeprefix(self._site.address), before=r"[\w.-]"))
        return places

    def _table(
        self, path: str, page: str, layer: Iterable[Written], name: str
    ) -> dict[tuple[str, str], list[Written]]:
        key = (f"{path}\n{page}", name)
        if key not in self._indexes:
            table: dict[tuple[str, str], list[Written]] = defaultdict(list)
            for written in layer:
                for reading in self._readings(path, page, written.read):
                    table[reading].append(written)
            self._indexes[key] = table
        return self._indexes[key]

    def _readings(self, path: str, page: str, value: str) -> set[tuple[str, str]]:
        """Return what a written address may have become in a page: itself, and where MkDocs makes it lead."""
        bare = cleaned(value)
        readings = {("written", unquote(bare))}
        try:
            parts = urlsplit(bare)
        except ValueError:
            return readings
        if "@" in bare and not parts.scheme:
            readings.add(("written", f"mailto:{unquote(bare)}"))
        if parts.scheme or parts.netloc or not parts.path:
            return readings
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        uri, _ = self._by_destination.get(page, ("", None))
        is_config = path == self._project.config_path
        for target in self._targets(uri, parts.path, is_config=is_config):
            readings.add(("leads", unquote(f"{target}{fragment}")))
        return readings

    def named(self, page: str, path: str) -> Source | None:
        """Return the source that a path names from a page's file, or from the folder of all pages."""
        uri, _ = self._by_destination.get(page, ("", None))
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(uri), unquote(path)))
        sources = self._project.sources
        return sources.get(beside) or sources.get(posixpath.normpath(unquote(path).lstrip("/"))) if path else None

    def _targets(self, uri: str, path: str, *, is_config: bool) -> Iterator[str]:
        if path.startswith("/") and self._project.absolute_from_docs:
            name = posixpath.normpath(unquote(path).lstrip("/"))
        else:
            name = posixpath.normpath(posixpath.join(posixpath.dirname(uri), unquote(path)))
        source = self._project.sources.get(name)
        if source:
            yield self._site.address_of(source.destination)
        if is_config:
            yield urljoin(self._site.address, quote(unquote(path).lstrip("/")))

    def _raw(self, text: SourceText, value: str, before: str = r"[\w/.-]") -> Iterator[Place]:
        """Yield where a value stands in a file in whatever form, in prose rather than in code."""
        bare = value.strip()
        if len(bare) < 4:
            return
        for where in (text.prose, text.text):
            match = re.search(rf"(?<!{before}){re.escape(bare)}(?![\w/-])", where)
            if match:
                yield self._place(text, Written(bare, match.start()))
                return

    def _place(self, text: SourceText, written: Written) -> Place:
        first = written.value.split("\n", 1)[0]
        span = text.span(written.offset, len(first))
        line = text.line(span)
        return Place(text.path, span, line if len(line) <= LONGEST else "", written.value)


def _gives_id(text: str, offset: int) -> bool:
    """Say whether an id is given at an offset, `{#id}` or `id="id"`, rather than linked to."""
    before = text[max(0, offset - 40) : offset]
    return re.search(r"(?:\{:?[^{}\n]*#|\bid\s*=\s*[\"']?|\bname\s*=\s*[\"']?)$", before) is not None
