"""Decides what readers of a site search with: Material's own search, or Pagefind, which scales.

Material's search downloads its whole index with every page and holds it in memory; Pagefind reads of an index in
many files what a query needs. So the one is for small sites and for those without a server, the other for big ones.
Which a site is, its author says: Pagefind reads all of it again in each build in which anything has changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig

from nexus_core.problems.problem import Problem, Span
from nexus_core.read.safe_yaml import nodes_below

PLUGIN = "material/search"
INDEX = "search/search_index.json"
"""Where the plugin puts its index."""

_KEY = ("extra", "search")


def uses_pagefind(config: MkDocsConfig, *, published: bool) -> tuple[bool, list[Problem]]:
    """Return whether a site is searched with Pagefind, and what is wrong with the settings about it.

    Args:
        config: the settings.
        published: whether the build is a whole site, for readers; Material's search serves others.
    """
    setting = config.extra.get("search")
    if setting not in (None, "material", "pagefind"):
        hint = "write 'pagefind' or 'material', or leave it out"
        return False, [_problem(config, "unknown-search", f"unknown search {str(setting)!r}", hint)]
    if setting != "pagefind" or not _is_searched(config):
        return False, []
    if program() is None:
        hint = "run `pip install 'alx-project-nexus[search]'`, or write 'material'"
        return False, [_problem(config, "missing-program", "Pagefind isn't installed", hint)]
    return published, []


def program() -> Path | None:
    """Return where Pagefind is, or nothing where it isn't installed."""
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 # an optional dependency

        return get_executable()
    except (ImportError, FileNotFoundError):
        return None


def _is_searched(config: MkDocsConfig) -> bool:
    """Return whether a site has Material's search, and a server that sends it."""
    plugins: Any = config.plugins
    search, offline = plugins.get(PLUGIN), plugins.get("material/offline")
    return bool(search and search.config.enabled and not (offline and offline.config.enabled))


def _problem(config: MkDocsConfig, code: str, message: str, hint: str) -> Problem:
    path = Path(config.config_file_path)
    text = path.read_text(encoding="utf-8")
    # Settings that are inherited stand in another file.
    found = nodes_below(yaml.compose(text, Loader=yaml.SafeLoader), _KEY)
    span, line = Span(1), ""
    for node in found:
        start, end = node.start_mark, node.end_mark
        span = Span(start.line + 1, start.column + 1, max(1, end.column - start.column))
        line = text.split("\n")[start.line]
    return Problem(path=path.name, span=span, code=code, message=message, hint=hint, source_line=line)
