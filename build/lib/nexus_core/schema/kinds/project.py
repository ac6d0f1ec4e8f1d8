"""The kind `project`: something that was built."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import StrictBool, model_validator

from nexus_core.schema.field_types import Month, SkillName, Text, WebAddress, refuse
from nexus_core.schema.fields import Link, NoteFields, end_before_start
from nexus_core.schema.kinds.kind import Heading, Kind


class ProjectFields(NoteFields):
    """Something that was built."""

    technologies: tuple[SkillName, ...] = ()
    """What it is built with, by the names in the catalogue; these are shown skills too."""
    status: Literal["planned", "in-progress", "completed"] | None = None
    """How far it is."""
    role: Text | None = None
    """What the author was in it."""
    start: Month | None = None
    """The month it began, YYYY-MM."""
    end: Month | None = None
    """The month it ended, YYYY-MM."""
    highlights: tuple[Text, ...] = ()
    """What was built, a line each."""
    repo: WebAddress | None = None
    """The address of its source."""
    demo: WebAddress | None = None
    """Where it runs; a completed project with a demo counts as shipped."""
    links: tuple[Link, ...] = ()
    """More links, each `{ label, url }`."""
    featured: StrictBool = False
    """Whether it belongs on the home page."""

    @property
    def summary(self) -> tuple[str, ...]:
        """The highlights."""
        return self.highlights

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        refuse(end_before_start(self.start, self.end))
        return self


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
