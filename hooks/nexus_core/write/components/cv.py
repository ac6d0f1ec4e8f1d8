"""The component `cv`: a résumé worked out from the notes, every line of it a link to the note behind it."""

from __future__ import annotations

from markupsafe import Markup

from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render
from nexus_core.write.resume import PDF, resume


class CvOptions(Options):
    """The options of `cv`: none."""


def cv(options: CvOptions, place: Place) -> Markup:
    """Return the résumé; its title is the page's heading, unless the page has one of its own."""
    note = place.portfolio.notes.get(place.path)
    return render(
        "components/cv.md.j2",
        place,
        resume=resume(place.portfolio),
        has_heading=bool(note and note.heading),
        pdf=f"docs/{PDF}" if place.view.has_pdf else None,
    )


COMPONENT = Component("cv", "a résumé worked out from the notes", CvOptions, cv)
