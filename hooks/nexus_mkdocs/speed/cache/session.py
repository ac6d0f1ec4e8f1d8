"""What one build takes over from the one before it, and what it notes for the next."""

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
from nexus_mkdocs.pages import PortfolioPage
from nexus_mkdocs.rendering import address_in
from nexus_mkdocs.site_file import SiteFile
from nexus_mkdocs.speed.cache.concatenated import old_parts
from nexus_mkdocs.speed.cache.file import PageRecord, SiteRecord, load, save
from nexus_mkdocs.speed.cache.header import Header, record_file
from nexus_mkdocs.speed.cache.keys import digest
from nexus_mkdocs.speed.cache.outputs import digest_of_site, files_below, like, link, put_in_place, source_like
from nexus_mkdocs.speed.cache.replayed_warnings import Said, begin, has_warned, listen, repeat
from nexus_mkdocs.speed.cache.sitemap import compress_sitemap
from nexus_mkdocs.staged_site import stays_as_it_was

_recorded: dict[str, SiteRecord] = {}
"""The records of sites that are served, by their folder: they live as long as the process."""


class Session:
    """One build's dealings with the record of the one before it."""

    def __init__(
        self, config: MkDocsConfig, header: Header, shape: str, notes: Mapping[str, Note], *, serving: bool
    ) -> None:
        """Find out what can be taken over.

        Args:
            config: the settings, with the folder that the site is in.
            header: what the next build has to know first, but for the site's files.
            shape: the digest of what pages show of other notes than their own.
            notes: every note by its path.
            serving: whether the site is MkDocs's own for as long as it serves it, and built where it is.
        """
        self.site = Path(config.site_dir)
        self._header = header
        self._file = None if serving else record_file(config)
        self._now = SiteRecord(header.fingerprint, shape, {}, {}, {})
        self._bodies = {path: digest([note.body]) for path, note in notes.items()}
        self._said: dict[str, Said] = {}
        self.before = self._usable(_recorded.get(str(self.site)) if self._file is None else load(self._file))
        self.kept: set[str] = set()
        self._beside: Path | None = None
        """Where a site that is served is built, if only some of its pages are."""
        if serving and self.before is not None:
            self._beside = Path(tempfile.mkdtemp(prefix="nexus-", dir=self.site.parent))
            self._config = config
            config.site_dir = str(self._beside)
        begin()

    @property
    def same_shape(self) -> bool:
        """Whether only the bodies of notes have changed."""
        return self.before is not None and self.before.shape == self._now.shape

    def start(self, config: MkDocsConfig) -> None:
        """Take nothing over where the build is not beside the site, since MkDocs has emptied it by now."""
        if Path(config.site_dir) == self.site:
            self.before = None

    def static_files(self, files: Iterable[File]) -> list[File]:
        """Return files that are copied as they are; those that were copied before and haven't changed are kept."""
        return [self._static(file) for file in files]

    def _static(self, file: File) -> File:
        source = file.abs_src_path
        now = source_like(source) if source and not file.is_documentation_page() else None
        if source is None or now is None:
            return file
        self._now.sources[source] = now
        if self.before is None or self.before.sources.get(source) != now or file.dest_uri not in self.before.files:
            return file
        kept = SiteFile(file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls, dest_uri=file.dest_uri)
        kept.inclusion, kept.kept = file.inclusion, True
        return kept

    def choose(self, config: MkDocsConfig, files: Files, key_of: Callable[[PortfolioPage], str]) -> None:
        """Find out which pages would come out as they are, and keep them and the files that are made of them.

        Args:
            config: the settings.
            files: all files of the site.
            key_of: returns the digest of what a page is made of; asked for only where that can have changed.
        """
        for file in files:
            if isinstance(file, SiteFile) and isinstance(file.page, PortfolioPage):
                self._choose(file, file.page, files, key_of)
        if self.same_shape:
            config.theme.static_templates.clear()
        for file in files:
            if isinstance(file, SiteFile) and file.make and self.before and file.dest_uri in self.before.files:
                file.kept = file.form_of in self.kept if file.form_of else self.same_shape and not file.joins_pages

    def _choose(
        self, file: SiteFile, page: PortfolioPage, files: Files, key_of: Callable[[PortfolioPage], str]
    ) -> None:
        path = page.source.path
        body = self._bodies.get(path, "")
        then = self.before.pages.get(path) if self.before and file.dest_uri in self.before.files else None
        if then is None or not self.same_shape or then.body != body:
            key = key_of(page)
            if then is None or then.key != key or _led_elsewhere(then, files):
                self._now.pages[path] = PageRecord(key, body)
                return
        file.kept = True
        self.kept.add(path)
        self._now.pages[path] = copy(then)
        page.present_anchor_ids = set(then.anchors)
        found = {files.get_file_from_path(uri): links for uri, links in then.links.items()}
        page.links_to_anchors = {target: links for target, links in found.items() if target is not None}
        repeat(then.said)

    def hear(self, path: str | None) -> None:
        """Note what is said from now on as said of a page; with None, of all."""
        listen(self._now.said if path is None else self._said.setdefault(path, []))

    def old_parts(self, name: str, start: int, separator: int) -> Mapping[str, bytes]:
        """Return the parts that kept pages have of a joined file; see `joined.old_parts`."""
        if self.before is None or not self.kept:
            return {}
        lengths = ((path, page.parts.get(name, 0)) for path, page in self.before.pages.items())
        parts = old_parts(self.site / name, start, separator, lengths)
        return {path: part for path, part in parts.items() if path in self.kept}

    def note_parts(self, name: str, lengths: Mapping[str, int]) -> None:
        """Note how long each page's part of a joined file is."""
        for path, page in self._now.pages.items():
            page.parts = {**page.parts, name: lengths.get(path, 0)}

    def finish(self, config: MkDocsConfig, files: Files, *, anew: tuple[str, ...] = ()) -> bool:
        """Add to what was built what was kept, and note what the next build has to know.

        Args:
            config: the settings.
            files: all files of the site.
            anew: the folders of which nothing stays, since each build fills them by itself.

        Returns whether the site is in place already; else the whole of it is where it was built.
        """
        for page in _pages(files):
            if page.source.path in self.kept:
                page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
            else:
                self._note_page(page)
        listen(None)
        if stays_as_it_was(config, self.site):
            return False
        built = Path(config.site_dir)
        if self.kept:
            compress_sitemap(built, _pages(files))
        left = {file.dest_uri for file in files if isinstance(file, SiteFile) and file.kept}
        in_place = self.before is not None and (self.same_shape or self._beside is not None)
        if in_place:
            before = self.before.files if self.before else {}
            stays = {path for path in before if not path.startswith(anew)} if self.same_shape else left
            self._now.files = put_in_place(built, self.site, before, stays)
        else:
            link(left, self.site, built)
            self._now.files = dict(files_below(built))
        self._save()
        self.abandon()
        return in_place

    def edit(self, path: str, body: str) -> None:
        """Begin to make one page anew, where the site is, with all others as they are."""
        before = self.before = self._now
        pages = {of: copy(page) for of, page in before.pages.items()}
        pages[path] = PageRecord(body=digest([body]))
        self._now = SiteRecord(before.fingerprint, before.shape, pages, dict(before.files), before.sources, [])
        self._said.pop(path, None)
        self.kept = before.pages.keys() - {path}

    def finish_edit(
        self, config: MkDocsConfig, files: Files, page: PortfolioPage, key: str, written: Iterable[str]
    ) -> None:
        """Note what the page was made of, and look whether links still lead to the anchors that they name.

        Args:
            config: the settings.
            files: all files of the site.
            page: the page.
            key: the digest of what it is made of now.
            written: the files of the site that were written.
        """
        path = page.source.path
        self._now.pages[path].key = key
        self._note_page(page)
        for other in _pages(files):
            if other is page or page.file in (other.links_to_anchors or ()):
                other.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
        listen(None)
        states = {name: like(self.site / name) for name in written}
        self._now.files |= {name: state for name, state in states.items() if state}
        self._save()

    def abandon(self) -> None:
        """Leave the site as it is."""
        listen(None)
        if self._beside is not None:
            shutil.rmtree(self._beside, ignore_errors=True)
            self._config.site_dir = str(self.site)
            self._beside = None

    def _usable(self, record: SiteRecord | None) -> SiteRecord | None:
        if record is None or record.fingerprint != self._now.fingerprint:
            return None
        return record if record.files == files_below(self.site) else None

    def _note_page(self, page: PortfolioPage) -> None:
        now = self._now.pages[page.source.path]
        now.lookups = page.lookups
        now.anchors = sorted(page.present_anchor_ids or ())
        now.links = {to.src_uri: dict(links) for to, links in (page.links_to_anchors or {}).items()}
        now.said = self._said.get(page.source.path, [])

    def _save(self) -> None:
        if self._file is None:
            _recorded[str(self.site)] = self._now
            return
        silent = not has_warned() and not self._now.said and not any(page.said for page in self._now.pages.values())
        site = digest_of_site(self._now.files)
        save(
            self._now, replace(self._header, inputs=self._header.inputs if silent else None, site=site), self._file
        )


def _pages(files: Files) -> Iterator[PortfolioPage]:
    return (file.page for file in files if isinstance(file.page, PortfolioPage))


def _led_elsewhere(page: PageRecord, files: Files) -> bool:
    return any(address_in(files.get_file_from_path(path)) != known for path, known in page.lookups.items())
