"""Paths and links between the files of a repository: from a link in one file to another, and back."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from urllib.parse import quote, unquote, urlsplit


def resolve(source: str, link: str) -> str | None:
    """Return the repository path that a relative link in `source` leads to, or None when it leads outside."""
    if link.startswith(("https://", "http://")):  # most that lead outside, and to split them takes longest
        return None
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or parts.path.startswith("/") or "\\" in link:
        return None
    if not parts.path:
        return source
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(parts.path)))
    return None if path == ".." or path.startswith("../") else path


def relative(source: str, target: str) -> str:
    """Return the link that leads from the file `source` to the file `target`, percent-encoded."""
    start, end = source.split("/")[:-1], target.split("/")
    shared = 0
    for one, other in zip(start, end[:-1], strict=False):
        if one != other:
            break
        shared += 1
    return quote("/".join([*[".."] * (len(start) - shared), *end[shared:]]), safe="/~@$&+,;=!*")


def is_place_in(fragment: str, ids: Collection[str]) -> bool:
    """Return whether a browser finds the place in a page with some ids that follows the `#` of an address.

    It finds `#top` in any page, and what follows `:~:` is text to look for, https://wicg.github.io/scroll-to-text-fragment.
    """
    place, marked, _ = fragment.partition(":~:")
    return place in ids or unquote(place) in ids or place.lower() == "top" or (not place and bool(marked))


def page_address(path: str) -> str:
    """Return the address of the page made of a source file: `learnings/x/` for `learnings/x/README.md`.

    The name of an index is `README` or `index`, as MkDocs has it; pages below `docs/` lose that folder.
    """
    stem = posixpath.splitext(path.removeprefix("docs/"))[0]
    folder, name = posixpath.split(stem)
    address = folder if name in {"README", "index"} else stem
    return f"{address}/" if address else ""
