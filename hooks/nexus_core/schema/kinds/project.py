"""The kind `project`: something that was built."""

from __future__ import annotations

from nexus_core.schema.fields import ProjectFields
from nexus_core.schema.kinds.kind import Heading, Kind

KIND = Kind(
    name="project",
    folder="projects",
    title="Projects",
    fields=ProjectFields,
    nested=False,
    template="project.md.j2",
    component="project-cards",
    component_summary="projects as cards",
    step="applied",
    mark="square",
    schema_type="CreativeWork",
    starter_fields=("status: in-progress", "technologies: []", "highlights: []"),
    starter_headings=(
        Heading("How it is built", "The parts, and how they talk."),
        Heading("What I would do differently", "With what you know now."),
    ),
)
