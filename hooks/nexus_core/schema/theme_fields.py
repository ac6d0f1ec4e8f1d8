"""Says which front matter fields a theme can't use: a wrong one would end a generator's whole build.

An icon that the theme doesn't have, or a template that can't be loaded, raises inside the templates, without saying
which note asked for it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from nexus_core.problems.spelling import did_you_mean


def unusable(
    field: str, value: object, folders: tuple[str, ...], known_status: Collection[str]
) -> tuple[str, str] | None:
    """Return why the theme can't use the value of a field, and what to do; None where it can.

    Args:
        field: the field's name, one that is not the portfolio's own.
        value: what the front matter says.
        folders: where the theme's templates are looked for, with its icons below `.icons`.
        known_status: the values of `status` that the settings explain.
    """
    match field:
        case "icon" if not _exists(folders, f".icons/{value}.svg"):
            return f"unknown icon '{value}'", _icon_meant(str(value), folders)
        case "template" if not _exists(folders, str(value)):
            return f"unknown template '{value}'", did_you_mean(str(value), _templates(folders))
        case "hide" if not _is_list_of_text(value):
            return "hide: expected a list", "write [toc]"
        case "search" if not isinstance(value, dict):
            return "search: expected fields of its own", "write { exclude: true }"
        case "status" if str(value) not in known_status:
            hint = did_you_mean(str(value), known_status)
            return f"unknown status '{value}'", hint or "list it in extra.status of mkdocs.yml"
    return None


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _exists(folders: tuple[str, ...], path: str) -> bool:
    inside = posixpath.normpath(path) == path and not path.startswith(("/", ".."))
    return inside and any(Path(folder, path).is_file() for folder in folders)


@cache
def _icon_meant(value: str, folders: tuple[str, ...]) -> str:
    """Return which of ten thousand icons is meant: a collection that was made for other icons asks in each note."""
    return did_you_mean(value, _icons(folders))


@cache
def _icons(folders: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(path.removesuffix(".svg") for path in _below(folders, ".icons", "**/*.svg")))


@cache
def _templates(folders: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(_below(folders, ".", "*.html")))


def _below(folders: tuple[str, ...], start: str, pattern: str) -> Iterator[str]:
    for folder in folders:
        top = Path(folder, start)
        for path in top.glob(pattern):
            yield path.relative_to(top).as_posix()
