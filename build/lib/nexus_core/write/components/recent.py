"""The component `recent`: the notes that were written or changed last."""

from __future__ import annotations

from typing import Annotated

from markupsafe import Markup
from pydantic import Field, StrictInt

from nexus_core.schema.kinds import KindName
from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render


class RecentOptions(Options):
    """The options of `recent`."""

    kind: KindName | None = Field(None, description="only notes of this kind")
    limit: Annotated[StrictInt, Field(ge=1)] = Field(5, description="at most so many")


def recent_notes(options: RecentOptions, place: Place) -> Markup:
    """Return the notes with a date, the newest first; a note without one has no place in time."""
    dated = [
        (note.dates.updated or note.dates.created, note)
        for note in place.portfolio.in_order
        if note.dates and options.kind in {None, note.kind.name}
    ]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return render("components/recent.md.j2", place, dated=dated[: options.limit])


COMPONENT = Component("recent", "the newest notes", RecentOptions, recent_notes)
