"""The kinds of note: which top folder each lives in, which fields it has and what it is called."""

from __future__ import annotations

from dataclasses import dataclass

from nexus_core.schema.fields import (
    ChallengeFields,
    LearningFields,
    NoteFields,
    PageFields,
    ProjectFields,
    ResourceFields,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of note."""

    name: str
    folder: str
    """The top folder whose notes are of this kind."""
    title: str
    """The section's title in the nav."""
    noun: str
    plural: str
    fields: type[NoteFields]
    nested: bool = True
    """Whether folders below the section group notes, or each hold one (as a project's folder does)."""


PROJECT = Kind("project", "projects", "Projects", "project", "projects", ProjectFields, nested=False)
LEARNING = Kind("learning", "learnings", "Learnings", "learning", "learnings", LearningFields)
CHALLENGE = Kind("challenge", "challenges-solutions", "Challenges", "challenge", "challenges", ChallengeFields)
RESOURCE = Kind("resource", "resources", "Resources", "resource", "resources", ResourceFields)
PAGE = Kind("page", "docs", "Pages", "page", "pages", PageFields)

SECTIONS = (PROJECT, LEARNING, CHALLENGE, RESOURCE)
"""The kinds that have a section of the site, in the order of the nav."""

BY_STRENGTH = (PROJECT, CHALLENGE, LEARNING, RESOURCE)
"""The same kinds in the order of what they say about a skill: what was made, mended, learned, collected."""

KINDS = (*SECTIONS, PAGE)

FOLDERS = tuple(kind.folder for kind in KINDS)
"""The top folders that notes, pages and the files beside them are in."""

_BY_FOLDER = {kind.folder: kind for kind in KINDS}


def kind_of(path: str) -> Kind:
    """Return the kind of the note at a repository path."""
    return _BY_FOLDER[path.split("/", 1)[0]]
