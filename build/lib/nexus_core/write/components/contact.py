"""The component `contact`: the ways to reach the author that the profile holds."""

from __future__ import annotations

from markupsafe import Markup
from pydantic import Field, StrictBool

from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render


class ContactOptions(Options):
    """The options of `contact`."""

    links_only: StrictBool = Field(False, description="leave out what has no link")


def contacts(options: ContactOptions, place: Place) -> Markup:
    """Return the contacts as a list; one with neither text nor link is left out."""
    contacts = [
        contact
        for contact in place.portfolio.profile.contacts
        if contact.url or (contact.text and not options.links_only)
    ]
    return render("components/contact.md.j2", place, contacts=contacts)


COMPONENT = Component("contact", "how to reach the author", ContactOptions, contacts)
