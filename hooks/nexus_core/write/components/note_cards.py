"""The components that list the notes of a kind as cards, by folder: `challenges`, `learnings` and so on."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from nexus_core.schema.kinds import BY_STRENGTH, PROJECT, Kind
from nexus_core.write.components.base import Component, GroupedOptions, choose, group, part_of, scope
from nexus_core.write.markup import Place, render
from nexus_core.write.pagination import contents


def write(kind: Kind, options: GroupedOptions, place: Place) -> Markup:
    """Return the cards of a kind that the options ask for, under a heading for each folder."""
    every = group(choose(kind, options, place)[: options.limit], kind, options, place)
    part = part_of([note for each in every for note in each.notes], kind, options, place)
    return render(
        "components/note_cards.md.j2",
        place,
        part=part,
        scope=scope(part, kind, options),
        contents=contents(part, [(each.title, each.index, len(each.notes)) for each in every]),
        groups=group(part.entries, kind, options, place),
        kind=kind,
        filterable=options.filter,
    )


COMPONENTS = tuple(
    Component(kind.component, kind.component_summary, GroupedOptions, partial(write, kind))
    for kind in BY_STRENGTH
    if kind is not PROJECT
)
"""A component for each kind but that of projects, whose cards are another."""
