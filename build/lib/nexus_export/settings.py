"""Turns `mkdocs.yml` into the settings of an export, which work without hooks, in MkDocs and in Zensical.

The text is kept, with its comments and environment variables, except for settings that an export can't have.
"""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from nexus_core.read.source_hosts import source_host
from nexus_core.schema.theme_fields import Theme
from nexus_core.write.outputs import Site
from nexus_core.write.yaml_text import block

OVERRIDES = "overrides"
"""The folder of an export that holds the templates of the theme's `custom_dir`."""

_LEFT_OUT = frozenset(
    {"hooks", "docs_dir", "site_dir", "edit_uri", "strict", "validation", "nav", "not_in_nav", "watch"}
)

_SPECIAL = re.compile(r"[\\*?\[\] ]")
"""What has to be escaped in a pattern of `.gitignore`."""


class SettingsError(Exception):
    """The settings can't be read; the message says where and what to do."""


@dataclass(frozen=True)
class Settings:
    """What an export needs of `mkdocs.yml`."""

    root: Path
    """The folder that the file lies in."""
    text: str
    nodes: yaml.MappingNode
    """The settings with their positions in the text."""
    values: dict[str, Any]
    """The settings, each value as it is written: `!ENV [NAME, x]` is a list."""

    @property
    def templates(self) -> Path | None:
        """The folder of the project's own templates, where it has one."""
        name = _text(self._theme.get("custom_dir"))
        return self.root / name if name and (self.root / name).is_dir() else None

    @cached_property
    def theme(self) -> Theme:
        """What the theme offers to front matter; one that isn't installed has neither templates nor icons."""
        own = (str(self.templates),) if self.templates else ()
        found = importlib.util.find_spec("material") if self._theme.get("name") == "material" else None
        places = found.submodule_search_locations if found else None
        folders = (*own, *(str(Path(place, "templates")) for place in places or ()))
        return Theme(folders, frozenset(_mapping(_mapping(self.values.get("extra")).get("status"))))

    def site(self, url: str) -> Site:
        """Return the site at an address, as the settings describe it."""
        return Site(
            name=_text(self.values.get("site_name")),
            url=url,
            directory_urls=_text(self.values.get("use_directory_urls")).lower() != "false",
            description=_text(self.values.get("site_description")),
            language=_text(self._theme.get("language")) or "en",
        )

    def exported(self, nav: Sequence[Mapping[str, Any]], not_in_nav: Iterable[str] = ()) -> str:
        """Return the text of the export's settings.

        Args:
            nav: the nav as MkDocs reads it, `[{title: path}, {title: [...]}]`.
            not_in_nav: pages below `docs/` that the nav leaves out on purpose.
        """
        starts = [key.start_mark.index for key, _ in self.nodes.value]
        kept = self.text[: starts[0]] if starts else ""
        for (key, value), start, end in zip(self.nodes.value, starts, [*starts[1:], len(self.text)], strict=True):
            if key.value not in _LEFT_OUT:
                kept += self._theme_block(value, start, end) if key.value == "theme" else self.text[start:end]
        added = self._edit_links() | self._not_in_nav(not_in_nav) | {"nav": list(nav)}
        return f"{kept.rstrip()}\n\n{block(added)}"

    @property
    def source_link(self) -> Callable[[str], str] | None:
        """What returns the address at which the repository shows a file; None without a repository."""
        repository = _text(self.values.get("repo_url"))
        return source_host(repository, _text(self.values.get("edit_uri"))).shown if repository else None

    @property
    def _theme(self) -> dict[str, Any]:
        theme = self.values.get("theme")
        return {"name": theme} if isinstance(theme, str) else _mapping(theme)

    def _theme_block(self, theme: yaml.Node, start: int, end: int) -> str:
        for key, value in theme.value if isinstance(theme, yaml.MappingNode) else ():
            if key.value == "custom_dir":
                first, last = value.start_mark.index, value.end_mark.index
                return f"{self.text[start:first]}{OVERRIDES}{self.text[last:end]}"
        return self.text[start:end]

    def _edit_links(self) -> dict[str, str]:
        """Return `edit_uri`, only with a repository: else Zensical would make dead edit links."""
        uri = _text(self.values.get("edit_uri"))
        return {"edit_uri": f"{uri.rstrip('/')}/docs/"} if uri and _text(self.values.get("repo_url")) else {}

    def _not_in_nav(self, pages: Iterable[str]) -> dict[str, str]:
        """Return the setting that keeps MkDocs from warning about pages that are not in the nav."""
        own = _text(self.values.get("not_in_nav")).rstrip()
        paths = (_SPECIAL.sub(r"\\\g<0>", path) for path in pages)
        patterns = "\n".join([*([own] if own else []), *(f"/{path}" for path in paths)])
        return {"not_in_nav": f"{patterns}\n"} if patterns else {}


def read_settings(path: Path) -> Settings:
    """Read an `mkdocs.yml` without running anything that it names.

    Raises:
        SettingsError: it can't be read, or is no block mapping.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        nodes = yaml.compose(text, yaml.BaseLoader)
        values = yaml.load(text, yaml.BaseLoader)  # noqa: S506 # it makes nothing but text, lists and mappings
    except OSError as error:
        raise SettingsError(f"{path} can't be read: {error.strerror}") from None
    except (ValueError, yaml.YAMLError) as error:
        raise SettingsError(f"{path} can't be read: {error}") from None
    if not isinstance(nodes, yaml.MappingNode) or nodes.flow_style:
        raise SettingsError(f"{path}: expected one setting below the other, each as 'name: value'")
    return Settings(path.parent, text, nodes, values)


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    """Return a setting's text; for `!ENV`, the first variable that is set, or the default at its end."""
    if isinstance(value, list) and value:
        return next((os.environ[name] for name in value[:-1] if name in os.environ), _text(value[-1]))
    return value if isinstance(value, str) and value not in {"null", "~"} else ""
