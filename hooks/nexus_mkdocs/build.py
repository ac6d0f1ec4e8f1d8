"""One build of the site: loads the portfolio, reports its problems and puts its pages into MkDocs's files."""

from __future__ import annotations

import html
import logging
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from nexus_core.checks import check_portfolio
from nexus_core.model.loading import load
from nexus_core.problems.problem import Problem, Severity, Span
from nexus_core.problems.reports import abridged
from nexus_core.read.directives import MARK
from nexus_core.read.git_dates import read_history
from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import FOLDERS, SECTIONS
from nexus_core.schema.theme_fields import Theme
from nexus_core.write.nav import NavItem
from nexus_core.write.nav import build as build_nav
from nexus_core.write.old_addresses import old_addresses
from nexus_core.write.pages import Page, pages
from nexus_core.write.structured_data import Crumb, graph, trails
from nexus_core.write.view import View
from nexus_mkdocs.bounded_nav import BoundedNav
from nexus_mkdocs.content.sanitising import sanitised
from nexus_mkdocs.continuation_pages import put_in_sequence
from nexus_mkdocs.output_files import output_files
from nexus_mkdocs.pages import PortfolioPage, Texts, asset_file, page_file, site_of
from nexus_mkdocs.redirect_files import redirect_files
from nexus_mkdocs.rendering import Renderer
from nexus_mkdocs.search.settings import uses_pagefind
from nexus_mkdocs.serving.panel import with_panel
from nexus_mkdocs.social import previews
from nexus_mkdocs.speed.cache.eligibility import reason_against
from nexus_mkdocs.speed.cache.fingerprint import fingerprint
from nexus_mkdocs.speed.cache.header import Header
from nexus_mkdocs.speed.cache.inputs import inputs
from nexus_mkdocs.speed.cache.keys import digest, page_key, shape, shown
from nexus_mkdocs.speed.cache.session import Session
from nexus_mkdocs.speed.switches import uses

# A warning fails a strict build only when its logger is below `mkdocs`.
log = logging.getLogger("mkdocs.nexus")

_CODE = '<div class="highlight"'
_TASK = '<input type="checkbox" disabled'


