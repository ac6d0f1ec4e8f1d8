"""Finds where an address of a built page is written: in its source, in an included file, or elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from nexus_core.problems.problem import Span
from nexus_core.read.written_links import BASE, Kind, SourceText, Written
from nexus_links.addresses import cleaned
from nexus_links.built_site import BuiltSite
from nexus_links.explicit_ids import ids_in
from nexus_links.macros import calls_in, included_names, made_by
from nexus_links.project import Project, Source
from nexus_links.snippets import includes
from nexus_links.yaml_links import links_in_settings

LONGEST = 500
"""Longer lines aren't shown with a problem; they were generated."""


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Where an address is written."""

    path: str
    span: Span
    source_line: str
    written: str


class _Tier(IntEnum):
    """Where an address is searched, most likely first."""

    AS_BUILT = 0
    """Links that are in the page exactly as MkDocs writes them."""
    LINKS = 1
    """Links that a plugin may have rewritten."""
    BARE = 2
    """Bare addresses in the text."""
    SCALARS = 3
    """Front matter, which templates show."""
    STRINGS = 4


_TIERS = tuple(_Tier)
_MENTIONED = frozenset({_Tier.BARE, _Tier.STRINGS})


class SourceLocator:
    """Finds the source of what a page shows."""

    def __init__(self, project: Project, site: BuiltSite) -> None:
        self._project = project
        self._site = site
        self._texts: dict[str, SourceText] = {}
        sources = [*project.twins, *project.sources.items()]
        self._by_destination = {source.destination: (uri, source) for uri, source in sources}
        self._indexes: dict[tuple[str, str, _Tier], dict[tuple[str, str], list[Written]]] = {}
        self._inclusions: dict[str, list[str]] = {}
        self._calls: dict[tuple[str, str], list[Written]] = {}
        self._shared = [*project.config_paths, *project.templates]

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
        if path in self._inclusions:
            return self._inclusions[path]
        found: list[str] = []
        queue = [path, *(self._path(file) for file in self._project.appended)] if path.endswith(".md") else [path]
        while queue:
            current = queue.pop(0)
            if current and current not in found:
                found.append(current)
                queue += self._included(current)
        self._inclusions[path] = found
        return found

    def _included(self, path: str) -> Iterator[str]:
        text = self.text(path)
        files = [include.file for include in includes(text, self._project.snippet_folders or ())]
        if text.is_markdown:
            folders = ((self._project.root / path).parent, *self._project.include_folders)
            named = ([folder / name for folder in folders] for name in included_names(text.text))
            files += (next(filter(Path.is_file, each), None) for each in named)
        for found in filter(None, (self._path(file) if file else "" for file in files)):
            if found not in self._texts:
                self._texts[found] = SourceText(found, self._project.read(found), is_included=True)
            yield found

    def _path(self, file: Path) -> str:
        """Return a file's path from the root, or an empty string for one outside."""
        real = file.resolve()
        root = self._project.root
        return real.relative_to(root).as_posix() if real.is_relative_to(root) else ""

    def in_page(self, page: str, value: str, address: str, count: int) -> list[SourcePlace]:
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
            return [self.place(text, Written(place[0].strip(), place.start()))] if place else []
        paths = self.included_by(source)
        for tier in _TIERS:
            found = [place for path in paths for place in self._in_tier(tier, path, page, value, address)]
            if found:
                # A definition is written once, whatever refers to it.
                return found[:count]
        # One that goes on over several lines has swallowed them: its bracket was never closed.
        first = value.strip().partition("\n")[0]
        raw = next(filter(None, (list(self._raw(self.text(path), first)) for path in paths)), [])
        return (
            raw
            or [
                *(place for path in paths for place in self._from_outside(path, value)),
                *(place for path in paths for place in self.macros(page, path, value)),
            ][:1]
        )

    def macros(self, page: str, path: str, value: str = "") -> Iterator[SourcePlace]:
        """Yield the calls of macros in a source of a page; with an address, only those that have a part in it."""
        text = self.text(path)
        if (page, path) not in self._calls:
            is_page = page.endswith((".html", ".htm"))
            self._calls[page, path] = calls_in(text, self._site.document(page).markup) if is_page else []
        calls = self._calls[page, path]
        yield from (self.place(text, call) for call in (made_by(calls, text, value) if value else calls))

    def _from_outside(self, path: str, value: str) -> Iterator[SourcePlace]:
        """Yield where a file includes one from outside of the repository that holds an address."""
        text = self.text(path)
        for include in includes(text, self._project.snippet_folders or ()):
            is_outside = include.file is not None and not self._path(include.file)
            if is_outside and value in self._project.read(str(include.file)):
                yield self.place(text, Written(include.name, include.offset))

    def second_id(self, path: str, name: str) -> SourcePlace | None:
        """Return where a page's source gives an id for the second time, else where it gives it at all.

        None for what it gives itself nowhere, and where the second one is at the same place as the first.
        """
        for source in self.included_by(path):
            text = self.text(source)
            offsets = ids_in(text.prose, name)
            if offsets:
                return self.place(text, Written(name, offsets[min(1, len(offsets) - 1)]))
        return None

    def base_of(self, page: str) -> list[SourcePlace]:
        """Return where the source of a page, or a template, has its `<base>`."""
        for path in filter(None, (self.source_of(page), *self._project.templates)):
            match = BASE.search(self.text(path).prose)
            if match:
                return [self.place(self.text(path), Written(match[0], match.start()))]
        return []

    def elsewhere(self, value: str, address: str, page: str) -> list[SourcePlace]:
        """Return where else an address is written: the settings, templates, front matter of other pages."""
        found = [place for path in self._shared for place in self._in_shared(path, value, address)]
        if not found and self._project.repo_url and value.startswith(self._project.repo_url):
            edited = map(self._setting, ("edit_uri_template", "edit_uri", "repo_url"))
            found = list(islice(filter(None, edited), 1))
        return found or list(islice(self._in_other_pages(value, address, page), 1))

    def _in_shared(self, path: str, value: str, address: str) -> list[SourcePlace]:
        for tier in _TIERS[1:]:
            found = list(self._in_tier(tier, path, "", value, address))
            if found:
                # Other settings may say the same and mean something else.
                linked = {self.place(self.text(path), written) for written in links_in_settings(self.text(path))}
                return [place for place in found if place in linked] or found
        places = list(self._raw(self.text(path), value))
        if not places and address.startswith(self._site.address):
            below = address.removeprefix(self._site.address)
            places = list(self._raw(self.text(path), below, before=r"[\w.-]"))
        return places

    def _in_other_pages(self, value: str, address: str, page: str) -> Iterator[SourcePlace]:
        for _, source in sorted(self._project.sources.items()):
            if source.path and self._is_text(source.path) and source.destination != page:
                for tier in (_Tier.AS_BUILT, _Tier.SCALARS):
                    yield from self._in_tier(tier, source.path, source.destination, value, address)

    def _setting(self, name: str) -> SourcePlace | None:
        """Return where the settings give a value of their own, for what a theme makes of it on every page."""
        for text in map(self.text, self._project.config_paths):
            match = re.search(rf"^{name}:[ \t]*(?P<value>\S.*?)[ \t]*$", text.text, re.MULTILINE)
            if match:
                return self.place(text, Written(match["value"], match.start("value")))
        return None

    @staticmethod
    def _is_text(path: str) -> bool:
        return path.endswith((".md", ".markdown", ".html", ".css", ".js", ".json", ".svg", ".xml", ".webmanifest"))

    def _in_tier(self, tier: _Tier, path: str, page: str, value: str, address: str) -> Iterator[SourcePlace]:
        """Yield where a file writes an address, looking among what one tier holds."""
        text = self.text(path)
        key = (path, page, tier)
        if key not in self._indexes:
            self._indexes[key] = self._table(tier, path, page)
        table = self._indexes[key]
        # As the page has it, then what MkDocs makes of it: two ways to write one address are two places.
        keys = (("written", cleaned(value)), ("leads", address), ("written", address))
        found = [written for what, key in keys for written in table.get((what, unquote(key)), ())]
        yield from (self.place(text, written) for written in dict.fromkeys(found))

    def _table(self, tier: _Tier, path: str, page: str) -> dict[tuple[str, str], list[Written]]:
        text = self.text(path)
        table: dict[tuple[str, str], list[Written]] = defaultdict(list)
        for written in text.mentions if tier in _MENTIONED else text.links:
            if _belongs(written, tier, is_note=text.is_markdown):
                for reading in self._readings(path, page, written, as_built=tier is _Tier.AS_BUILT):
                    table[reading].append(written)
        return table

    def _readings(self, path: str, page: str, written: Written, *, as_built: bool) -> set[tuple[str, str]]:
        """Return what a written address may have become in a page: itself, and where MkDocs makes it lead."""
        bare = cleaned(written.read)
        is_shared = path in self._shared or written.kind is Kind.TEMPLATE
        as_written = {("written", unquote(bare))}
        if is_shared:  # MkDocs reads either separator in its settings
            as_written.add(("written", unquote(bare.replace("\\", "/"))))
        try:
            parts = urlsplit(bare)
        except ValueError:
            return as_written
        if "@" in bare and not parts.scheme:
            as_written.add(("written", f"mailto:{unquote(bare)}"))
        if parts.fragment and not parts.path and not parts.netloc and page:  # as an excerpt elsewhere has it
            as_written.add(("leads", unquote(f"{self._site.address_of(page)}#{parts.fragment}")))
        is_rewritten = written.kind is not Kind.MARKUP or not as_built
        if parts.scheme or parts.netloc or not parts.path or not is_rewritten:
            return as_written
        rest = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        uri, _ = self._by_destination.get(page, ("", None))
        leads = {
            ("leads", unquote(f"{target}{rest}")) for target in self._targets(uri, parts.path, is_shared=is_shared)
        }
        return leads if leads and as_built and written.kind is Kind.MARKDOWN else as_written | leads

    def named(self, page: str, path: str) -> Source | None:
        """Return the source that a path names from a page's file, or from the folder of all pages."""
        uri, _ = self._by_destination.get(page, ("", None))
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(uri), unquote(path)))
        sources = self._project.sources
        return sources.get(beside) or sources.get(posixpath.normpath(unquote(path).lstrip("/"))) if path else None

    def _targets(self, uri: str, path: str, *, is_shared: bool) -> Iterator[str]:
        if path.startswith("/") and self._project.absolute_from_docs:
            name = posixpath.normpath(unquote(path).lstrip("/"))
        else:
            name = posixpath.normpath(posixpath.join(posixpath.dirname(uri), unquote(path)))
        source = self._project.sources.get(name)
        if source:
            yield self._site.address_of(source.destination)
        if is_shared:
            yield urljoin(self._site.address, quote(unquote(path).replace("\\", "/").lstrip("/")))

    def _raw(self, text: SourceText, value: str, before: str = r"[\w/.-]") -> Iterator[SourcePlace]:
        """Yield where a value stands in a file in whatever form, in prose rather than in code."""
        bare = value.strip()
        if len(bare) < 4 or bare not in text.text:
            return
        for where in (text.prose, text.text):
            match = re.search(rf"(?<!{before}){re.escape(bare)}(?![\w/-])", where)
            if match:
                yield self.place(text, Written(bare, match.start()))
                return

    @staticmethod
    def place(text: SourceText, written: Written) -> SourcePlace:
        """Return the place of an address in a file."""
        first = written.value.split("\n", 1)[0]
        span = text.span(written.offset, len(first))
        line = text.line(span)
        return SourcePlace(text.path, span, line if len(line) <= LONGEST else "", written.value)


def _belongs(written: Written, tier: _Tier, *, is_note: bool) -> bool:
    """Return whether an address is to be looked for in a tier."""
    if tier in _MENTIONED:
        return (tier is _Tier.BARE) == written.read.lower().startswith(("http", "www."))
    return not is_note or (tier is _Tier.SCALARS) == (written.kind is Kind.SCALAR)
