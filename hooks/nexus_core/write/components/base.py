"""What every component is made of, and the options and the choosing that lists of notes share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from nexus_core.model.note import Note
from nexus_core.schema.field_types import SkillName, Text
from nexus_core.schema.kinds import Kind
from nexus_core.write.markup import Place
from nexus_core.write.pagination import ARRANGING, Part, cut


class Options(BaseModel):
    """The options of a component; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ListOptions(Options):
    """The options of every component that lists notes."""

    skill: SkillName | None = Field(None, description="only notes that show this skill")
    folder: Text | None = Field(None, description="only notes below this folder")
    limit: Annotated[StrictInt, Field(ge=1)] | None = Field(None, description="at most so many")
    filter: StrictBool = Field(False, description="let the reader filter and sort the cards")


class GroupedOptions(ListOptions):
    """The options of a list whose notes can be grouped by folder."""

    grouped: StrictBool = Field(True, description="with a heading for each folder of notes")


@dataclass(frozen=True)
class Component:
    """One component: its name in directives, its options, and what writes its Markdown."""

    name: str
    summary: str
    """What it shows, in a few words."""
    options: type[Options]
    render: Callable[[Any, Place], Markup]


def choose(kind: Kind, options: ListOptions, place: Place) -> list[Note]:
    """Return the notes of a kind that the options ask for, in order, without the limit applied."""
    notes: Iterable[Note] = place.portfolio.entries(kind, options.folder)
    if options.skill:
        skill = place.portfolio.catalogue.find(options.skill)
        notes = (note for note in notes if skill and place.portfolio.shows(note, skill))
    return list(notes)


def part_of(notes: Sequence[Note], kind: Kind, options: ListOptions, place: Place) -> Part[Note]:
    """Return what a page shows of the notes that the options ask for."""
    view, folder = place.view, options.folder or kind.folder
    listing = view.full_list_of(kind, folder)
    if listing and not narrows(options) and listing.is_on(place.path, place.number, folder):
        return listing.part(notes, place.number)
    if options.skill:
        skill = view.portfolio.catalogue.find(options.skill)
        listing = view.listings.get(skill.path) if skill else None
    return cut(notes, options.limit, listing)


def narrows(options: ListOptions) -> bool:
    """Return whether options leave out notes of their folder."""
    return not options.model_fields_set <= ARRANGING


def scope(part: Part[Note], kind: Kind, options: ListOptions) -> str:
    """Return the address that all notes of a list begin with, if a reader can filter what is on its other pages."""
    folder = options.folder or kind.folder
    whole_folder = kind.nested or folder == kind.folder
    apart = options.filter and not part.is_whole and whole_folder and not narrows(options)
    return quote(f"{folder}/") if apart else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Notes under one heading, or under none."""

    title: str
    index: Note | None
    """The folder's own note, to which the heading links."""
    notes: list[Note]


def group(notes: Iterable[Note], kind: Kind, options: GroupedOptions, place: Place) -> list[Group]:
    """Put notes under their folders: those right below the section, or below `folder` where that is given."""
    top = place.portfolio.folders[kind].find(options.folder or kind.folder)
    groups: dict[str, Group] = {}
    folders = {each.path: each for each in top.folders if not each.is_leaf} if options.grouped and top else {}
    depth = top.path.count("/") + 2 if top else 0
    for note in notes:
        folder = folders.get("/".join(note.path.split("/")[:depth]))
        key = folder.path if folder else ""
        if key not in groups:
            groups[key] = Group(folder.title if folder else "", folder.index if folder else None, [])
        groups[key].notes.append(note)
    # Notes that stand alone come first, so that they do not seem to belong to the group before them.
    return sorted(groups.values(), key=lambda each: bool(each.title))
