"""A skill's page: how far it has been taken and why, and every note that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nexus_core.model.catalogue import Skill
from nexus_core.model.evidence import STEPS
from nexus_core.model.portfolio import Portfolio
from nexus_core.write.components.evidence import evidence_list
from nexus_core.write.markup import Place, counted, render
from nexus_core.write.view import View


def describe(skill: Skill, portfolio: Portfolio) -> str:
    """Return one sentence on a skill, for search results and link previews."""
    shown = len(portfolio.evidence[skill])
    step = portfolio.step(skill)
    if not shown:
        return f"{skill.name} ({skill.category}) is claimed: no note shows it yet."
    return f"{skill.name} ({skill.category}) is {step.name}: {counted(shown, 'note')} that show it."


def compose(skill: Skill, view: View) -> str:
    """Return the Markdown of a skill's page."""
    portfolio = view.portfolio
    evidence = portfolio.evidence[skill]
    place = Place(view, skill.path)
    step = portfolio.step(skill)
    return str(
        render(
            "pages/skill.md.j2",
            place,
            skill=skill,
            step=step,
            reasons=[item for item in evidence if step.shows(item.note)],
            steps=STEPS,
            current=step,
            implies=portfolio.catalogue.implied_by(skill),
            implied_by=portfolio.catalogue.implying(skill),
            **notes(skill, place),
        )
    )


def notes(skill: Skill, place: Place) -> Mapping[str, Any]:
    """Return what `skill_notes.md.j2` shows of the notes that show a skill: those of the page, and lessons."""
    evidence = place.portfolio.evidence[skill]
    full = place.view.lists.get(skill.path)
    page = full.page_at(place.path, evidence) if full else None
    return {
        "evidence": evidence_list(skill, place) if evidence else "",
        "lessons": [
            (item.note, item.note.fields.lesson)
            for item in (page.entries if page else evidence)
            if item.note.fields.lesson
        ],
    }
