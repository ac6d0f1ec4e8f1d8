"""The component `strongest-skills`: the skills that have been taken furthest, with the notes that show them."""

from __future__ import annotations

from typing import Annotated, Literal

from markupsafe import Markup
from pydantic import Field, StrictInt

from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render


class StrongestOptions(Options):
    """The options of `strongest-skills`."""

    type: Literal["technologies", "competences"] | None = Field(None, description="only skills of this type")
    limit: Annotated[StrictInt, Field(ge=1)] = Field(8, description="at most so many")


def strongest_skills(options: StrongestOptions, place: Place) -> Markup:
    """Return the skills on the highest steps, those that more notes show first."""
    portfolio = place.portfolio
    skills = [
        skill
        for category in portfolio.catalogue.categories
        for skill in category.skills
        if options.type in {None, category.type} and portfolio.shown(skill)
    ]
    skills.sort(key=lambda skill: (-portfolio.step(skill).rank, -portfolio.count(skill)))
    return render("components/strongest_skills.md.j2", place, skills=skills[: options.limit])


COMPONENT = Component(
    "strongest-skills",
    "the skills that are taken furthest, with their evidence",
    StrongestOptions,
    strongest_skills,
)
