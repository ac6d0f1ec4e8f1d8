"""The component `timeline`: the phases of the programme, in order."""

from __future__ import annotations

from markupsafe import Markup
from pydantic import Field, StrictBool

from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render


class TimelineOptions(Options):
    """The options of `timeline`."""

    skills: StrictBool = Field(True, description="with the skills of each phase")


def timeline(options: TimelineOptions, place: Place) -> Markup:
    """Return the phases as an ordered list."""
    return render("components/timeline.md.j2", place, phases=place.portfolio.phases, with_skills=options.skills)


COMPONENT = Component("timeline", "the phases of the programme", TimelineOptions, timeline)
