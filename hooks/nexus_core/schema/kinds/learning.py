"""The kind `learning`: something that was learned."""

from __future__ import annotations

from nexus_core.schema.fields import LearningFields
from nexus_core.schema.kinds.kind import Heading, Kind

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
