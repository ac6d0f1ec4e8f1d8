"""Reads from `mkdocs.yml` where the site is published, so that a full address can be told from one elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml


class _Loader(yaml.SafeLoader):
    """Reads MkDocs's settings without running anything: of its tags only `!ENV` has a value."""


def _environment(loader: _Loader, node: yaml.Node) -> object:
    """Return the first variable that is set, else what comes last: https://github.com/waylan/pyyaml-env-tag."""
    if not isinstance(node, yaml.SequenceNode):
        return os.environ.get(str(node.value))
    *names, last = loader.construct_sequence(node) or [None]
    return next((os.environ[name] for name in map(str, names or [last]) if name in os.environ), last)


def _nothing(loader: _Loader, suffix: str, node: yaml.Node) -> None:
    return None


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("", _nothing)


def site_address(root: Path) -> str:
    """Return the `site_url` of the portfolio in a folder; empty where its settings name none, or can't be read."""
    try:
        settings: Any = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)  # noqa: S506
    except (OSError, ValueError, yaml.YAMLError):
        return ""
    address = settings.get("site_url") if isinstance(settings, dict) else None
    return address if isinstance(address, str) and _is_web_address(address) else ""


def _is_web_address(text: str) -> bool:
    try:
        return urlsplit(text).scheme in {"http", "https"}
    except ValueError:
        return False
