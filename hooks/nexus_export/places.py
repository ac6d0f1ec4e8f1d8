"""Where the files of a repository lie in an export: below `docs/`, each where its address is."""

from __future__ import annotations

import posixpath

from nexus_core.model.note import is_index
from nexus_core.read.repository import is_markdown


def exported_path(path: str) -> str:
    """Return the place of a repository path in the export.

    A folder's own page is its `index.md`: so a generator that knows MkDocs's rules gives every page the address
    that it has on the site.
    """
    inside = path.removeprefix("docs/")
    if is_markdown(path) and is_index(path):
        inside = posixpath.join(posixpath.dirname(inside), "index.md")
    return f"docs/{inside}"
