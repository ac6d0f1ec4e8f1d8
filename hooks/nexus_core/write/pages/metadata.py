"""What a theme is told of a page beside its text, escaped: its templates print front matter as it is."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterator
from typing import Any

from markupsafe import Markup

from nexus_core.schema.kinds.page import PageFields
from nexus_core.write.pages import Page

HOME = frozenset({"docs/index.md", "docs/README.md"})
"""Sources of the home page, which browsers show under its author's name, or else the site's name alone."""

PRINTED = frozenset(
    {
        *("author", "subtitle", "revision_date", "location", "git_revision_date_localized"),
        *("git_creation_date_localized", "git_revision_date_localized_raw_datetime"),
    }
)
"""Fields that Material prints as one text."""


def metadata(page: Page, dropped: Collection[str]) -> dict[str, Any]:
    """Return what templates read of a page; fields named in `dropped` are kept from them.

    Material's templates print many as they are, and so do Zensical's and perhaps the author's. A template that
    escapes what it prints doesn't escape it a second time.
    """
    meta: dict[str, Any] = {}
    if page.note:
        left_out = {*type(page.note.fields).model_fields, *dropped}
        given = page.note.front.fields.items()
        meta = {key: _as_text(value, in_one=key in PRINTED) for key, value in given if key not in left_out}
    if page.note and page.note.fields.tags:
        meta["tags"] = [_escaped(tag) for tag in page.note.fields.tags]
    if page.path not in HOME:
        # Many a note is named after the skill that it shows: in a list of tabs they have to be told apart.
        meta["title"] = _escaped(f"{page.title}, the evidence" if page.skill else page.title)
    elif page.note and (profile := page.note.fields_as(PageFields).profile) and profile.name:
        meta["title"] = _escaped(profile.name)
    if page.continuation:
        # The notes themselves are what a search should find.
        meta["search"] = {"exclude": True}
    if page.description:
        meta["description"] = _escaped(page.description)
    return meta


def _as_text(value: Any, *, in_one: bool = False) -> Any:
    """Return a value of front matter with all text in it escaped; with `in_one`, a list as one text."""
    if in_one and isinstance(value, list | dict):
        return Markup(", ").join(map(_escaped, _texts_in(value)))
    match value:
        case str():
            return _escaped(value)
        case list():
            return [_as_text(each) for each in value]
        case dict():
            return {_as_text(key): _as_text(each) for key, each in value.items()}
        case _:
            return value


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(each)
    elif value is not None:
        yield str(value)


def _escaped(text: str) -> Markup:
    return Markup(html.escape(text))  # noqa: S704 # this is where it becomes safe
