"""What `mkdocs.yml` says of links: which of them MkDocs warns of, and how headings get their ids.

What Markdown extensions make that this project doesn't use itself isn't known here: it is left to the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markdown.extensions.toc import slugify

KNOWN_EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "meta",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.superfences",
    "pymdownx.tasklist",
    "sane_lists",
    "tables",
    "toc",
)
_ALWAYS = ("toc", "tables", "fenced_code")
"""What MkDocs adds itself."""
_DEFAULT = {"not_found": "warn", "absolute_links": "info", "unrecognized_links": "info", "anchors": "info"}


@dataclass(frozen=True)
class LinkSettings:
    """What a site's settings say of links."""

    levels: Mapping[str, str] = field(default_factory=lambda: _DEFAULT)
    """What MkDocs does about each of its findings, by its name for them: `warn`, `info`, `ignore` and the like."""
    extensions: tuple[str, ...] = _ALWAYS
    """The Markdown extensions whose ids are known."""
    unknown: tuple[str, ...] = ()
    """The Markdown extensions that may make ids and links which only a build knows."""
    slugify: Callable[[str, str], str] = slugify
    """Makes an id of the words of a heading and of what stands between words."""
    separator: str = "-"

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> LinkSettings:
        """Return what settings say, as they are written."""
        configured = dict(_extensions(settings.get("markdown_extensions")))
        toc = configured.get("toc") or {}
        slug = toc.get("slugify", slugify) if isinstance(toc, dict) else None
        names = {name.removeprefix("markdown.extensions."): name for name in (*_ALWAYS, *configured)}
        known = [name for name in names if name in (*KNOWN_EXTENSIONS, *_ALWAYS)]
        if "pymdownx.superfences" in known:
            known.remove("fenced_code")
        unknown = [name for name in names if name not in (*KNOWN_EXTENSIONS, *_ALWAYS)]
        if not callable(slug):
            slug, unknown = slugify, [*unknown, "toc"]
        separator = toc.get("separator", "-") if isinstance(toc, dict) else "-"
        return cls(_levels(settings.get("validation")), tuple(known), tuple(unknown), slug, str(separator))

    def warns_of(self, finding: str) -> bool:
        """Return whether a finding is a warning of MkDocs's."""
        return self.levels[finding] == "warn"


def _extensions(given: object) -> Iterator[tuple[str, Any]]:
    if isinstance(given, dict):
        yield from given.items()
    for each in given if isinstance(given, list) else ():
        if isinstance(each, dict):
            yield from each.items()
        else:
            yield str(each), None


def _levels(given: object) -> Mapping[str, str]:
    """Return the level of each finding: those of links may stand by themselves or below `links`."""
    validation = given if isinstance(given, dict) else {}
    below = validation.get("links")
    said = {**validation, **(below if isinstance(below, dict) else {})}
    return {finding: str(said.get(finding, level)) for finding, level in _DEFAULT.items()}
