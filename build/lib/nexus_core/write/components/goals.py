"""The component `goals`: what is next, by group."""

from __future__ import annotations

from markupsafe import Markup
from pydantic import Field

from nexus_core.schema.field_types import Text
from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render


class GoalsOptions(Options):
    """The options of `goals`."""

    group: Text | None = Field(None, description="only the group with this title")


def goals(options: GoalsOptions, place: Place) -> Markup:
    """Return the goals under a heading for each group; a single group that was asked for needs none."""
    wanted = options.group.casefold() if options.group else None
    groups = [each for each in place.portfolio.goals if wanted in {None, each.title.casefold()}]
    return render("components/goals.md.j2", place, groups=groups, with_titles=wanted is None)


COMPONENT = Component("goals", "what is next", GoalsOptions, goals)
