"""Works out, from the portfolio, which pages a change can have changed: what each is made of, as a digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation

from nexus_core.model.note import Note
from nexus_core.write.recorded_notes import shown_elsewhere
from nexus_mkdocs.pages import PortfolioPage
from nexus_mkdocs.templates.bounded_nav import BoundedNav


def digest(parts: Iterable[object]) -> str:
    """Return the digest of some texts and numbers, in hexadecimal; how they follow each other counts."""
    found = hashlib.blake2b(digest_size=20)
    for part in parts:
        text = str(part)
        found.update(f"{len(text)} {text}".encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def shape(notes: Iterable[Note], reads: Iterable[str], files: Iterable[object]) -> str:
    """Return the digest of all that pages can show of other notes than their own, and of which files there are.

    While it is the same, a note's body is on its own page only, and in the files that join all pages.

    Args:
        notes: every note.
        reads: what is read of the bodies of notes, as the view has recorded it.
        files: what else is in the site.
    """
    shown = (part for note in notes for part in shown_elsewhere(note, reads))
    return digest((*shown, *files))


def page_key(page: PortfolioPage, text: str, around: str) -> str:
    """Return the digest of what a page is made of, the addresses that its links lead to left out.

    Args:
        page: the page.
        text: its composed Markdown.
        around: what is around the page: the digest of the nav, which search is used, the links of the foot.
    """
    data = json.dumps(page.structured_data(), default=str, sort_keys=True)
    neighbours = (_item(item) for item in (page.previous_page, page.next_page, *page.ancestors))
    own = (
        page.note and page.note.body_line,  # what is said of its links says where they stand
        page.note and page.note.body,
        page.title,
        page.meta,
        page.file.dest_uri,
        page.canonical_url,
        page.edit_url,
        page.preview,
        page.update_date,
    )
    return digest((text, around, data, *own, *neighbours))


def shown(items: Iterable[Any]) -> Iterator[str]:
    """Yield what a nav's templates print of items and all below them."""
    for item in items:
        children = item.children or ()
        yield f"{_item(item)} {len(children)}"
        yield from shown(children)


def _item(item: StructureItem | None) -> str:
    if item is None:
        return ""
    meta = getattr(item, "meta", None) or {}
    fields = [meta.get(name) for name in ("icon", "status", "subtitle")]
    return f"{item.title!r} {getattr(item, 'url', None)!r} {fields if any(fields) else ''}"


class PageKeys:
    """The keys of a build's pages, once the nav is built."""

    def __init__(self, nav: Navigation, bounded_nav: BoundedNav | None, around: str) -> None:
        """Take the nav, the parts of it that pages show where that isn't all, and what else is around each."""
        self._bounded_nav, self._around = bounded_nav, around
        self._whole_nav = "" if bounded_nav else digest(shown(nav.items))

    def __call__(self, page: PortfolioPage) -> str:
        """Return the digest of what a page is made of."""
        nav = digest(shown(self._bounded_nav.around(page))) if self._bounded_nav else self._whole_nav
        text = page.source.shared.expanded_for_comparison(page.source.compose_marked())
        return page_key(page, text, f"{nav} {self._around}")
