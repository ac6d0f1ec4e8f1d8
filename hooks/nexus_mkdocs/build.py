"""What one build is made of: loads the portfolio and reports what is wrong with it."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from nexus_core.checks import check_portfolio
from nexus_core.checks.links import dead_links
from nexus_core.checks.profile import UNREACHABLE
from nexus_core.checks.profile import find as find_in_profile
from nexus_core.diff.hand_renames import renamed_by_hand
from nexus_core.model.loading import load
from nexus_core.model.note import Note
from nexus_core.problems.problem import Problem, Severity
from nexus_core.problems.reports import abridged
from nexus_core.read.git_dates import read_history
from nexus_core.read.mkdocs_settings import FileSettings, file_settings
from nexus_core.read.repository import Repository
from nexus_core.read.run_record import NO_RECORD, read_record
from nexus_core.read.run_record import PATH as RECORD
from nexus_core.read.source_hosts import source_host
from nexus_core.schema.kinds import FOLDERS
from nexus_core.schema.theme_fields import Theme
from nexus_core.storage.disk_backed_texts import DiskBackedTexts
from nexus_core.write.nav import build as build_nav
from nexus_core.write.old_addresses import old_addresses
from nexus_core.write.pages import pages
from nexus_core.write.view import View
from nexus_mkdocs.pages import site_of
from nexus_mkdocs.search.settings import uses_pagefind
from nexus_mkdocs.typesetting.cv_pdf import cv_pdf

# A warning fails a strict build only when its logger is below `mkdocs`.
log = logging.getLogger("mkdocs.nexus")


class Build:
    """What one build knows: made anew in `on_config`, since MkDocs keeps hook modules between rebuilds."""

    def __init__(
        self, config: MkDocsConfig, *, serving: bool, published: bool, left_out: tuple[str, ...] = ()
    ) -> None:
        """Load the portfolio.

        Args:
            config: the settings.
            serving: whether the author is looking on, who sees drafts and problems too.
            published: whether this builds a whole site for readers.
            left_out: repository paths of files and folders that are none of the portfolio's.
        """
        self.serving = serving
        self.is_published = published
        self._left_out = left_out
        self.root = Path(config.config_file_path).parent.resolve()
        history = read_history(self.root, FOLDERS)
        if history.refusal:
            log.info("Notes without a 'date' have none: %s", history.refusal)
        record = read_record(self.root)
        if record is None:
            log.info("%s is not a record of runs that this version reads: nothing is marked", RECORD)
        loaded = load(
            Repository(self.root, FOLDERS),
            drafts=serving,
            history=history,
            record=record or NO_RECORD,
            settings=replace(FileSettings.of(config), left_out=left_out, links=file_settings(self.root).links),
        )
        self.portfolio = loaded.portfolio
        self.pdf = cv_pdf(self.portfolio, site_of(config))
        """The résumé as a PDF, if the site has one."""
        host = source_host(config.repo_url or "", config.edit_uri or "")
        shown = host.shown if config.repo_url else None
        self.view = View(self.portfolio, texts=DiskBackedTexts(), source_link=shown, has_pdf=bool(self.pdf))
        self.public = self.view.public
        """The view of the portfolio without its drafts, which no output has."""
        self.assets = loaded.assets
        self.redirects = old_addresses(loaded).redirects
        self.pages = pages(self.view)
        self.nav = build_nav(self.view.portfolio, self.pages)
        theme = Theme(tuple(config.theme.dirs), frozenset(config.extra.get("status") or {}))
        of_theme = [
            unusable
            for note in loaded.portfolio.notes.values()
            for unusable in theme.unusable_fields(note.front, type(note.fields).model_fields)
        ]
        self.searched_by_pagefind, of_search = uses_pagefind(config, published=published)
        found = (*check_portfolio(loaded, in_build=True), *(problem for _, problem in of_theme), *of_search)
        self.problems = sorted(found, key=lambda problem: problem.order)
        self._loaded = loaded
        self.renames = tuple(renamed_by_hand(Repository(self.root, FOLDERS), loaded)) if serving else ()
        """Advice on what was renamed by hand, for its author."""
        self.for_author = self._for_author() if serving else ()
        """What an author is shown while the site is served, dead links too, which MkDocs itself warns of."""
        self.unusable_fields = _by_path(of_theme)
        """The front matter fields that the theme can't use, by the path of their note."""

    def again(self, config: MkDocsConfig, *, left_out: Collection[str]) -> Build:
        """Return the same build without some files."""
        without = (*self._left_out, *left_out)
        return Build(config, serving=self.serving, published=self.is_published, left_out=without)

    def _for_author(self) -> tuple[Problem, ...]:
        faults = (problem for problem in self.problems if problem.severity is not Severity.ADVICE)
        found = (*faults, *dead_links(self._loaded), *self.renames)
        return tuple(sorted(found, key=lambda problem: problem.order))

    def has_dead_links(self, note: Note) -> bool:
        """Return whether a note, given in the place of one of the portfolio's, has a link that leads nowhere."""
        return any(dead_links(self._loaded, [note]))

    def report(self) -> None:
        """Log the problems, as warnings unless they are advice."""
        unreachable = [each for each in find_in_profile(self._loaded) if each.code == UNREACHABLE]
        for problem in (*(unreachable if self.serving else ()), *abridged(self.problems), *self.renames):
            level = logging.INFO if problem.severity is Severity.ADVICE else logging.WARNING
            log.log(level, "%s", problem.render())


def _by_path(found: list[tuple[str, Problem]]) -> Mapping[str, frozenset[str]]:
    fields: dict[str, frozenset[str]] = {}
    for field, problem in found:
        fields[problem.path] = fields.get(problem.path, frozenset()) | {field}
    return fields
