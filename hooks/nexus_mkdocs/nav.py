"""Writes the portfolio's nav in the form of `mkdocs.yml`."""

from __future__ import annotations

import html
from collections.abc import Iterable

from nexus_core.write.nav import NavItem


def nav_setting(items: Iterable[NavItem]) -> list[object]:
    """Return the value of MkDocs's setting `nav`."""
    return [_entry(item) for item in items]


def _entry(item: NavItem) -> object:
    # Material prints a section's title as it is.
    return {html.escape(item.title): nav_setting(item.children)} if item.children else item.path