class Build:
    """What one build knows: made anew in `on_config`, since MkDocs keeps hook modules between rebuilds."""

    def __init__(self, config: MkDocsConfig, *, serving: bool, dirty: bool = False) -> None:
        self.serving = serving
        self.root = Path(config.config_file_path).parent.resolve()
        # What is read while it changes counts as changed the next time.
        self._inputs = None if serving else inputs(self.root, FOLDERS)
        history = read_history(self.root, FOLDERS)
        if history.is_shallow:
            log.info("This clone has no full history: notes without a 'date' have none (fetch with depth 0)")
        loaded = load(Repository(self.root, FOLDERS), drafts=serving, history=history)
        self.portfolio = loaded.portfolio
        self.view = View(self.portfolio)
        self.published = self.view.public
        """The view of the portfolio without its drafts, which no output has."""
        self.assets = loaded.assets
        self.redirects = old_addresses(loaded).redirects
        self.pages = pages(self.view)
        self._nav = build_nav(self.view.portfolio, self.pages)
        theme = Theme(tuple(config.theme.dirs), frozenset(config.extra.get("status") or {}))
        found = [
            unusable
            for note in loaded.portfolio.notes.values()
            for unusable in theme.unusable_fields(note.front, type(note.fields).model_fields)
        ]
        self._dropped: dict[str, set[str]] = {}
        for field, problem in found:
            self._dropped.setdefault(problem.path, set()).add(field)
        self.searched_by_pagefind, unsearched = uses_pagefind(config, published=not serving and not dirty)
        wrong = [*check_portfolio(loaded), *(problem for _, problem in found), *unsearched]
        self.problems = sorted(wrong, key=lambda problem: problem.order)
        self.shown_nav: BoundedNav | None = None
        self.placed = Files([])
        """All files of the site, once they are in place."""
        self.page_files: Sequence[File] = ()
        """The files of all pages, those that are kept among them, once the nav is built."""
        self._whole_nav = ""
        self.session = None if dirty else self._begin(config)

    def _begin(self, config: MkDocsConfig) -> Session | None:
        """Return the dealings with the build before this one, if this one can have any."""
        if not all(map(uses, ("incremental", "markdown", "search"))) or reason_against(config):
            return None
        wrong = (problem.render() for problem in self.problems) if self.serving else ()
        drafts = (note.path for note in self.portfolio.notes.values() if note.fields.draft)
        made_of = fingerprint(config, *wrong, *drafts)
        header = Header(made_of, FOLDERS, None if self.problems else self._inputs, "")
        form = shape(self.portfolio, self.assets, self.redirects)
        return Session(config, header, form, self.portfolio.notes, serving=self.serving)

    def report(self) -> None:
        """Log the problems, as warnings unless they are advice."""
        for problem in abridged(self.problems):
            level = logging.INFO if problem.severity is Severity.ADVICE else logging.WARNING
            log.log(level, "%s", problem.render())

    def files(self, files: Files, config: MkDocsConfig) -> Files:
        """Return MkDocs's files with what it found in `docs_dir` replaced by the portfolio's own."""
        if self.session:
            self.session.start(config)
        docs_dir = Path(config.docs_dir)
        around = [file for file in files if not file.src_dir or Path(file.src_dir) != docs_dir]
        placed = Files(self.session.static_files(around) if self.session else around)
        root = str(self.root)
        owners: dict[str, str] = {}
        pictures = {} if self.serving else previews(self._nav, config)
        site, above = site_of(config), trails(self._nav)
        renderer, texts = Renderer(config) if uses("markdown") else None, Texts()
        for picture in dict.fromkeys(pictures.values()):
            placed.append(picture)
        for page in self.pages.values():
            file = page_file(page, config, root)
            owners[file.dest_uri] = page.path
            made = PortfolioPage(page, file, config, frozenset(self._dropped.get(page.path, ())), texts)
            made.renderer = renderer
            first = page.further.listing.first if page.further else page.path
            made.preview = pictures[first].url if first in pictures else None
            made.structured_data = cache(partial(graph, page, self._trail(page, above), self.view.portfolio, site))
            placed.append(file)
        for file in output_files(self.published, config, self.session):
            owners[file.dest_uri] = file.src_uri
            placed.append(file)
        assets = []
        for path in self.assets:
            asset = asset_file(path, config, root)
            if asset.dest_uri in owners:
                log.warning(
                    "%s:1:1: the page of %s has the same address; this file is left out: rename it",
                    path,
                    owners[asset.dest_uri],
                )
                continue
            assets.append(asset)
        for asset in self.session.static_files(assets) if self.session else assets:
            placed.append(asset)
        for file in redirect_files(self.redirects, placed, config):
            placed.append(file)
        self.placed = placed
        return placed

    def _trail(self, page: Page, above: Mapping[str, tuple[Crumb, ...]]) -> tuple[Crumb, ...]:
        if page.further is None:
            return above.get(page.path, ())
        listing = page.further.listing
        return (*above.get(listing.first, ()), Crumb(listing.title, listing.first))

    def nav(self) -> list[object]:
        """Return the nav in the form of `mkdocs.yml`."""
        return [_nav_entry(item) for item in self._nav]

    def choose(self, config: MkDocsConfig, nav: Navigation, files: Files) -> None:
        """Find out which pages have to be built."""
        self.page_files = [file for file in files if isinstance(file.page, PortfolioPage)]
        put_in_sequence(self.view.listings.values(), files)
        if self.session:
            self._whole_nav = "" if self.shown_nav else digest(shown(nav.items))
            self.session.choose(config, files, self.key)

    def key(self, page: PortfolioPage) -> str:
        """Return the digest of what a page is made of, once the nav is built."""
        nav = digest(shown(self.shown_nav.around(page))) if self.shown_nav else self._whole_nav
        text = page.source.fragments.spelt_out(page.source.compose_marked())
        return page_key(page, text, f"{nav} {self.searched_by_pagefind}")

    def in_context(self, context: TemplateContext, page: MkDocsPage | None) -> TemplateContext:
        """Return what a template is given, with the nav as the page shows it."""
        if self.shown_nav is not None:
            context["nav"] = self.shown_nav.around(page)  # type: ignore[typeddict-item] # all that templates ask of it
        return context

    def finished(self, output: str) -> str:
        """Return a page's HTML as it is published, or with what is wrong shown over it to the author."""
        wrong = [problem for problem in self.problems if problem.severity is not Severity.ADVICE]
        return with_panel(output, wrong) if self.serving else output

    def rendered(self, page: MkDocsPage, content: str) -> str:
        """Return a page's content for its readers; a directive that is still in it is a problem.

        Such a directive stood where no component can be put.
        """
        if MARK in content:
            note = page.note if isinstance(page, PortfolioPage) else None
            body = note.body.split("\n") if note else []
            index, line = next(((index, text) for index, text in enumerate(body) if MARK in text), (0, ""))
            first = note.body_line if note else 1
            problem = Problem(
                path=page.file.src_uri,
                span=Span(first + index, line.find(MARK) + 1 or 1, len(MARK)),
                code="misplaced-component",
                message="a component must stand on a line of its own, outside other blocks",
                source_line=line,
            )
            log.warning("%s", problem.render())
        # Every reader who searches downloads the index: words of the text are worth that, each sample is not.
        content = content.replace(_CODE, f"{_CODE} data-search-exclude")
        # Nobody can tick a box of a task list, and it has no label: those who can't see it need not hear of it.
        return content.replace(_TASK, f'{_TASK} aria-hidden="true"')

    def sanitised(self, page: MkDocsPage, content: str) -> str:
        """Return a page's content without what may harm its readers, and report what that was."""
        note = page.note if isinstance(page, PortfolioPage) else None
        cleaned, problems = sanitised(content, page.file.src_uri, note)
        for problem in problems:
            log.warning("%s", problem.render())
        return cleaned


def watched_folders(config: MkDocsConfig) -> Iterable[str]:
    """Return the folders beside `docs_dir` whose changes call for a rebuild."""
    root = Path(config.config_file_path).parent.resolve()
    return (str(root / kind.folder) for kind in SECTIONS if (root / kind.folder).is_dir())


def _nav_entry(item: NavItem) -> object:
    # Material prints a section's title as it is.
    return {html.escape(item.title): [_nav_entry(child) for child in item.children]} if item.children else item.path
