"""The component `contact`: the ways to reach the author that the profile holds."""

from __future__ import annotations

from markupsafe import Markup
from pydantic import Field, StrictBool

from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render
from nexus_core.write.resume import PDF


class ContactOptions(Options):
    """The options of `contact`."""

    links_only: StrictBool = Field(False, description="leave out what has no link")
    buttons: StrictBool = Field(False, description="as buttons, those with a link, after one of the CV as a PDF")


def contacts(options: ContactOptions, place: Place) -> Markup:
    """Return the contacts as a list; one with neither text nor link is left out."""
    contacts = [
        contact
        for contact in place.portfolio.profile.contacts
        if contact.url or (contact.text and not options.links_only)
    ]
    if not options.buttons:
        return render("components/contact.md.j2", place, contacts=contacts)
    pdf = f"docs/{PDF}" if place.view.has_pdf else None
    return render("components/contact_buttons.md.j2", place, contacts=place.portfolio.profile.links, pdf=pdf)


COMPONENT = Component("contact", "how to reach the author", ContactOptions, contacts)
