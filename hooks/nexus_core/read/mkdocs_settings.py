"""Reads `mkdocs.yml` without MkDocs: which files it inherits from, and where the site is published."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

_INHERIT = re.compile(
    r"^INHERIT:[ \t]*(?:'(?P<single>[^\n']*)'|\"(?P<double>[^\n\"]*)\"|(?P<plain>[^\s#'\"][^\n]*?))"
    r"[ \t]*(?:[ \t]#.*)?$",
    re.MULTILINE,
)


NOTE_LIMIT = 4
"""Megabytes that a note may have: more than a thousand pages of a book."""


class _Loader(yaml.SafeLoader):
    """Reads MkDocs's settings without running anything; the only tag that has a value is `!ENV`."""


def _environment(loader: _Loader, node: yaml.Node) -> object:
    """Return the first variable that is set, else the last value: https://github.com/waylan/pyyaml-env-tag."""
    if not isinstance(node, yaml.SequenceNode):
        return os.environ.get(str(node.value))
    *names, last = loader.construct_sequence(node) or [None]
    return next((os.environ[name] for name in map(str, names or [last]) if name in os.environ), last)


def _nothing(loader: _Loader, suffix: str, node: yaml.Node) -> None:
    return None


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("", _nothing)


def settings_files(path: Path) -> Iterator[Path]:
    """Yield a file of settings and those that it inherits from, the nearest first; none that isn't there."""
    seen: set[Path] = set()
    while path.is_file() and path not in seen:
        seen.add(path)
        yield path
        inherit = _INHERIT.search(path.read_text(encoding="utf-8-sig", errors="replace"))
        if inherit is None:
            return
        path = (path.parent / next(filter(None, inherit.groups()), "")).resolve()


def site_address(root: Path) -> str:
    """Return the `site_url` of the portfolio in a folder; empty if its settings have none or can't be read."""
    address = _setting(root, "site_url")
    return address if isinstance(address, str) and _is_web_address(address) else ""


def note_limit(root: Path) -> int:
    """Return how many bytes a note may have: as many megabytes as `extra.note_limit` says, else 4 of them."""
    extra = _setting(root, "extra")
    megabytes = extra.get("note_limit") if isinstance(extra, dict) else None
    is_number = isinstance(megabytes, int | float) and not isinstance(megabytes, bool) and 0 < megabytes < 10_000
    return int((megabytes if is_number and megabytes else NOTE_LIMIT) * 1024 * 1024)


def _setting(root: Path, name: str) -> Any:
    """Return a setting of the portfolio in a folder, as the nearest file has it; None if none has it."""
    for path in settings_files(root / "mkdocs.yml"):
        try:
            settings: Any = yaml.load(path.read_text(encoding="utf-8-sig"), _Loader)  # noqa: S506
        except (OSError, ValueError, yaml.YAMLError):
            return None
        if isinstance(settings, dict) and name in settings:
            return settings[name]
    return None


def _is_web_address(text: str) -> bool:
    try:
        return urlsplit(text).scheme in {"http", "https"}
    except ValueError:
        return False
