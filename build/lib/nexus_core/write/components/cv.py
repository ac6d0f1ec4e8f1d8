"""The component `cv`: a résumé worked out from the notes, every line of it a link to the note behind it."""

from __future__ import annotations

from markupsafe import Markup
from pydantic import Field

from nexus_core.model.steps import STEPS
from nexus_core.schema.fields import StepName
from nexus_core.schema.kinds import CHALLENGE, PROJECT
from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render
from nexus_core.write.pagination import beginning


class CvOptions(Options):
    """The options of `cv`."""

    step: StepName = Field("studied", description="only skills on this step or a higher one")


def cv(options: CvOptions, place: Place) -> Markup:
    """Return profile, projects, skills by category, challenges with their lessons, and the programme."""
    portfolio = place.portfolio
    least = next(step.rank for step in STEPS if step.name == options.step)
    categories = []
    for category in portfolio.catalogue.categories:
        skills = [skill for skill in category.skills if portfolio.step(skill).rank >= least]
        skills.sort(key=lambda skill: -portfolio.step(skill).rank)
        if skills:
            categories.append((category, skills))
    return render(
        "components/cv.md.j2",
        place,
        profile=portfolio.profile,
        phases=portfolio.phases,
        categories=categories,
        projects=beginning(portfolio.entries(PROJECT), full=place.view.full_list_of(PROJECT, PROJECT.folder)),
        challenges=beginning(
            [note for note in portfolio.entries(CHALLENGE) if note.fields.lesson],
            full=place.view.full_list_of(CHALLENGE, CHALLENGE.folder),
        ),
    )


COMPONENT = Component("cv", "a résumé worked out from the notes", CvOptions, cv)
