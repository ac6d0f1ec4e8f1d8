"""The kind `resource`: something to look up again."""

from __future__ import annotations

from nexus_core.schema.fields import Link, NoteFields
from nexus_core.schema.kinds.kind import Heading, Kind


class ResourceFields(NoteFields):
    """Something to look up again."""

    links: tuple[Link, ...] = ()
    """More links, each `{ label, url }`."""


KIND = Kind(
    name="resource",
    folder="resources",
    title="Resources",
    fields=ResourceFields,
    template="skills_and_links.md.j2",
    component="resources",
    component_summary="what to look up again",
    step="studied",
    mark="ring",
    schema_type="LearningResource",
    starter_headings=(Heading("What is here", "And what to read first."),),
)
