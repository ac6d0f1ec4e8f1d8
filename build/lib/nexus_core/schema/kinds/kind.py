"""What an entry of the registry of kinds says: all that tells one kind of note from another, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from nexus_core.schema.fields import NoteFields, StepName

Mark = Literal["square", "triangle", "disc", "ring", "diamond"]
"""The shapes that marks can have; style sheets draw them."""


class Heading(NamedTuple):
    """A heading that a new note begins with."""

    title: str
    hint: str
    """What belongs below it, as a comment that readers don't see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of note.

    What later stages make of a kind is given by name, so that the schema imports none of them.
    """

    name: str
    """What one note is called; several have an "s" more."""
    folder: str
    """The top folder whose notes are of this kind."""
    title: str
    """The section's title in the nav."""
    fields: type[NoteFields]
    nested: bool = True
    """Whether folders below the section group notes, or each hold one (as a project's folder does)."""
    template: str = ""
    """The template of what a note's page shows of its fields, below `write/pages/`."""
    component: str = ""
    """The component that lists its notes, as directives name it."""
    component_summary: str = ""
    """What that component shows, in a few words."""
    step: StepName = "claimed"
    """The step that a note takes the skills to which it shows."""
    mark: Mark = "square"
    """The shape of the mark that stands for a note beside the skills which it shows."""
    schema_type: str = "WebPage"
    """What a note is in the vocabulary of https://schema.org."""
    starter_fields: tuple[str, ...] = ()
    """The kind's own fields that a new note begins with, as lines of YAML."""
    starter_headings: tuple[Heading, ...] = ()
    """The headings that a new note begins with."""
