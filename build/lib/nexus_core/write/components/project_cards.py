"""The component `project-cards`: projects as cards."""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup
from pydantic import Field, StrictBool

from nexus_core.schema.kinds import PROJECT
from nexus_core.schema.kinds.project import ProjectFields
from nexus_core.write.components.base import (
    Component,
    ListOptions,
    Selection,
    choose,
    filter_prefix,
    page_of,
    selection,
)
from nexus_core.write.markup import Place, render


class ProjectOptions(ListOptions):
    """The options of `project-cards`."""

    featured: StrictBool | None = Field(None, description="only those marked as featured, or only the others")
    status: Literal["planned", "in-progress", "completed"] | None = Field(
        None, description="only those with this status"
    )


def project_cards(
    selected: Selection, place: Place, *, featured: bool | None = None, status: str | None = None
) -> Markup:
    """Return the cards of the selected projects, of those only that are featured (or not) or have a status."""
    notes = []
    for note in choose(PROJECT, selected, place):
        fields = note.fields_as(ProjectFields)
        if featured in {None, fields.featured} and status in {None, fields.status}:
            notes.append(note)
    is_filtered = selected.is_filtered or featured is not None or status is not None
    shown = page_of(notes, PROJECT, selected, place, is_filtered=is_filtered)
    return render(
        "components/project_cards.md.j2",
        place,
        shown=shown,
        scope=filter_prefix(shown, PROJECT, selected, is_filtered=is_filtered),
        filterable=selected.filterable,
    )


def _placed(options: ProjectOptions, place: Place) -> Markup:
    selected = selection(PROJECT, options, place)
    return project_cards(selected, place, featured=options.featured, status=options.status)


COMPONENT = Component(PROJECT.component, PROJECT.component_summary, ProjectOptions, _placed)
