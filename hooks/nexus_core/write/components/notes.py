"""The component `notes`, which lists any notes in any order and form, and the short forms of it.

The short forms are the components of each kind, such as `challenges`, and `recent`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal
from urllib.parse import quote

from markupsafe import Markup
from pydantic import BeforeValidator, Field, StrictBool, StrictInt

from nexus_core.model.columns import texts
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.query import ANY, Asked, QuestionError, in_order_of, known_field, meeting, parse
from nexus_core.schema.field_types import SkillName, Text
from nexus_core.schema.kinds import BY_STRENGTH, PAGE, PROJECT, SECTIONS, Kind, KindName
from nexus_core.write.components.base import Component, Fault, Options
from nexus_core.write.markup import Place, address, escape, render
from nexus_core.write.pagination import PageOfList, beginning

Show = Literal["cards", "table", "list"]
Limit = Annotated[StrictInt, Field(ge=1)]
Names = Annotated[tuple[Text, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]

_WIDTHS: Mapping[Show, tuple[str, ...]] = {"cards": (), "table": ("kind", "date"), "list": ("kind",)}
"""The fields that each form shows where none are named."""


class NotesOptions(Options):
    """The options of `notes`."""

    where: Text = Field("", description="only notes that meet all these conditions, as `nexus query` has them")
    sort: Names = Field((), description="fields to sort by, `-date` for the newest first")
    show: Show = Field("cards", description="as cards, as a table or as a list")
    fields: Names | None = Field(None, description="the fields of the front matter to show")
    limit: Limit | None = Field(None, description="at most so many")
    filter: StrictBool = Field(False, description="let the reader filter and sort the cards")

    @property
    def names(self) -> frozenset[str]:
        """The fields that it asks for, in lower case."""
        keys = (*(each.name for each in parse(self.where)), *self.sort, *(self.fields or ()))
        return frozenset(key.removeprefix("-").casefold() for key in keys)


class KindOptions(Options):
    """The options of the components that list the notes of one kind."""

    skill: SkillName | None = Field(None, description="only notes that show this skill")
    folder: Text | None = Field(None, description="only notes below this folder")
    limit: Limit | None = Field(None, description="at most so many")
    filter: StrictBool = Field(False, description="let the reader filter and sort the cards")


class GroupedOptions(KindOptions):
    """The options of a list whose notes can be grouped by folder."""

    grouped: StrictBool = Field(True, description="with a heading for each folder of notes")


class ProjectOptions(KindOptions):
    """The options of `project-cards`."""

    featured: StrictBool | None = Field(None, description="only those marked as featured, or only the others")
    status: Literal["planned", "in-progress", "completed"] | None = Field(
        None, description="only those with this status"
    )


class RecentOptions(Options):
    """The options of `recent`."""

    kind: KindName | None = Field(None, description="only notes of this kind")
    limit: Limit = Field(5, description="at most so many")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which notes a list has, in which order and form."""

    where: tuple[Asked, ...] = ()
    kind: Kind | None = None
    """The kind whose notes it lists below a folder, if it is of one."""
    folder: str = ""
    skill: str | None = None
    sort: tuple[str, ...] = ()
    show: Show = "cards"
    fields: tuple[str, ...] = ()
    limit: int | None = None
    filterable: bool = False
    grouped: bool = False
    noun: str = "note"


def write(listing: Listing, place: Place) -> Markup:
    """Return the Markdown of a list."""
    chosen = _chosen(listing, place.portfolio)[: listing.limit]
    every = _groups(chosen, listing, place)
    notes = [note for each in every for note in each.notes]
    shown = _page_of(notes, listing, place)
    data = {
        "shown": shown,
        "scope": _filter_prefix(shown, listing),
        "contents": shown.contents([(each.title, each.index, len(each.notes)) for each in every]),
        "groups": _groups(shown.entries, listing, place),
        "listing": listing,
        "cell": partial(_cell, place),
    }
    return render("components/notes.md.j2", place, **data)


def folder_cards(kind: Kind, folder: str, place: Place, *, filterable: bool = True, grouped: bool = True) -> Markup:
    """Return the cards of all notes of a kind below a folder, as the folder's page lists them."""
    return write(_of_kind(kind, KindOptions(folder=folder, filter=filterable), grouped=grouped), place)


def _of_kind(kind: Kind, options: KindOptions, *, grouped: bool, where: tuple[Asked, ...] = ()) -> Listing:
    shows = (Asked("skill", (options.skill,)),) if options.skill else ()
    return Listing(
        where=(*shows, *where),
        kind=kind,
        folder=options.folder or kind.folder,
        skill=options.skill,
        limit=options.limit,
        filterable=options.filter,
        grouped=grouped and kind.nested,
        noun=kind.name,
    )


def _notes(options: NotesOptions, place: Place) -> Markup:
    fields = _WIDTHS[options.show] if options.fields is None else options.fields
    names = tuple(known_field(place.portfolio, name) for name in fields)
    listing = Listing(
        where=parse(options.where),
        sort=options.sort,
        show=options.show,
        fields=names,
        limit=options.limit,
        filterable=options.filter,
    )
    return write(listing, place)


