"""The files that are published besides pages, each made when it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from mkdocs.config.defaults import MkDocsConfig

from nexus_core.write.outputs import enabled
from nexus_core.write.outputs.llms_markdown import PlainPages
from nexus_core.write.view import View
from nexus_mkdocs.files.site_file import JoinedFile, SiteFile
from nexus_mkdocs.pages import site_of


def output_files(view: View, config: MkDocsConfig) -> Iterator[SiteFile]:
    """Yield a file for each thing that is published of a view besides pages, their plain Markdown among it."""
    site = site_of(config)
    plain_pages = PlainPages(view, site)
    for output in enabled(view, site):
        if output.join:
            joined = output.join(plain_pages)
            parts = {path: partial(_encoded, part) for path, part in joined.parts.items()}
            yield JoinedFile.joining(config, output.path, joined.opening.encode(), parts)
        else:
            yield SiteFile.made(config, output.path, partial(output.write, view, site))
    for path, page in plain_pages.pages.items():
        place = plain_pages.file(path)
        # MkDocs makes a page of whatever is called `.md`: it gets that name for its destination only.
        file = SiteFile.made(config, place, partial(plain_pages.text, page, place), shown=f"{place}.txt")
        file.url = place
        file.form_of = path
        yield file


def _encoded(make: Callable[[], str]) -> bytes:
    return make().encode()
