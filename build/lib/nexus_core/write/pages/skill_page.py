"""A skill's page: how far it has been taken, what shows it best, and every note that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nexus_core.model.catalogue import Skill
from nexus_core.model.portfolio import Portfolio
from nexus_core.schema.kinds import PAGE
from nexus_core.write.components import evidence_rule
from nexus_core.write.components.evidence import evidence_list
from nexus_core.write.markup import Place, counted, render
from nexus_core.write.pagination import beginning
from nexus_core.write.view import View


def describe(skill: Skill, portfolio: Portfolio) -> str:
    """Return one sentence on a skill, for search results and link previews."""
    name, notes = f"{skill.name} ({skill.category})", counted(portfolio.count(skill), "note")
    if not portfolio.shown(skill):
        return f"{name}: listed in {notes}, and not shown yet."
    return f"{name}: {portfolio.label(skill)}, in {notes} that show how."


def compose(skill: Skill, view: View) -> str:
    """Return the Markdown of a skill's page."""
    portfolio, place = view.portfolio, Place(view, skill.path)
    shown = portfolio.shown(skill)
    return str(
        render(
            "pages/skill.md.j2",
            place,
            skill=skill,
            shown=shown,
            quoted=next((item for item in shown if item.sentence), None),
            sampled=next((item for item in shown if item.sample), None),
            listed=beginning(portfolio.listed(skill)),
            rule=_page_of_rule(portfolio),
            implies=portfolio.catalogue.implied_by(skill),
            implied_by=[other for other in portfolio.catalogue.implying(skill) if portfolio.has_page(other)],
            **notes(skill, place),
        )
    )


def notes(skill: Skill, place: Place) -> Mapping[str, Any]:
    """Return what `skill_notes.md.j2` shows of the notes that show a skill: those of the page, and lessons."""
    shown = place.portfolio.shown(skill)
    full = place.view.lists.get(skill.path)
    page = full.page_at(place.path, shown) if full else None
    return {
        "evidence": evidence_list(skill, place) if shown else "",
        "lessons": [
            (item.note, item.note.fields.lesson)
            for item in (page.entries if page else shown)
            if item.note.fields.lesson
        ],
    }


def _page_of_rule(portfolio: Portfolio) -> str | None:
    """Return the path of the page that says how skills are rated."""
    pages = (note for note in portfolio.notes.values() if note.kind is PAGE)
    names = ((note.path, directive.name) for note in pages for directive in note.directives)
    return next((path for path, name in names if name == evidence_rule.COMPONENT.name), None)
