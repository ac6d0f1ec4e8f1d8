"""Tells which addresses on the site's own host another deployment serves: its versions, languages, moved folders.

What the author names in `extra: { links: { elsewhere: […], map: {…} } }` counts as said. What mike, Read the Docs
and `extra.alternate` put beside a build is known by its form, unless the build has a folder of that name.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

_VERSION = (
    r"(?:latest|stable|current|dev|devel|develop|development|main|master|next|nightly|edge|beta"
    r"|v?\d+(?:\.(?:\d+|x))*(?:[-_.]?(?:a|b|rc|alpha|beta|dev|pre|post|x)[\w.]*)?)"
)
_LANGUAGE = r"[a-z]{2,3}(?:[-_][a-z]{2,4})?"
_READTHEDOCS = ("readthedocs.io", "rtfd.io", "readthedocs-hosted.com")


@dataclass(frozen=True, slots=True)
class Deployments:
    """What else stands on the host of a site."""

    named: tuple[str, ...] = ()
    """The paths that the author says others serve, each with a slash at both ends."""
    likely: tuple[re.Pattern[str], ...] = ()
    """The forms of paths, from the host's root, that others serve unless the build has them."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """The folders of the build by the paths that they are deployed at, each with a slash at both ends."""

    def serve(self, path: str, inside: str, folders: Collection[str]) -> bool:
        """Return whether another deployment serves a path.

        Args:
            path: the path from the host's root.
            inside: the same path from the site's root; empty for one outside of it.
            folders: the folders of the build.
        """
        if self.built_at(path, inside) is not None:
            return False
        if any(f"{each.rstrip('/')}/".startswith(self.named) for each in (path, f"/{inside}")):
            return True
        return inside.partition("/")[0] not in folders and any(form.match(path) for form in self.likely)

    def built_at(self, path: str, inside: str) -> str | None:
        """Return the path in the build of what is deployed at a path, given as for `serve`; None if not moved."""
        for deployed, built in self.moved.items():
            for each in (path, f"/{inside}"):
                if f"{each.rstrip('/')}/".startswith(deployed):
                    return (built + each[len(deployed) :]).lstrip("/")
        return None


def read_deployments(
    address: str, extra: Mapping[str, Any], plugins: Collection[str], docs_dir: str
) -> Deployments:
    """Return what the settings tell of a site at an address.

    Args:
        address: the site's address, with a slash at its end.
        extra: the `extra` of mkdocs.yml.
        plugins: the names of the plugins.
        docs_dir: the name of the folder of pages, which the source paths of the map may begin with.
    """
    parts = urlsplit(address)
    given = extra.get("links")
    links: Mapping[str, Any] = given if isinstance(given, dict) else {}
    likely: list[str] = []
    version = extra.get("version")
    is_mike = "mike" in plugins or (isinstance(version, dict) and version.get("provider") == "mike")
    if is_mike:
        likely += (f"{re.escape(base)}{_VERSION}(?:/|$)" for base in _bases(parts.path))
    by_language = rf"/(?:projects/[^/]+/)?{_LANGUAGE}/(?:{_VERSION}|[^/]+)(?=/|$)"
    if (parts.hostname or "").endswith(_READTHEDOCS) or re.fullmatch(rf"/{_LANGUAGE}/{_VERSION}/", parts.path):
        likely.append(by_language)
    likely += (f"{re.escape(path.rstrip('/'))}(?:/|$)" for path in _languages(address, extra))
    mapped = links.get("map")
    return Deployments(
        tuple(_folder(str(entry)) for entry in _listed(links.get("elsewhere"))),
        tuple(re.compile(form, re.IGNORECASE) for form in likely),
        {
            _folder(str(deployed)): _folder(_below(str(source), docs_dir))
            for deployed, source in (mapped.items() if isinstance(mapped, dict) else ())
        },
    )


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else [value] if value else []


def _folder(path: str) -> str:
    """Return a path that a setting names with one slash at both ends; of a full address, its path."""
    bare = unquote(urlsplit(path).path).strip("/")
    return f"/{bare}/" if bare else "/"


def _below(source: str, docs_dir: str) -> str:
    """Return a source path as it starts from the folder of pages."""
    path = posixpath.normpath(source.strip("/"))
    return "" if path == docs_dir else path.removeprefix(f"{docs_dir}/")


def _bases(path: str) -> list[str]:
    """Return where versions stand: below the site's path, and beside it if that is the path of a version."""
    parent = posixpath.dirname(path.rstrip("/")).rstrip("/") + "/"
    return [path, parent] if re.search(rf"/{_VERSION}/$", path) else [path]


def _languages(address: str, extra: Mapping[str, Any]) -> Iterable[str]:
    """Yield the paths of the site's other languages on its host."""
    own = urlsplit(address)
    for entry in _listed(extra.get("alternate")):
        link = entry.get("link") if isinstance(entry, dict) else None
        found = urlsplit(urljoin(address, str(link or "")))
        if found.netloc == own.netloc and found.path and not own.path.startswith(found.path):
            yield found.path
