"""The pages of a list after the one that it begins on."""

from __future__ import annotations

from nexus_core.schema.kinds import kind_of
from nexus_core.write.components.notes import folder_cards
from nexus_core.write.markup import Place, render
from nexus_core.write.pages import skill_page
from nexus_core.write.pagination import ContinuationPage
from nexus_core.write.view import View


def compose(page: ContinuationPage, view: View) -> str:
    """Return the Markdown of the page."""
    place, of = Place(view, page.path), page.of
    if of.skill:
        content = render("pages/skill_notes.md.j2", place, **skill_page.notes(of.skill, place))
    else:
        kind = kind_of(of.folder)
        content = folder_cards(kind, of.folder, place, filterable=of.filterable, grouped=of.grouped)
    return str(render("pages/continuation.md.j2", place, page=page, of=of, content=content))
