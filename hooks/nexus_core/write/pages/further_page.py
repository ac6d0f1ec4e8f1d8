"""A page that goes on with a list which is too long for the page that it begins on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from nexus_core.model.catalogue import Skill
from nexus_core.schema.kinds import kind_of
from nexus_core.write.components import folder_cards
from nexus_core.write.markup import Place, render
from nexus_core.write.pages import skill_page
from nexus_core.write.pagination import Listing, Part
from nexus_core.write.view import View


@dataclass(frozen=True, slots=True)
class Further:
    """One of the pages that a list takes beyond the one it begins on."""

    listing: Listing
    number: int

    @property
    def path(self) -> str:
        """The path of its source, if it had one."""
        return self.listing.path(self.number)

    @property
    def title(self) -> str:
        """What tells it apart from the list's other pages."""
        return f"{self.listing.title}, page {self.number} of {self.listing.count}"

    @property
    def description(self) -> str:
        """One sentence on it, for search results and link previews."""
        return f"Notes {self.part.first} to {self.part.last} of the {self.part.total} {self.listing.what}."

    @property
    def part(self) -> Part[int]:
        """What it shows, by numbers."""
        return self.listing.part(range(self.listing.total), self.number)


def further_pages(listings: Iterable[Listing]) -> Iterator[Further]:
    """Yield every such page of some lists."""
    return (Further(listing, number) for listing in listings for number in listing.numbers)


def compose(further: Further, view: View) -> str:
    """Return the Markdown of the page."""
    listing = further.listing
    place = Place(view, further.path, number=further.number)
    content = _notes(listing.skill, place) if listing.skill else _cards(listing, place)
    data = {"title": further.title, "part": further.part, "listing": listing, "content": content}
    return str(render("pages/further.md.j2", place, **data))


def _cards(listing: Listing, place: Place) -> Markup:
    folder, filterable = listing.options["folder"], listing.options.get("filter", False)
    grouped = listing.options.get("grouped", True)
    return folder_cards(kind_of(folder), folder, place, filterable=filterable, grouped=grouped)


def _notes(skill: Skill, place: Place) -> Markup:
    return render("pages/skill_notes.md.j2", place, **skill_page.notes(skill, place))
