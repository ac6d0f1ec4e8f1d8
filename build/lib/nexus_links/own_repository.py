"""Checks links to the project's own repository on its host against the files that git has, or would be given."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from nexus_core.problems.spelling import closest
from nexus_core.read.git import git_output
from nexus_links.addresses import Fault

_PATH = re.compile(r"(?:-/)?(?:blob|tree|raw|edit|blame|src|_edit)/(?:branch/)?(?P<ref>[^/]+)/?(?P<path>.*)")
_MAIN = frozenset({"main", "master", "HEAD", "trunk"})


def repository_check(root: Path, repo_url: str, edit_uri: str) -> Callable[[str, str], Fault | None]:
    """Return a function that says what is wrong with an address and its fragment, if it leads to the repository.

    Only the branch that the site is made from is looked at: others may hold other files.
    """
    own = _own(repo_url)
    edited = re.search(r"(?:blob|tree|raw|edit|src)/(?:branch/)?([^/]+)", edit_uri)
    branches = _MAIN | ({edited[1]} if edited else set())
    files = _Files(root)

    def check(address: str, fragment: str) -> Fault | None:
        path = _inside(address, own)
        match = _PATH.match(path) if path else None
        if not own or match is None or match["ref"] not in branches:
            return None
        # Hosts follow `//` and `./` as a file system does.
        inside = posixpath.normpath(f"/{unquote(match['path'])}").strip("/")
        return files.fault(inside, fragment)

    return check


def _own(repo_url: str) -> str:
    parts = urlsplit(repo_url)
    path = parts.path.strip("/").removesuffix(".git")
    return f"{(parts.hostname or '').lower()}/{path.lower()}/" if path else ""


def _inside(address: str, own: str) -> str:
    """Return what follows the repository's address, with GitHub's host for raw files read like its own."""
    parts = urlsplit(address)
    host, path = (parts.hostname or "").lower(), parts.path.lstrip("/")
    if host == "raw.githubusercontent.com":
        owner, _, rest = path.partition("/")
        name, _, rest = rest.partition("/")
        host, path = "github.com", f"{owner}/{name}/raw/{rest.removeprefix('refs/heads/')}"
    full = f"{host.removeprefix('www.')}/{path}"
    return full[len(own) :] if own and full.lower().startswith(own) else ""


class _Files:
    """The files of a repository, in exact spelling."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @cached_property
    def _committed(self) -> frozenset[str]:
        """The paths of files that git has and of their folders, also of those that aren't checked out."""
        return self._listed("--cached")

    @cached_property
    def _known(self) -> frozenset[str]:
        """The paths of what is or may be committed; none where git doesn't know.

        A note that is new belongs to it: the theme's own link to edit it will be right once it is published.
        """
        return self._committed | self._listed("--others", "--exclude-standard")

    def _listed(self, *options: str) -> frozenset[str]:
        found = git_output(self._root, "ls-files", "-z", *options)
        files = [PurePosixPath(path) for path in found.split("\0") if path]
        return frozenset(str(path) for file in files for path in (file, *file.parents))

    def fault(self, path: str, fragment: str) -> Fault | None:
        missing = None if path in self._committed else self._missing(path)
        return missing or self._lines_fault(path, fragment)

    def _missing(self, path: str) -> Fault | None:
        folder = self._root
        for name in filter(None, path.split("/")):
            names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
            if name not in names:
                near = closest(name, names)
                hint = f"did you mean '{near}'?" if near else "is it committed, and is this its path?"
                return Fault("missing-repository-file", f"the repository has no '{path}'", hint)
            folder /= name
        if path and self._known and path not in self._known:
            hint = "commit it, or link another file"
            return Fault("missing-repository-file", f"git ignores '{path}', or has nothing in it", hint)
        return None

    def _lines_fault(self, path: str, fragment: str) -> Fault | None:
        file = self._root / path
        lines = re.fullmatch(r"L(\d+)(?:C\d+)?(?:-L?(\d+)(?:C\d+)?)?", fragment)
        if lines and file.is_file():
            count = file.read_bytes().count(b"\n") + 1
            last = max(int(number) for number in lines.groups() if number)
            if last > count:
                return Fault(
                    "missing-line", f"'{path}' has no line {last}, only {count}", "give a line that is there"
                )
        return None
