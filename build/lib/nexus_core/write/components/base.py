"""What every component is made of, and what those that list notes share: options, and what is selected by them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from nexus_core.model.catalogue import Skill
from nexus_core.model.note import Note
from nexus_core.schema.field_types import SkillName, Text
from nexus_core.schema.kinds import Kind
from nexus_core.write.markup import Place
from nexus_core.write.pagination import PageOfList, beginning


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


@dataclass(frozen=True, slots=True)
class Selection:
    """Which notes of a kind a list shows, and how."""

    folder: str
    """The folder that they are in, on some level."""
    skill: Skill | None = None
    """The skill that they show."""
    limit: int | None = None
    filterable: bool = False
    """Whether the reader can filter and sort them."""
    grouped: bool = True
    """Whether each folder of notes has a heading."""

    @property
    def is_filtered(self) -> bool:
        """Whether notes of the folder are left out."""
        return bool(self.skill or self.limit)


def selection(kind: Kind, options: ListOptions, place: Place) -> Selection:
    """Return what the options of a directive ask for."""
    return Selection(
        folder=options.folder or kind.folder,
        skill=place.portfolio.catalogue.find(options.skill) if options.skill else None,
        limit=options.limit,
        filterable=options.filter,
        grouped=isinstance(options, GroupedOptions) and options.grouped,
    )


def choose(kind: Kind, selected: Selection, place: Place) -> list[Note]:
    """Return the selected notes in order, without the limit applied."""
    portfolio, skill = place.portfolio, selected.skill
    notes = portfolio.entries(kind, selected.folder)
    return [note for note in notes if skill is None or portfolio.shows(note, skill)]


def page_of(
    notes: Sequence[Note], kind: Kind, selected: Selection, place: Place, *, is_filtered: bool
) -> PageOfList[Note]:
    """Return what a page shows of the notes that were selected; `is_filtered` if any of the folder were not."""
    full = place.view.full_list_of(kind, selected.folder)
    is_it = full and full.folder == selected.folder and not is_filtered
    page = full.page_at(place.path, notes) if full and is_it else None
    if selected.skill:
        full = place.view.lists.get(selected.skill.path)
    return page or beginning(notes, selected.limit, full)


def filter_prefix(shown: PageOfList[Note], kind: Kind, selected: Selection, *, is_filtered: bool) -> str:
    """Return how the addresses of a list's notes begin, if a reader can filter what is on its other pages."""
    whole_folder = kind.nested or selected.folder == kind.folder
    can = selected.filterable and not shown.is_whole and whole_folder and not is_filtered
    return quote(f"{selected.folder}/") if can else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Notes under one heading, or under none."""

    title: str
    index: Note | None
    """The folder's own note, to which the heading links."""
    notes: list[Note]


def group(notes: Iterable[Note], kind: Kind, selected: Selection, place: Place) -> list[Group]:
    """Put notes under their folders, those right below the selected one."""
    top = place.portfolio.folders[kind].find(selected.folder)
    groups: dict[str, Group] = {}
    folders = {each.path: each for each in top.folders if not each.is_leaf} if selected.grouped and top else {}
    depth = top.path.count("/") + 2 if top else 0
    for note in notes:
        folder = folders.get("/".join(note.path.split("/")[:depth]))
        key = folder.path if folder else ""
        if key not in groups:
            groups[key] = Group(folder.title if folder else "", folder.index if folder else None, [])
        groups[key].notes.append(note)
    # Notes that stand alone come first, so that they do not seem to belong to the group before them.
    return sorted(groups.values(), key=lambda each: bool(each.title))
