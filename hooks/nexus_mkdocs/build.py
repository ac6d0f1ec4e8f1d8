"""One build of the site: loads the portfolio, reports its problems and puts its pages into MkDocs's files."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from nexus import NavItem, Repository, Severity, build_nav, load, pages
from nexus.directives import MARK
from nexus.history import read_history
from nexus.kinds import SECTIONS
from nexus_mkdocs.pages import PortfolioPage, asset_file, page_file
from nexus_mkdocs.panel import with_panel
from nexus_mkdocs.theme import theme_problems

# A warning fails a strict build only when its logger is below `mkdocs`.
log = logging.getLogger("mkdocs.nexus")


class Build:
    """What one build knows: made anew in `on_config`, since MkDocs keeps hook modules between rebuilds."""

    def __init__(self, config: MkDocsConfig, *, serving: bool) -> None:
        self.serving = serving
        self.root = Path(config.config_file_path).parent.resolve()
        history = read_history(self.root)
        if history.is_shallow:
            log.info("This clone has no full history: notes without a 'date' have none (fetch with depth 0)")
        loaded = load(Repository(self.root), drafts=serving, history=history)
        self.portfolio = loaded.portfolio
        self.assets = loaded.assets
        self.pages = pages(loaded.portfolio)
        found = theme_problems(loaded.portfolio.notes.values(), config)
        self._dropped: dict[str, set[str]] = {}
        for field, problem in found:
            self._dropped.setdefault(problem.path, set()).add(field)
        self.problems = sorted([*loaded.problems, *(p for _, p in found)], key=lambda p: p.order)

    def report(self) -> None:
        """Log every problem, as a warning unless it is advice."""
        for problem in self.problems:
            level = logging.INFO if problem.severity is Severity.ADVICE else logging.WARNING
            log.log(level, "%s", problem.render())

    def files(self, files: Files, config: MkDocsConfig) -> Files:
        """Return MkDocs's files with what it found in `docs_dir` replaced by the portfolio's own."""
        docs_dir = Path(config.docs_dir)
        kept = [file for file in files if not file.src_dir or Path(file.src_dir) != docs_dir]
        placed = Files(kept)
        root = str(self.root)
        owners: dict[str, str] = {}
        for page in self.pages.values():
            file = page_file(page, config, root)
            owners[file.dest_uri] = page.path
            PortfolioPage(page, file, config, frozenset(self._dropped.get(page.path, ())))
            placed.append(file)
        for path in self.assets:
            file = asset_file(path, config, root)
            if file.dest_uri in owners:
                log.warning(
                    "%s: the page of %s has the same address; this file is left out",
                    path,
                    owners[file.dest_uri],
                )
                continue
            placed.append(file)
        return placed

    def nav(self) -> list[object]:
        """Return the nav in the form of `mkdocs.yml`."""
        return [_nav_entry(item) for item in build_nav(self.portfolio, self.pages)]

    def watched(self) -> Iterable[str]:
        """Return the folders beside `docs_dir` whose changes call for a rebuild."""
        return (str(self.root / kind.folder) for kind in SECTIONS if (self.root / kind.folder).is_dir())

    def finished(self, output: str) -> str:
        """Return a page's HTML as it is published, or with what is wrong shown over it to the author."""
        wrong = [problem for problem in self.problems if problem.severity is not Severity.ADVICE]
        return with_panel(output, wrong) if self.serving else output

    def check_rendered(self, path: str, rendered: str) -> None:
        """Warn about a directive that is still in the page: it stood where no component can be put."""
        if MARK in rendered:
            page = self.pages.get(path)
            body = page.note.body.split("\n") if page and page.note else []
            line = next((index for index, text in enumerate(body) if MARK in text), 0)
            first = page.note.body_line if page and page.note else 1
            log.warning(
                "%s:%s: a component must stand on a line of its own, outside other blocks", path, first + line
            )


def _nav_entry(item: NavItem) -> object:
    return {item.title: [_nav_entry(child) for child in item.children]} if item.children else item.path
