"""Chooses the folder of an imported note: one that the repository has, or that the original's own tree shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nexus_core.importing.outline import Section
from nexus_core.schema.kinds import SECTIONS, Kind

_BRANCH = re.compile(r"^[\s\u2502|]*(?:[\u251c\u2514|+`][\u2500-]{1,3}\s*)?(?P<name>[\w.-]+)/?\s*(?:[(#].*)?$")
"""A line of a tree as `tree` draws it, or as people do by hand."""

_GENERIC = frozenset({"issues", "problems", "challenges", "patterns", "solutions", "projects", "notes"})


def drawn_folders(document: Section) -> Iterator[str]:
    """Yield the folders of note sections that a tree drawn in a code block of the original shows."""
    for section in document.walk():
        for piece in section.pieces:
            if piece.kind == "other" and "/" in piece.text:
                yield from _folders_in(piece.text.split("\n"))


def _folders_in(lines: Iterable[str]) -> Iterator[str]:
    top, depth = "", 0
    for line in lines:
        match = _BRANCH.match(line)
        if match is None:
            continue
        column = match.start("name")
        if match["name"] in {kind.folder for kind in SECTIONS}:
            top, depth = match["name"], column
        elif top and column > depth and "." not in match["name"]:
            yield f"{top}/{match['name']}"
        else:
            top = ""


def best_folder(kind: Kind, folders: Iterable[str], *texts: str) -> str:
    """Return the folder of the kind's section whose name says most about a note, or the section itself.

    A word of the folder's name counts when it stands in the first of the texts, or else in the next.
    """
    own = sorted(folder for folder in folders if folder.startswith(f"{kind.folder}/") and folder.count("/") == 1)
    for words in texts:
        scored = [(_score(folder, words), folder) for folder in own]
        best = max(scored, default=(0, ""), key=lambda pair: pair[0])
        if best[0]:
            return best[1]
    return kind.folder


def own_folder(kind: Kind, title: str, folders: Iterable[str]) -> str:
    """Return the name of the folder that was meant for one project, or an empty string.

    It fits when each word of its name stands in the title: `ecommerce-api` for "E-commerce Backend API".
    """
    squashed = _squashed(title)
    names = (folder.split("/")[1] for folder in folders if folder.startswith(f"{kind.folder}/"))
    fitting = [name for name in names if all(_squashed(word) in squashed for word in re.split(r"[-_]", name))]
    return max(fitting, key=len, default="")


def _score(folder: str, words: str) -> int:
    text = f" {re.sub(r'[^a-z0-9]+', ' ', words.casefold())} "
    parts = [part for part in re.split(r"[-_]", folder.split("/")[1].casefold()) if part not in _GENERIC]
    return sum(f" {part} " in text or f" {part.rstrip('s')} " in text for part in parts)


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
