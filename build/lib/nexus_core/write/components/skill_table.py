"""The component `skill-table`: the catalogue as a table, a row per category, with each skill's step."""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup
from pydantic import Field

from nexus_core.model.catalogue import Skill
from nexus_core.model.steps import STEPS
from nexus_core.schema.field_types import Text
from nexus_core.schema.fields import StepName
from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render


class SkillTableOptions(Options):
    """The options of `skill-table`."""

    type: Literal["technologies", "competences"] | None = Field(None, description="only skills of this type")
    category: Text | None = Field(None, description="only this category")
    step: StepName | None = Field(None, description="only skills on this step or a higher one")


def skill_table(options: SkillTableOptions, place: Place) -> Markup:
    """Return the table of the skills that the options ask for."""
    rows: list[tuple[str, list[Skill]]] = []
    least = next((step.rank for step in STEPS if step.name == options.step), 0)
    for category in place.portfolio.catalogue.categories:
        if options.type not in {None, category.type}:
            continue
        if options.category and options.category.casefold() != category.name.casefold():
            continue
        skills = [skill for skill in category.skills if place.portfolio.step(skill).rank >= least]
        if skills:
            rows.append((category.name, skills))
    return render("components/skill_table.md.j2", place, rows=rows)


COMPONENT = Component("skill-table", "skills by category, with their steps", SkillTableOptions, skill_table)
