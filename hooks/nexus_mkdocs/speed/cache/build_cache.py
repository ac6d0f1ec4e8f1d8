"""What one build reuses of the one before it, and what it records for the next."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from nexus_core.model.note import Note
from nexus_core.write.view import View
from nexus_mkdocs.build_folder import BuildFolder
from nexus_mkdocs.files.site_file import JoinedFile, SiteFile
from nexus_mkdocs.pages import PortfolioPage
from nexus_mkdocs.speed.cache.concatenated import parts_of
from nexus_mkdocs.speed.cache.file import Header, PageRecord, SiteRecord, cache_file, load, save
from nexus_mkdocs.speed.cache.keys import digest, shape
from nexus_mkdocs.speed.cache.lookups import address_in
from nexus_mkdocs.speed.cache.outputs import (
    digest_of_site,
    file_stat,
    files_below,
    link_into,
    put_in_place,
    source_stat,
)
from nexus_mkdocs.speed.cache.replayed_warnings import PageLogs, replay
from nexus_mkdocs.speed.cache.sitemap import compress_sitemap
from nexus_mkdocs.staged_site import stays_as_it_was

KeyOf = Callable[[PortfolioPage], str]
"""Returns the digest of what a page is made of."""


class BuildCache:
    """The cache of a site, as one build reads and writes it."""

    def __init__(
        self,
        config: MkDocsConfig,
        header: Header,
        view: View,
        beside: Iterable[object],
        *,
        served: SiteRecord | None = None,
        serving: bool = False,
    ) -> None:
        """Find out what can be reused.

        Args:
            config: the settings, with the folder that the site is in.
            header: what the next build has to know first, but for the site's files.
            view: what pages are composed with, which records what they read.
            beside: the files and redirects beside the pages.
            served: the record of the site as it is served, if any; without `serving` it is read from a file.
            serving: whether the site is MkDocs's own for as long as it serves it, and built where it is.
        """
        self._folder = BuildFolder(config)
        self.site = self._folder.site
        self._header = header
        self._file = None if serving else cache_file(config)
        self._view = view
        self._beside_pages = tuple(beside)
        self.current = SiteRecord(header.fingerprint)
        self._bodies = {path: _own(note) for path, note in view.unrecorded.items()}
        self.previous = self._usable(served if self._file is None else load(self._file))
        if self.previous is not None:
            # What isn't written anew still shows what was read for it.
            self._record_reads(self.previous.reads)
        self.reused: set[str] = set()
        """The pages that are left in place, by their paths."""
        self._beside: Path | None = None
        """Where a site that is served is built, if only some of its pages are."""
        if serving and self.previous is not None:
            self._beside = Path(tempfile.mkdtemp(prefix="nexus-", dir=self.site.parent))
            self._folder.use(self._beside)
        self.logs = PageLogs()

    @property
    def same_shape(self) -> bool:
        """Whether only the bodies of notes have changed."""
        return self.previous is not None and self.previous.shape == self.current.shape

    def _record_reads(self, reads: Iterable[str]) -> None:
        """Record that more is read of the bodies of notes."""
        self.current.reads = sorted({*self.current.reads, *reads})
        self.current.shape = shape(self._view.unrecorded.values(), self.current.reads, self._beside_pages)

    def with_static_files(self, files: Iterable[File]) -> Files:
        """Return files with those marked as written that were copied before and haven't changed since."""
        if self._folder.current == self.site:  # nothing can be beside it, and MkDocs has emptied it by now
            self.previous = None
        return Files([file if isinstance(file, SiteFile) else self._static(file) for file in files])

    def _static(self, file: File) -> File:
        source = file.abs_src_path
        stat = source_stat(source) if source and not file.is_documentation_page() else None
        if source is None or stat is None:
            return file
        self.current.sources[source] = stat
        previous = self.previous
        if previous is None or previous.sources.get(source) != stat or file.dest_uri not in previous.files:
            return file
        reused = SiteFile(
            file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls, dest_uri=file.dest_uri
        )
        reused.inclusion, reused.is_written = file.inclusion, True
        return reused

    def choose(self, config: MkDocsConfig, files: Files, key_of: KeyOf) -> None:
        """Find out which pages would come out as they are, and reuse them and the files that are made of them.

        Args:
            config: the settings.
            files: all files of the site.
            key_of: asked only for pages that can have changed.
        """
        for file in files:
            if isinstance(file, SiteFile) and isinstance(file.page, PortfolioPage):
                self._choose(file, file.page, files, key_of)
        if self.same_shape:
            config.theme.static_templates.clear()
        for file in files:
            if isinstance(file, SiteFile) and file.make and self.previous and file.dest_uri in self.previous.files:
                is_whole = self.same_shape and not isinstance(file, JoinedFile)
                file.is_written = file.form_of in self.reused if file.form_of else is_whole

    def _choose(self, file: SiteFile, page: PortfolioPage, files: Files, key_of: KeyOf) -> None:
        path = page.source.path
        body = self._bodies.get(path, "")
        cached = self.previous.pages.get(path) if self.previous and file.dest_uri in self.previous.files else None
        if cached is None or not self.same_shape or cached.body != body:
            key = key_of(page)
            if cached is None or cached.key != key or _leads_elsewhere(cached, files):
                self.current.pages[path] = PageRecord(key, body)
                return
        file.is_written = True
        self.reused.add(path)
        self.current.pages[path] = copy(cached)
        page.present_anchor_ids = set(cached.anchors)
        found = {files.get_file_from_path(uri): links for uri, links in cached.links.items()}
        page.links_to_anchors = {target: links for target, links in found.items() if target is not None}
        replay(cached.log)

    def cached_parts(self, name: str, start: int, separator: int) -> Mapping[str, bytes]:
        """Return the parts that reused pages have of a joined file; see `concatenated.parts_of`."""
        if self.previous is None or not self.reused:
            return {}
        lengths = ((path, page.parts.get(name, 0)) for path, page in self.previous.pages.items())
        parts = parts_of(self.site / name, start, separator, lengths)
        return {path: part for path, part in parts.items() if path in self.reused}

    def record_parts(self, name: str, lengths: Mapping[str, int]) -> None:
        """Record how long each page's part of a joined file is."""
        for path, page in self.current.pages.items():
            page.parts = {**page.parts, name: lengths.get(path, 0)}

    def finish(self, config: MkDocsConfig, files: Files, *, made_anew: tuple[str, ...] = ()) -> bool:
        """Add what was reused to what was built, and record what the next build has to know.

        Args:
            config: the settings.
            files: all files of the site.
            made_anew: the folders in which nothing is reused, since each build fills them by itself.

        Returns:
            Whether the site is in place already; else the whole of it is where it was built.
        """
        for page in _pages(files):
            if page.source.path in self.reused:
                page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
            else:
                self._record_page(page)
        self.logs.stop()
        if stays_as_it_was(config, self.site):
            return False
        built = self._folder.current
        compress_sitemap(built, _pages(files))
        written = {file.dest_uri for file in files if isinstance(file, SiteFile) and file.is_written}
        in_place = self.previous is not None and (self.same_shape or self._beside is not None)
        if self.previous is not None and in_place:
            before = self.previous.files
            stays = {path for path in before if not path.startswith(made_anew)} if self.same_shape else written
            self.current.files = put_in_place(built, self.site, before, stays)
        else:
            link_into(built, written, self.site)
            self.current.files = dict(files_below(built))
        self._record_reads(self._view.reads)
        self._save()
        self.abandon()
        return in_place

    def begin_edit(self, note: Note) -> None:
        """Begin to make one page anew, where the site is, with all others as they are."""
        before = self.previous = self.current
        pages = {of: copy(page) for of, page in before.pages.items()}
        pages[note.path] = PageRecord(body=_own(note))
        self.current = replace(before, pages=pages, files=dict(before.files))
        self.reused = before.pages.keys() - {note.path}
        self.logs = PageLogs()

    def finish_edit(
        self, config: MkDocsConfig, files: Files, page: PortfolioPage, key: str, written: Iterable[str]
    ) -> None:
        """Record what the page was made of, and check whether links still lead to the anchors that they name.

        Args:
            config: the settings.
            files: all files of the site.
            page: the page.
            key: the digest of what it is made of now.
            written: the files of the site that were written.
        """
        self.current.pages[page.source.path].key = key
        self._record_page(page)
        for other in _pages(files):
            if other is page or page.file in (other.links_to_anchors or ()):
                other.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
        self.logs.stop()
        stats = {name: file_stat(self.site / name) for name in written}
        self.current.files |= {name: stat for name, stat in stats.items() if stat}
        if not self._view.reads.issubset(self.current.reads):
            self._record_reads(self._view.reads)

    def abandon(self) -> None:
        """Leave the site as it is."""
        self.logs.stop()
        if self._beside is not None:
            shutil.rmtree(self._beside, ignore_errors=True)
            self._folder.give_back()
            self._beside = None

    def _usable(self, record: SiteRecord | None) -> SiteRecord | None:
        if record is None or record.fingerprint != self.current.fingerprint:
            return None
        return record if record.files == files_below(self.site) else None

    def _record_page(self, page: PortfolioPage) -> None:
        record = self.current.pages[page.source.path]
        record.lookups = page.lookups
        record.anchors = sorted(page.present_anchor_ids or ())
        record.links = {to.src_uri: dict(links) for to, links in (page.links_to_anchors or {}).items()}
        record.log = self.logs.of_pages.get(page.source.path, [])

    def _save(self) -> None:
        if self._file is None:  # what is served is handed to the next build as it is
            return
        logged = self.logs.has_warned or self.logs.of_site or any(page.log for page in self.current.pages.values())
        inputs, site = None if logged else self._header.inputs, digest_of_site(self.current.files)
        save(self.current, replace(self._header, inputs=inputs, site=site), self._file)


def _own(note: Note) -> str:
    """Return the digest of what only a note's own page shows, unless it is recorded that others read it too."""
    return digest([note.body, note.runs])


def _pages(files: Files) -> Iterator[PortfolioPage]:
    return (file.page for file in files if isinstance(file.page, PortfolioPage))


def _leads_elsewhere(page: PageRecord, files: Files) -> bool:
    return any(address_in(files.get_file_from_path(path)) != known for path, known in page.lookups.items())
