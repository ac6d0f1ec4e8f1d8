"""What a theme is told of a page beside its text: the theme's own fields as they are, ours checked and escaped."""

from __future__ import annotations

import html
from collections.abc import Collection
from typing import Any

from nexus_core.write.pages import Page

HOME = frozenset({"docs/index.md", "docs/README.md"})
"""Sources of the home page, which browsers show under the site's name alone."""


def metadata(page: Page, dropped: Collection[str]) -> dict[str, Any]:
    """Return what templates read of a page; fields named in `dropped` are kept from them.

    Material's templates print titles, descriptions and tags as they are, and so do Zensical's.
    """
    meta: dict[str, Any] = {}
    if page.note:
        left_out = {*type(page.note.fields).model_fields, *dropped}
        meta = {key: value for key, value in page.note.front.fields.items() if key not in left_out}
    if page.note and page.note.fields.tags:
        meta["tags"] = [html.escape(tag) for tag in page.note.fields.tags]
    if page.path not in HOME:
        # Many a note is named after the skill that it shows: in a list of tabs they have to be told apart.
        meta["title"] = html.escape(f"{page.title}, the evidence" if page.skill else page.title)
    if page.continuation:
        # The notes themselves are what a search should find.
        meta["search"] = {"exclude": True}
    if page.description:
        meta["description"] = html.escape(page.description)
    return meta
