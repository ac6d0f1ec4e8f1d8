"""Finds in `mkdocs.yml` a hook that is a copy from an older version, or that does what the plugin does already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nexus_core.problems.problem import Problem, Span
from nexus_core.read.mkdocs_settings import settings_of

_OURS = "nexus_mkdocs"
"""What every version of the hook imports."""
_CURRENT = re.compile(r"\bnexus_mkdocs\.plugin\b")


def hook_problems(root: Path) -> Iterator[Problem]:
    """Yield what is to be changed about a portfolio's hooks."""
    settings = settings_of(root)
    hooks = settings.get("hooks")
    for name in hooks if isinstance(hooks, list) else ():
        try:
            text = (root / str(name)).read_text(encoding="utf-8")
        except (OSError, ValueError):
            continue  # MkDocs says so
        if _OURS not in text:
            continue
        if not _CURRENT.search(text):
            hint = "remove it, 'custom_dir' and the copied styles and scripts, and add 'nexus' to 'plugins'"
            yield _problem(root, name, "copied-hook", f"the hook '{name}' is a copy from an older version", hint)
        elif _has_plugin(settings):
            message = f"the hook '{name}' and the plugin 'nexus' are the same"
            yield _problem(root, name, "hook-and-plugin", message, "remove the hook")


def _has_plugin(settings: dict[str, Any]) -> bool:
    plugins = settings.get("plugins")
    names = [each if isinstance(each, str) else next(iter(each or ()), "") for each in plugins or ()]
    return "nexus" in names


def _problem(root: Path, hook: object, code: str, message: str, hint: str) -> Problem:
    name, path = str(hook), "mkdocs.yml"
    lines = (root / path).read_text(encoding="utf-8-sig").split("\n")
    found = ((number, line) for number, line in enumerate(lines, start=1) if name in line)
    number, line = next(found, (1, ""))  # inherited settings stand in another file
    span = Span(number, line.find(name) + 1, len(name)) if line else Span(1)
    return Problem(path=path, span=span, code=code, message=message, hint=hint, source_line=line)
