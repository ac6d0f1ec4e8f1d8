"""Where the host of a repository shows a file, and where it lets somebody edit it.

GitHub, GitLab, Bitbucket, and Codeberg with all that run Gitea or Forgejo each have addresses of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, urlsplit

_BRANCH = re.compile(r"^(?:-/)?(?:edit|_edit|blob|tree|src(?:/branch)?)/(?P<branch>[^?#]+?)/?$")
"""Which branch an `edit_uri` names, whatever the host."""


class _Host(NamedTuple):
    edit: str
    show: str


_GITHUB = _Host("edit/{branch}/{path}", "blob/{branch}/{path}")
_GITLAB = _Host("-/edit/{branch}/{path}", "-/blob/{branch}/{path}")
_BITBUCKET = _Host("src/{branch}/{path}?mode=edit", "src/{branch}/{path}")
_GITEA = _Host("_edit/{branch}/{path}", "src/branch/{branch}/{path}")

_BY_NAME: Mapping[str, _Host] = {
    "gitlab": _GITLAB,
    "bitbucket.org": _BITBUCKET,
    "codeberg.org": _GITEA,
    "gitea": _GITEA,
    "forgejo": _GITEA,
}
"""What is in the name of a host, and whose addresses it has."""


class SourceHost(NamedTuple):
    """A repository as its host shows it."""

    url: str
    """Its address for people: without `.git`, over HTTPS."""
    edit: str
    """Where a file is edited, from there on, `{path}` in the place of its path; empty where that isn't known."""
    show: str
    """The same for where it is shown."""

    def shown(self, path: str) -> str:
        """Return the address at which a file is shown; the repository's where that isn't known."""
        return f"{self.url}/{self.show.replace('{path}', quote(path))}" if self.show else self.url


def source_host(repo_url: str, edit_uri: str) -> SourceHost:
    """Return the host of the repository that MkDocs's settings `repo_url` and `edit_uri` name.

    The branch is the one that `edit_uri` names, in whatever host's way; else nothing is known but the address.
    """
    parts = urlsplit(repo_url)
    name = (parts.hostname or "").lower()
    path = parts.path.rstrip("/").removesuffix(".git")
    if parts.scheme in {"ssh", "git", "git+ssh"}:
        url = f"https://{name}{path}"
    else:
        url = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{path}"
    named = _BRANCH.match(edit_uri)
    if not named:
        return SourceHost(url, "", "")
    host = next((host for part, host in _BY_NAME.items() if part in name), None) or _of_form(edit_uri)
    branch = quote(named["branch"].removesuffix("/docs"))
    return SourceHost(url, *(form.replace("{branch}", branch) for form in host))


def _of_form(edit_uri: str) -> _Host:
    """Return the host that an `edit_uri` is of, where the name of the host says nothing."""
    if edit_uri.startswith("-/"):
        return _GITLAB
    return _GITEA if edit_uri.startswith(("_edit/", "src/branch/")) else _GITHUB
