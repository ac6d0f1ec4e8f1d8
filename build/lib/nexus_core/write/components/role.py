"""The component `role`: how far the notes cover the skills that a role wants, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from nexus_core.model.catalogue import Category, Skill
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.steps import STEPS, Step
from nexus_core.schema.kinds.page import PageFields, Role
from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render


@dataclass(frozen=True, slots=True)
class Wanted:
    """A skill that a role wants, with the step that it has to be on and the one that it is on."""

    skill: Skill
    step: Step
    reached: Step

    @property
    def is_covered(self) -> bool:
        """Whether the notes take the skill as far as the role wants it, or further."""
        return self.reached.rank >= self.step.rank


def wanted_by(role: Role, portfolio: Portfolio) -> tuple[Wanted, ...]:
    """Return what a role wants, in the order of its list."""
    steps = {step.name: step for step in STEPS}
    return tuple(
        Wanted(skill, steps[entry.step or role.step], portfolio.step(skill))
        for entry in role.skills
        for skill in portfolio.find_skills([entry.name])
    )


def role_fit(options: Options, place: Place) -> Markup:
    """Return how many of the skills are covered, those that are by category, and the others by what they lack."""
    portfolio = place.portfolio
    note = portfolio.notes.get(place.path)
    role = note.fields.role if note and isinstance(note.fields, PageFields) else None
    if note is None or role is None:
        return render("components/role.md.j2", place, role=None)
    wanted = wanted_by(role, portfolio)
    steps = [(step, [each for each in wanted if each.step is step]) for step in STEPS]
    return render(
        "components/role.md.j2",
        place,
        role=role,
        title=role.title or note.title,
        steps=[(step, each) for step, each in steps if each],
        wanted=wanted,
        covered=[each for each in wanted if each.is_covered],
        categories=_by_category(wanted, portfolio.catalogue.categories),
        gaps=[(step, gap) for step, each in steps if (gap := _missing(each))],
    )


COMPONENT = Component(
    "role", "how far the notes cover the `role` of its page, and what is missing", Options, role_fit
)


def _by_category(wanted: Sequence[Wanted], categories: Sequence[Category]) -> list[tuple[str, list[Skill]]]:
    """Return the covered skills as rows of the skill table, in the catalogue's order."""
    covered = {each.skill for each in wanted if each.is_covered}
    rows = [(category.name, [skill for skill in category.skills if skill in covered]) for category in categories]
    return [(name, skills) for name, skills in rows if skills]


def _missing(wanted: Sequence[Wanted]) -> list[Wanted]:
    """Return the skills that are not covered, those nearest to what is wanted first."""
    return sorted((each for each in wanted if not each.is_covered), key=lambda each: -each.reached.rank)
