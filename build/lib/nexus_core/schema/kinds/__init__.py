"""The kinds of note, one file each.

A kind is added by a file beside this one and its name in `SECTIONS`; its page needs a template in `write/pages/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from nexus_core.schema.fields import StepName
from nexus_core.schema.kinds import challenge, learning, page, project, resource
from nexus_core.schema.kinds.kind import Kind

__all__ = [
    "BY_STRENGTH",
    "CHALLENGE",
    "FOLDERS",
    "KINDS",
    "LEARNING",
    "PAGE",
    "PROJECT",
    "RESOURCE",
    "SECTIONS",
    "Kind",
    "KindName",
    "kind_of",
]

PROJECT, LEARNING, CHALLENGE, RESOURCE = project.KIND, learning.KIND, challenge.KIND, resource.KIND
PAGE = page.KIND

SECTIONS = (project.KIND, learning.KIND, challenge.KIND, resource.KIND)
"""The kinds that have a section of the site, in the order of the nav."""

BY_STRENGTH = tuple(sorted(SECTIONS, key=lambda kind: -get_args(StepName).index(kind.step)))
"""The same kinds, those first that take a skill furthest."""

KINDS = (*SECTIONS, PAGE)

FOLDERS = tuple(kind.folder for kind in KINDS)
"""The top folders that notes, pages and the files beside them are in."""

if TYPE_CHECKING:
    KindName: TypeAlias = str
else:
    KindName = Literal[tuple(kind.name for kind in SECTIONS)]
"""The name of a kind that has a section."""

_BY_FOLDER = {kind.folder: kind for kind in KINDS}


def kind_of(path: str) -> Kind:
    """Return the kind of the note at a repository path."""
    return _BY_FOLDER[path.split("/", 1)[0]]
