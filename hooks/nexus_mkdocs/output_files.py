"""The files that are published besides pages, each made when it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from mkdocs.config.defaults import MkDocsConfig

from nexus_core.write.outputs import enabled
from nexus_core.write.outputs.llms_markdown import PlainPages
from nexus_core.write.view import View
from nexus_mkdocs.pages import site_of
from nexus_mkdocs.site_file import SiteFile
from nexus_mkdocs.speed.cache.session import Session


def output_files(view: View, config: MkDocsConfig, session: Session | None) -> Iterator[SiteFile]:
    """Yield a file for each thing that is published of a view besides pages, their plain Markdown among it."""
    site = site_of(config)
    plain_pages = PlainPages(view, site)
    for output in enabled(view, site):
        file = SiteFile.made(config, output.path, partial(output.write, view, site))
        if output.join:
            joined = output.join(plain_pages)
            parts = {path: partial(_encoded, part) for path, part in joined.parts.items()}
            file.make = partial(_joined, output.path, joined.opening.encode(), parts, session)
            file.joins_pages = True
        yield file
    for path, page in plain_pages.pages.items():
        place = plain_pages.file(path)
        # MkDocs makes a page of whatever is called `.md`: it gets that name for its destination only.
        file = SiteFile.made(config, place, partial(plain_pages.text, page, place), shown=f"{place}.txt")
        file.url = place
        file.form_of = path
        yield file


def _encoded(make: Callable[[], str]) -> bytes:
    return make().encode()


def _joined(
    path: str, head: bytes, parts: Mapping[str, Callable[[], bytes]], session: Session | None
) -> Iterator[bytes]:
    """Return the file of all pages in pieces, with the parts that kept pages have in the one before."""
    # That one is read now: it may be the file that the pieces are written to.
    old = session.old_parts(path, len(head) + 1, 1) if session else {}
    return _pieces(path, head, parts, old, session)


def _pieces(
    output: str,
    head: bytes,
    parts: Mapping[str, Callable[[], bytes]],
    old: Mapping[str, bytes],
    session: Session | None,
) -> Iterator[bytes]:
    lengths = {}
    yield head
    for path, make in parts.items():
        text = old.get(path) or make()
        lengths[path] = len(text)
        yield b"\n"
        yield text
    if session:
        session.note_parts(output, lengths)
