"""Reads `mkdocs.yml` without MkDocs: which files it inherits from, and what it says of the files of the site."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from pathspec.gitignore import GitIgnoreSpec
from pymdownx.slugs import slugify

from nexus_core.read.link_settings import LinkSettings

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


def _slugify(loader: _Loader, node: yaml.Node) -> object:
    """Return what makes ids of headings, as `pymdownx.slugs` has it."""
    given = loader.construct_mapping(node, deep=True).get("kwds") if isinstance(node, yaml.MappingNode) else None
    try:
        return slugify(**(given or {}))
    except TypeError:
        return None


def _nothing(loader: _Loader, suffix: str, node: yaml.Node) -> None:
    return None


_Loader.add_constructor("!ENV", _environment)
_Loader.add_constructor("tag:yaml.org,2002:python/object/apply:pymdownx.slugs.slugify", _slugify)
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


_NOT_SHOWN_BY_DEFAULT = "/templates/"
"""What MkDocs itself leaves out of `docs_dir`, beside dot-files."""


@dataclass(frozen=True)
class FileSettings:
    """What a site's settings say of its files."""

    site_url: str = ""
    """The address of the site; empty where there is none."""
    excluded: GitIgnoreSpec = field(default_factory=lambda: GitIgnoreSpec.from_lines([_NOT_SHOWN_BY_DEFAULT]))
    """`exclude_docs`: files that don't exist for the site."""
    drafts: GitIgnoreSpec = field(default_factory=lambda: GitIgnoreSpec.from_lines([]))
    """`draft_docs`: files that only their author is shown."""
    interactive: tuple[str, ...] = ()
    """`extra.interactive`: files and folders in the note folders that may run scripts."""
    left_out: tuple[str, ...] = ()
    """Files and folders that the settings leave to others."""
    links: LinkSettings = field(default_factory=LinkSettings)
    """What they say of links; known only of settings as they are written."""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> FileSettings:
        """Return what settings say, as they are written or as MkDocs has read them."""
        address, extra = settings.get("site_url"), settings.get("extra")
        extra = extra if isinstance(extra, Mapping) else {}
        interactive = extra.get("interactive")
        allowed = interactive if isinstance(interactive, list) and extra.get("sanitise", False) is False else ()
        return cls(
            address if isinstance(address, str) and _is_web_address(address) else "",
            _patterns(settings.get("exclude_docs"), _NOT_SHOWN_BY_DEFAULT),
            _patterns(settings.get("draft_docs")),
            tuple(str(path).strip("/") for path in allowed),
        )

    def excludes(self, path: str) -> bool:
        """Return whether a repository path is left out; patterns begin in `docs/`, and outside it at the top."""
        return _is_among(path, self.left_out) or self.excluded.match_file(path.removeprefix("docs/"))

    def has_as_draft(self, path: str) -> bool:
        """Return whether a repository path is a draft's."""
        return self.drafts.match_file(path.removeprefix("docs/"))

    def may_run(self, path: str) -> bool:
        """Return whether the author wants a file beside notes to run."""
        return _is_among(path, self.interactive)


def file_settings(root: Path) -> FileSettings:
    """Return what the settings of the portfolio in a folder say of its files; nothing if they can't be read."""
    settings = settings_of(root)
    return replace(FileSettings.of(settings), links=LinkSettings.of(settings))


def note_limit(root: Path) -> int:
    """Return how many bytes a note may have: as many megabytes as `extra.note_limit` says, else 4 of them."""
    extra = settings_of(root).get("extra")
    megabytes = extra.get("note_limit") if isinstance(extra, dict) else None
    is_number = isinstance(megabytes, int | float) and not isinstance(megabytes, bool) and 0 < megabytes < 10_000
    return int((megabytes if is_number and megabytes else NOTE_LIMIT) * 1024 * 1024)


def settings_of(root: Path) -> dict[str, Any]:
    """Return the settings of the portfolio in a folder, with what they inherit; none if they can't be read."""
    merged: dict[str, Any] = {}
    for path in settings_files(root / "mkdocs.yml"):
        try:
            settings: Any = yaml.load(path.read_text(encoding="utf-8-sig"), _Loader)  # noqa: S506
        except (OSError, ValueError, yaml.YAMLError):
            break
        if isinstance(settings, dict):
            merged = _merged(settings, merged)
    return merged


def _is_among(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)


def _merged(far: dict[str, Any], near: dict[str, Any]) -> dict[str, Any]:
    """Return settings with those of the file that inherits them over them, mapping by mapping."""
    both = {
        key: _merged(far[key], value) if isinstance(value, dict) and isinstance(far.get(key), dict) else value
        for key, value in near.items()
    }
    return {**far, **both}


def _patterns(given: object, *default: str) -> GitIgnoreSpec:
    if isinstance(given, GitIgnoreSpec):
        return GitIgnoreSpec([*GitIgnoreSpec.from_lines(default).patterns, *given.patterns])
    return GitIgnoreSpec.from_lines([*default, *(given.splitlines() if isinstance(given, str) else ())])


def _is_web_address(text: str) -> bool:
    try:
        return urlsplit(text).scheme in {"http", "https"}
    except ValueError:
        return False
