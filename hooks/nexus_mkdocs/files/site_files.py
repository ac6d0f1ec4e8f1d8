"""Puts the portfolio's files in the place of those that MkDocs found in `docs_dir`."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from nexus_core.write.pages import Page
from nexus_core.write.resume import PDF
from nexus_core.write.structured_data import Crumb, graph, trails
from nexus_mkdocs.build import Build
from nexus_mkdocs.files.output_files import output_files
from nexus_mkdocs.files.redirect_files import redirect_files
from nexus_mkdocs.files.site_file import SiteFile
from nexus_mkdocs.other_plugins import blog_folders
from nexus_mkdocs.pages import PortfolioPage, Texts, asset_file, page_file, site_of
from nexus_mkdocs.social import previews

log = logging.getLogger("mkdocs.nexus")


def site_files(build: Build, found: Files, config: MkDocsConfig) -> Files:
    """Return MkDocs's files with the portfolio's own in the place of what it found in `docs_dir`."""
    placed = Files([file for file in found if _is_anothers(file, build, config)])
    pictures = {} if build.serving else previews(build.nav, config)
    for picture in dict.fromkeys(pictures.values()):
        placed.append(picture)
    owners: dict[str, str] = {}
    for file in (*_page_files(build, config, pictures), *output_files(build.public, config)):
        owners[file.dest_uri] = file.src_uri
        placed.append(file)
    if build.pdf:
        # Its source is where a link from a page below `docs/` looks for it.
        placed.append(SiteFile.made(config, PDF, partial(bytes, build.pdf), shown=f"docs/{PDF}"))
        owners[PDF] = f"docs/{PDF}"
    for asset in _asset_files(build, config, owners):
        placed.append(asset)
    for file in redirect_files(build.redirects, placed, config):
        placed.append(file)
    return placed


def _is_anothers(file: File, build: Build, config: MkDocsConfig) -> bool:
    """Return whether a file that MkDocs or another plugin has found is none of the portfolio's."""
    if not file.src_dir or Path(file.src_dir) not in {Path(config.docs_dir), build.root}:
        return True
    return any(file.src_uri.startswith(f"{folder}/") for folder in blog_folders(config))


def _page_files(build: Build, config: MkDocsConfig, pictures: Mapping[str, SiteFile]) -> Iterator[SiteFile]:
    root, site, above, texts = str(build.root), site_of(config), trails(build.nav), Texts()
    for page in build.pages.values():
        file = page_file(page, config, root, in_nav=page.path in above)
        unusable = build.unusable_fields.get(page.path, frozenset())
        made = PortfolioPage(page, file, config, unusable, texts)
        first = page.continuation.of.owner if page.continuation else page.path
        picture = pictures.get(first) or next(iter(pictures.values()), None)  # the home page's, which is the first
        made.preview = picture.url if picture else None
        made.structured_data = cache(partial(graph, page, _trail(page, above), build.view.portfolio, site))
        yield file


def _trail(page: Page, above: Mapping[str, tuple[Crumb, ...]]) -> tuple[Crumb, ...]:
    if page.continuation is None:
        # What is in no nav is one step from the home page, with which every other trail begins.
        home = next((trail[:1] for trail in above.values() if trail), ())
        return above.get(page.path, home)
    of = page.continuation.of
    return (*above.get(of.owner, ()), Crumb(of.title, of.owner))


def _asset_files(build: Build, config: MkDocsConfig, owners: Mapping[str, str]) -> Iterator[File]:
    """Yield what lies beside the notes, without what would overwrite a page or an output."""
    for path in build.assets:
        asset = asset_file(path, config, str(build.root))
        owner = owners.get(asset.dest_uri)
        if owner is None:
            yield asset
        else:
            message = "%s:1:1: the page of %s has the same address; this file is left out: rename it"
            log.warning(message, path, owner)
