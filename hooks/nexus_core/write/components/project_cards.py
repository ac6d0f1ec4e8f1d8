"""The component `project-cards`: projects as cards."""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup
from pydantic import Field, StrictBool

from nexus_core.schema.fields import ProjectFields
from nexus_core.schema.kinds import PROJECT
from nexus_core.write.components.base import Component, ListOptions, choose, part_of, scope
from nexus_core.write.markup import Place, render


class ProjectOptions(ListOptions):
    """The options of `project-cards`."""

    featured: StrictBool | None = Field(None, description="only those marked as featured, or only the others")
    status: Literal["planned", "in-progress", "completed"] | None = Field(
        None, description="only those with this status"
    )


def write(options: ProjectOptions, place: Place) -> Markup:
    """Return the cards of the projects that the options ask for."""
    notes = []
    for note in choose(PROJECT, options, place):
        fields = note.fields_as(ProjectFields)
        wanted = options.featured is None or fields.featured is options.featured
        if wanted and options.status in {None, fields.status}:
            notes.append(note)
    part = part_of(notes, PROJECT, options, place)
    return render(
        "components/project_cards.md.j2",
        place,
        part=part,
        scope=scope(part, PROJECT, options),
        filterable=options.filter,
    )


COMPONENT = Component(PROJECT.component, PROJECT.component_summary, ProjectOptions, write)
