"""The kind `learning`: something that was learned."""

from __future__ import annotations

from nexus_core.schema.field_types import WebAddress
from nexus_core.schema.fields import Link, NoteFields
from nexus_core.schema.kinds.kind import Heading, Kind


class LearningFields(NoteFields):
    """Something that was learned."""

    repo: WebAddress | None = None
    """The address of code that belongs to it."""
    links: tuple[Link, ...] = ()
    """More links, each `{ label, url }`."""


KIND = Kind(
    name="learning",
    folder="learnings",
    title="Learnings",
    fields=LearningFields,
    template="skills_and_links.md.j2",
    component="learnings",
    component_summary="what was learned",
    step="studied",
    mark="disc",
    schema_type="LearningResource",
    starter_headings=(
        Heading("The idea", "In two sentences, to someone who doesn't know it."),
        Heading("The smallest example", "Code that runs."),
        Heading("What goes wrong", "And how to see it."),
        Heading("When not to use it", "What is better then."),
    ),
)
