"""Front matter fields that are the theme's, checked before its templates read them.

An unknown icon, or a template that can't be loaded, raises inside the theme's templates: the whole build ends,
without a word on which note asked for it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nexus_core.problems.problem import Problem
from nexus_core.problems.spelling import did_you_mean
from nexus_core.read.yaml_block import YamlBlock

_PAGE = re.compile(r"\{%-?\s*extends\b|<html\b", re.IGNORECASE)
"""In every template that prints a whole page."""


@dataclass(frozen=True)
class Theme:
    """What a generator's theme offers to front matter."""

    folders: tuple[str, ...]
    """Where its templates are looked for, with its icons below `.icons`."""
    status: frozenset[str]
    """The values of `status` that the settings explain."""

    def unusable_fields(self, front: YamlBlock, own: Collection[str]) -> Iterator[tuple[str, Problem]]:
        """Yield each field that the theme can't use, with its problem.

        Args:
            front: the front matter of a note.
            own: the portfolio's own fields, which are none of the theme's business.
        """
        for field, value in front.fields.items():
            reason = None if field in own else self._reason_against(field, value)
            if reason:
                code = f"unknown-{field}" if reason[0].startswith("unknown") else "wrong-type"
                yield field, front.problem((field,), code, *reason)

    def _reason_against(self, field: str, value: object) -> tuple[str, str] | None:
        """Return why the theme can't use a value, and what to do; None where it can."""
        match field:
            case "icon" if not self._has(f".icons/{value}.svg"):
                return f"unknown icon '{value}'", self._icon_meant(str(value))
            case "template" if not self._has(str(value)):
                return f"unknown template '{value}'", did_you_mean(str(value), self._page_templates)
            case "template" if str(value) not in self._page_templates:
                hint = f"leave it out; there are: {', '.join(self._page_templates)}"
                return f"unknown page template '{value}'", hint
            case "hide" if not _is_list_of_text(value):
                return "hide: expected a list", "write [toc]"
            case "search" if not isinstance(value, dict):
                return "search: expected a mapping", "write { exclude: true }"
            case "status" if str(value) not in self.status:
                hint = did_you_mean(str(value), self.status)
                return f"unknown status '{value}'", hint or "list it in extra.status of mkdocs.yml"
        return None

    def _has(self, path: str) -> bool:
        inside = posixpath.normpath(path) == path and not path.startswith(("/", ".."))
        return inside and any(Path(folder, path).is_file() for folder in self.folders)

    def _icon_meant(self, value: str) -> str:
        """Return which of ten thousand icons is meant; notes made for other icons ask for the same few."""
        if value not in self._meant:
            self._meant[value] = did_you_mean(value, self._icons)
        return self._meant[value]

    @cached_property
    def _page_templates(self) -> list[str]:
        """The templates that pages may ask for: the theme's main one, and the author's that make a page.

        A theme's other templates are parts, or are for what generators and plugins make.
        """
        own = [folder for folder in map(Path, self.folders) if not (folder / "mkdocs_theme.yml").is_file()]
        of_theme = [folder for folder in map(Path, self.folders) if folder not in own]
        theirs = {
            path.relative_to(folder).as_posix()
            for folder in own
            for path in folder.rglob("*.html")
            if path.is_file() and _PAGE.search(path.read_text(encoding="utf-8", errors="replace"))
        }
        return [
            "main.html",
            *sorted(name for name in theirs if not any((top / name).is_file() for top in of_theme)),
        ]

    @cached_property
    def _meant(self) -> dict[str, str]:
        return {}

    @cached_property
    def _icons(self) -> list[str]:
        return [name.removesuffix(".svg") for name in self._names(".icons", "**/*.svg")]

    def _names(self, start: str, pattern: str) -> list[str]:
        tops = [Path(folder, start) for folder in self.folders]
        return sorted(path.relative_to(top).as_posix() for top in tops for path in top.glob(pattern))


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
