"""The components that list the notes of a kind as cards, by folder: `challenges`, `learnings` and so on."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from nexus_core.schema.kinds import BY_STRENGTH, PROJECT, Kind
from nexus_core.write.components.base import (
    Component,
    GroupedOptions,
    Selection,
    choose,
    filter_prefix,
    group,
    page_of,
    selection,
)
from nexus_core.write.markup import Place, render


def note_cards(kind: Kind, selected: Selection, place: Place) -> Markup:
    """Return the cards of the selected notes of a kind, under a heading for each folder."""
    every = group(choose(kind, selected, place)[: selected.limit], kind, selected, place)
    notes = [note for each in every for note in each.notes]
    shown = page_of(notes, kind, selected, place, is_filtered=selected.is_filtered)
    return render(
        "components/note_cards.md.j2",
        place,
        shown=shown,
        scope=filter_prefix(shown, kind, selected, is_filtered=selected.is_filtered),
        contents=shown.contents([(each.title, each.index, len(each.notes)) for each in every]),
        groups=group(shown.entries, kind, selected, place),
        kind=kind,
        filterable=selected.filterable,
    )


def _placed(kind: Kind, options: GroupedOptions, place: Place) -> Markup:
    return note_cards(kind, selection(kind, options, place), place)


COMPONENTS = tuple(
    Component(kind.component, kind.component_summary, GroupedOptions, partial(_placed, kind))
    for kind in BY_STRENGTH
    if kind is not PROJECT
)
"""A component for each kind but that of projects, whose cards are another."""