def _faults(options: NotesOptions, portfolio: Portfolio) -> Iterator[Fault]:
    try:
        meeting(parse(options.where), (), portfolio)
    except QuestionError as error:
        yield Fault(("where",), "invalid-condition", error.message, error.hint, (error.start, error.width))
    for option in ("sort", "fields"):
        for index, name in enumerate(getattr(options, option) or ()):
            try:
                known_field(portfolio, name.removeprefix("-") if option == "sort" else name)
            except QuestionError as error:
                yield Fault((option, index), "unknown-field", error.message, error.hint)


def _placed(kind: Kind, options: GroupedOptions, place: Place) -> Markup:
    return write(_of_kind(kind, options, grouped=options.grouped), place)


def _projects(options: ProjectOptions, place: Place) -> Markup:
    given = {"featured": options.featured, "status": options.status}
    where = tuple(Asked(name, (str(value).lower(),)) for name, value in given.items() if value is not None)
    return write(_of_kind(PROJECT, options, grouped=False, where=where), place)


def _recent(options: RecentOptions, place: Place) -> Markup:
    where = (Asked("changed", (ANY,)), *((Asked("kind", (options.kind,)),) if options.kind else ()))
    fields = ("kind", "changed")
    listing = Listing(
        where=where, sort=("-changed",), show="list", fields=fields, limit=options.limit, noun="dated note"
    )
    return write(listing, place)


def _chosen(listing: Listing, portfolio: Portfolio) -> list[Note]:
    """Return all notes that a list asks for; pages are among them only where they are asked for."""
    if listing.kind:
        among: Iterable[Note] = portfolio.entries(listing.kind, listing.folder)
    else:
        among = [note for kind in SECTIONS for note in portfolio.entries(kind)]
        if any(each.name == "kind" and not each.negated and PAGE.name in each.values for each in listing.where):
            among = (*among, *(note for note in portfolio.notes.values() if note.kind is PAGE))
    return in_order_of(listing.sort, meeting(listing.where, among, portfolio), portfolio)


def _page_of(notes: Sequence[Note], listing: Listing, place: Place) -> PageOfList[Note]:
    """Return what a page shows of the notes that were selected."""
    full = place.view.full_list_of(listing.kind, listing.folder) if listing.kind else None
    is_whole = full and full.folder == listing.folder and not listing.where and not listing.limit
    page = full.page_at(place.path, notes) if full and is_whole else None
    skill = place.portfolio.catalogue.find(listing.skill) if listing.skill else None
    if skill or listing.where:
        full = place.view.lists.get(skill.path) if skill else full
    return page or beginning(notes, listing.limit, full)


def _filter_prefix(shown: PageOfList[Note], listing: Listing) -> str:
    """Return how the addresses of a list's notes begin, if a reader can filter what is on its other pages."""
    kind = listing.kind
    whole_folder = kind and (kind.nested or listing.folder == kind.folder)
    can = whole_folder and listing.filterable and not shown.is_whole and not listing.where and not listing.limit
    return quote(f"{listing.folder}/") if can else ""


@dataclass(frozen=True, slots=True)
class _Group:
    """Notes under one heading, or under none."""

    title: str
    index: Note | None
    """The folder's own note, to which the heading links."""
    notes: list[Note]


def _groups(notes: Iterable[Note], listing: Listing, place: Place) -> list[_Group]:
    """Put notes under their folders, those right below the listed one."""
    top = place.portfolio.folders[listing.kind].find(listing.folder) if listing.kind and listing.grouped else None
    groups: dict[str, _Group] = {}
    folders = {each.path: each for each in top.folders if not each.is_leaf} if top else {}
    depth = top.path.count("/") + 2 if top else 0
    for note in notes:
        folder = folders.get("/".join(note.path.split("/")[:depth]))
        key = folder.path if folder else ""
        if key not in groups:
            groups[key] = _Group(folder.title if folder else "", folder.index if folder else None, [])
        groups[key].notes.append(note)
    # Notes that stand alone come first, so that they do not seem to belong to the group before them.
    return sorted(groups.values(), key=lambda each: bool(each.title))


def _cell(place: Place, note: Note, name: str) -> Markup:
    """Return a field of a note as a table or a list shows it."""
    portfolio = place.portfolio
    if name == "skills":
        return Markup(", ").join(map(place.link, portfolio.shown_skills(note)))
    return Markup(", ").join(_linked(place, text) for text in texts(portfolio, note, name))


def _linked(place: Place, text: str) -> Markup:
    if text in place.portfolio.notes:
        return place.link(place.portfolio.notes[text])
    if text.startswith(("https://", "http://")):
        return Markup("[{}]({})").format(escape(text), address(text))
    return escape(text)


COMPONENTS: tuple[Component, ...] = (
    Component("notes", "any notes, in any order, as cards, a table or a list", NotesOptions, _notes, _faults),
    Component(PROJECT.component, PROJECT.component_summary, ProjectOptions, _projects),
    *(
        Component(kind.component, kind.component_summary, GroupedOptions, partial(_placed, kind))
        for kind in BY_STRENGTH
        if kind is not PROJECT
    ),
    Component("recent", "the newest notes", RecentOptions, _recent),
)
"""The list of any notes, one for each kind, and that of the newest."""
