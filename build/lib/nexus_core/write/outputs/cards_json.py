"""`cards.json`: what the cards of all notes show, for the filter of lists that are too long for one page."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.schema.kinds import SECTIONS
from nexus_core.schema.kinds.project import ProjectFields
from nexus_core.write.outputs.base import Output, without_empty
from nexus_core.write.outputs.site import Site
from nexus_core.write.view import View


def is_needed(view: View) -> bool:
    """Return whether the notes of any folder take several pages."""
    return any(paged.folder for paged in view.lists.values())


def write(view: View, site: Site) -> str:
    """Return the cards as JSON, in the order of lists; addresses start from the site's root."""
    portfolio = view.portfolio
    here = replace(site, url="")
    notes = [note for kind in SECTIONS for note in portfolio.entries(kind)]
    shown = {skill for note in notes for skill in portfolio.shown_skills(note)}
    data = {
        "skills": [
            {"slug": skill.slug, "name": skill.name, "address": here.page(skill.path)}
            for skill in portfolio.catalogue.skills
            if skill in shown
        ],
        "cards": [_card(note, portfolio, here) for note in notes],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _card(note: Note, portfolio: Portfolio, site: Site) -> dict[str, Any]:
    fields, step = note.fields, portfolio.step_of_note(note)
    return without_empty(
        {
            "address": site.page(note.path),
            "title": note.title,
            "kind": note.kind.name,
            "status": fields.status if isinstance(fields, ProjectFields) else None,
            "role": fields.role if isinstance(fields, ProjectFields) else None,
            "step": step.name if step.rank else None,
            "date": note.dates.created.isoformat() if note.dates else None,
            "text": fields.lead,
            "learning": fields.lesson,
            "skills": [skill.slug for skill in portfolio.shown_skills(note)],
        }
    )


OUTPUT = Output("cards.json", write, is_needed=is_needed)
