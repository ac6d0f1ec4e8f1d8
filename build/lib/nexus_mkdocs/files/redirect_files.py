"""Puts a page at each old address of a note, which sends its reader on to the note."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from nexus_core.model.redirects import Redirect
from nexus_core.write.pages import redirect_page
from nexus_mkdocs.files.site_file import SiteFile


def redirect_files(redirects: Iterable[Redirect], placed: Files, config: MkDocsConfig) -> Iterator[SiteFile]:
    """Yield the files of redirects to pages that are in place already.

    They are no pages to MkDocs, and so in no nav, search or sitemap. Where pages are published as `page.html`, an
    old address may be what a page has there anyway: then it needs no redirect.
    """
    taken = {file.dest_uri for file in placed}
    for redirect in redirects:
        uri = redirect.file(directory_urls=config.use_directory_urls)
        target = placed.get_file_from_path(redirect.target)
        if uri in taken or target is None or target.page is None:
            continue
        taken.add(uri)
        page = target.page
        # MkDocs leaves out a file's name from an address only where it makes a page of Markdown.
        url = target.url_relative_to(uri)
        title = html.unescape(str(page.title))
        yield SiteFile.made(config, uri, partial(redirect_page.compose, title, url, page.canonical_url or url))
