"""The part of the cache's key that all pages share: settings, code, theme and programs."""

from __future__ import annotations

import hashlib
import logging
import os
import platform
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from nexus_mkdocs.speed.switches import VARIABLE

CODE = tuple(Path(__file__).resolve().parents[3] / name for name in ("nexus_core", "nexus_mkdocs", "nexus_theme"))
"""The folders of this project's own code and templates."""

PROGRAMS = (
    "mkdocs",
    "mkdocs-material",
    "markdown",
    "markdown-it-py",
    "pymdown-extensions",
    "pygments",
    "jinja2",
    "markupsafe",
    "nh3",
    "pydantic",
    "pyyaml",
    "pillow",
    "selectolax",
)
"""The packages whose code decides what a page looks like."""

OPTIONAL_PROGRAMS = ("pagefind", "pagefind-bin-extended", "pagefind-bin", "typst")
"""The packages that a build uses if they are there."""

_PLACE_IN_MEMORY = re.compile(r" at 0x[0-9a-f]+")


def fingerprint(config: MkDocsConfig) -> str:
    """Return the digest of everything outside the notes that a build's output depends on, in hexadecimal."""
    digest = hashlib.blake2b(digest_size=20)
    for part in _parts(config):
        digest.update(f"{len(part)} {part}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def read_folders(config: MkDocsConfig) -> Iterator[Path]:
    """Yield the folders that settings name for templates and icons of the author's own."""
    if config.theme.custom_dir:
        yield Path(config.theme.custom_dir)
    options = (config.mdx_configs or {}).get("pymdownx.emoji", {}).get("options")
    if isinstance(options, dict):
        yield from map(Path, options.get("custom_icons") or ())


def _parts(config: MkDocsConfig) -> Iterator[str]:
    yield platform.python_version()
    yield _programs()
    yield from sorted(f"{name}={value}" for name, value in os.environ.items() if name in {VARIABLE, "TZ"})
    # Warnings that are suppressed could not be replayed.
    yield str(logging.getLogger("mkdocs").getEffectiveLevel())
    for name, value in sorted(config.items()):
        if name not in {"site_dir", "plugins", "theme", "hooks", "nav", "strict"}:
            yield f"{name}: {_shown(value)}"
    for name, plugin in config.plugins.items():
        yield f"{name}: {_shown(getattr(plugin, 'config', ''))}"
    yield f"{config.theme.name} {config.theme.dirs} {_shown(dict(config.theme))}"
    for folder in sorted({*CODE, *read_folders(config)}):
        yield from _contents(folder)


def _shown(value: Any) -> str:
    return _PLACE_IN_MEMORY.sub("", repr(value))


def _contents(folder: Path) -> Iterator[str]:
    """Yield the name and the digest of every file below a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            status = path.stat()
            yield f"{path.relative_to(folder).as_posix()} {_digest(path, status.st_size, status.st_mtime_ns)}"


@cache
def _digest(path: Path, size: int, changed: int) -> str:
    """Return the digest of a file, read once for each stat that a process sees of it."""
    return hashlib.blake2b(path.read_bytes()).hexdigest()


@cache
def _programs() -> str:
    needed = [f"{name} {version(name)}" for name in PROGRAMS]
    return " ".join([*needed, *(f"{name} {_version_if_any(name)}" for name in OPTIONAL_PROGRAMS)])


def _version_if_any(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
