"""Takes the parts of reused pages from files that join a part of every page: the search index, `llms-full.txt`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path


def parts_of(file: Path, start: int, separator: int, lengths: Iterable[tuple[str, int]]) -> Mapping[str, bytes]:
    """Return each page's part of a joined file, by the page's path.

    Args:
        file: the file, as it was written.
        start: how many bytes stand before the first part.
        separator: how many bytes stand between two parts.
        lengths: every page and how many bytes its part has, in their order; a page may have none.
    """
    data = file.read_bytes()
    found: dict[str, bytes] = {}
    place = start
    for page, length in lengths:
        if length:
            found[page] = data[place : place + length]
            place += length + separator
    return found
