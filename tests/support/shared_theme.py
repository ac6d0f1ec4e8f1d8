"""One theme for the many sites that the tests build: its templates are compiled, and its files listed, once.

That is two thirds of what a small build costs. Both depend on nothing but the installed theme.
"""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path

import pytest
from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig

_INSTALLED = "site-packages"


class _InMemory(BytecodeCache):
    """Compiled templates by a digest of their source, as Jinja keeps them in files."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if compiled := self._compiled.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = _InMemory()


class _OneSecret:
    """Makes one token for all builds: it is part of the templates' text, and as hard to guess as one for each."""

    token_hex = staticmethod(cache(secrets.token_hex))


pytest.MonkeyPatch().setattr("nexus_mkdocs.content.content_security.secrets", _OneSecret)


class _Listed(FileSystemLoader):
    """Walks the folders of installed packages once, and leaves out icons, which no theme publishes."""

    def list_templates(self) -> list[str]:
        return sorted({name for folder in self.searchpath for name in self._names(str(folder))})

    def _names(self, folder: str) -> tuple[str, ...]:
        return _names_once(folder) if _INSTALLED in Path(folder).parts else _names(folder)


def share_theme(config: MkDocsConfig) -> None:
    """Let a build take what earlier builds of this process have made of the theme."""
    get_env = config.theme.get_env

    def shared() -> Environment:
        env = get_env()
        env.bytecode_cache = _COMPILED
        if type(env.loader) is FileSystemLoader:
            env.loader = _Listed(env.loader.searchpath)
        return env

    config.theme.get_env = shared  # type: ignore[method-assign]


def _names(folder: str) -> tuple[str, ...]:
    return tuple(name for name in FileSystemLoader(folder).list_templates() if not name.startswith(".icons/"))


_names_once = cache(_names)
