"""The front matter fields of every kind of note, as models that check and convert them.

The string under a field is its documentation: it reaches the JSON Schemas and the page for authors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StrictBool,
    StrictInt,
    StrictStr,
    model_validator,
)

from nexus_core.problems.spelling import did_you_mean
from nexus_core.schema.field_types import (
    DateOrDates,
    Day,
    ImagePath,
    Misfit,
    Month,
    ProjectPath,
    SkillName,
    Text,
    WebAddress,
    entry_from_name,
    refuse,
    to_dates,
    to_tags,
)

StepName = Literal["claimed", "studied", "practised", "applied", "shipped"]
"""The steps of the evidence rule, lowest first."""


def _end_before_start(start: str | None, end: str | None) -> Iterator[Misfit]:
    if start and end and end < start:
        yield Misfit(("end",), "invalid-date", f"end ({end}) is before start ({start})", "swap them")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Link(_Strict):
    """A link with the text it is shown with."""

    label: Text
    url: WebAddress


class Dates(_Strict):
    """When a note was written, and when it was last changed."""

    created: Day
    updated: Day | None = None


class NoteFields(BaseModel):
    """The fields that every kind of note has; Material's own and other tools' are kept beside them."""

    model_config = ConfigDict(extra="allow", frozen=True, use_attribute_docstrings=True)

    title: Text | None = None
    """The note's title; else its first heading, else its file's name."""
    description: Text | None = None
    """One or two sentences: the card's text, the search result, the link preview."""
    date: Annotated[Dates, BeforeValidator(to_dates), DateOrDates] | None = None
    """The day it was written, or `{ created, updated }`."""
    skills: tuple[SkillName, ...] = ()
    """The skills that it shows, by their names in the catalogue."""
    tags: Annotated[tuple[Text, ...], BeforeValidator(to_tags)] | None = None
    """Free words."""
    image_alt: Text | None = None
    """What the image shows, in words."""
    image: ImagePath | None = None
    """The path of a picture beside the note; needs `image_alt`."""
    weight: StrictInt | None = None
    """Its place among its siblings, lower first; without one it comes after those that have one, by title."""
    draft: StrictBool = False
    """Shown by `mkdocs serve`, left out of `mkdocs build`."""
    aliases: tuple[StrictStr, ...] = ()
    """Old addresses that lead to the page, from the site's root: `/old/page/`, `old/page.html`, `old/page.md`."""

    @model_validator(mode="after")
    def _needs_alt_text(self) -> Self:
        if self.image and not self.image_alt:
            message, hint = "image has no image_alt", "say in image_alt what the picture shows"
            refuse([Misfit(("image",), "missing-alt", message, hint)])
        return self

    @property
    def lead(self) -> str:
        """The line that a card or a list shows below the title."""
        return self.description or ""

    @property
    def lesson(self) -> str:
        """What the note taught, in one sentence."""
        return ""


class ProjectFields(NoteFields):
    """Something that was built."""

    technologies: tuple[SkillName, ...] = ()
    """What it is built with, by the names in the catalogue; these are shown skills too."""
    status: Literal["planned", "in-progress", "completed"] | None = None
    """How far it is."""
    role: Text | None = None
    """What the author was in it."""
    start: Month | None = None
    """The month it began, YYYY-MM."""
    end: Month | None = None
    """The month it ended, YYYY-MM."""
    highlights: tuple[Text, ...] = ()
    """What was built, a line each."""
    repo: WebAddress | None = None
    """The address of its source."""
    demo: WebAddress | None = None
    """Where it runs; a completed project with a demo counts as shipped."""
    links: tuple[Link, ...] = ()
    """More links, each `{ label, url }`."""
    featured: StrictBool = False
    """Whether it belongs on the home page."""

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        refuse(_end_before_start(self.start, self.end))
        return self


class LearningFields(NoteFields):
    """Something that was learned."""

    repo: WebAddress | None = None
    """The address of code that belongs to it."""
    links: tuple[Link, ...] = ()
    """More links, each `{ label, url }`."""


class ChallengeFields(NoteFields):
    """Something that was hard, and what came of it."""

    problem: Text | None = None
    """What was faced, in one sentence."""
    solution: tuple[Text, ...] = ()
    """How it was solved, a step a line."""
    key_learning: Text | None = None
    """What it taught, in one sentence."""
    project: ProjectPath | None = None
    """The path of the project's note, from the repository root."""

    @property
    def lead(self) -> str:
        """What was faced, else the description."""
        return self.problem or super().lead

    @property
    def lesson(self) -> str:
        """The key learning."""
        return self.key_learning or ""


class ResourceFields(NoteFields):
    """Something to look up again."""

    links: tuple[Link, ...] = ()
    """More links, each `{ label, url }`."""


class SkillEntry(_Strict):
    """One skill of the catalogue."""

    name: Text
    """The spelling that is shown."""
    aliases: tuple[Text, ...] = ()
    """Other names that notes may use."""
    implies: tuple[Text, ...] = ()
    """Skills that whoever shows this one shows too."""
    level: Text | None = None
    """The author's own word, shown as self-reported."""
    same_as: WebAddress | None = None
    """An address that says which thing in the world this is."""


class CategoryEntry(_Strict):
    """One category of the catalogue."""

    category: Text
    """Its name, the first column of the skill table."""
    type: Literal["technologies", "competences"] = "technologies"
    """What its skills are."""
    skills: tuple[
        Annotated[SkillEntry, BeforeValidator(entry_from_name, json_schema_input_type=SkillEntry | str)], ...
    ] = ()
    """Names, or skills with fields of their own."""


_Entries: TypeAlias = Sequence[tuple[tuple[str | int, ...], SkillEntry]]
"""The entries of a catalogue, each with the way to it."""


def _unambiguous(categories: tuple[CategoryEntry, ...]) -> tuple[CategoryEntry, ...]:
    entries = [
        ((index, "skills", position), entry)
        for index, category in enumerate(categories)
        for position, entry in enumerate(category.skills)
    ]
    refuse([*_taken_names(entries), *_unknown_implied(entries)])
    return categories


def _taken_names(entries: _Entries) -> Iterator[Misfit]:
    """Yield the names and aliases that another entry has already."""
    owners: dict[str, str] = {}
    for location, entry in entries:
        if entry.name.casefold() in owners:
            yield _taken((*location, "name"), entry.name, owners[entry.name.casefold()])
        owners.setdefault(entry.name.casefold(), entry.name)
        for index, alias in enumerate(entry.aliases):
            owner = owners.setdefault(alias.casefold(), entry.name)
            if owner != entry.name:
                yield _taken((*location, "aliases", index), alias, owner)


def _taken(location: tuple[str | int, ...], name: str, owner: str) -> Misfit:
    return Misfit(location, "duplicate-skill", f"'{name}' is in the catalogue already, for '{owner}'", "keep one")


def _unknown_implied(entries: _Entries) -> Iterator[Misfit]:
    names = [name for _, entry in entries for name in (entry.name, *entry.aliases)]
    known = {name.casefold() for name in names}
    for location, entry in entries:
        for index, name in enumerate(entry.implies):
            if name.casefold() not in known:
                hint = did_you_mean(name, names) or "name a skill of the catalogue"
                yield Misfit((*location, "implies", index), "unknown-skill", f"unknown skill '{name}'", hint)


class Phase(_Strict):
    """One phase of the programme, for the timeline."""

    title: Text
    length: Text | None = None
    start: Month | None = None
    end: Month | None = None
    summary: Text | None = None
    skills: tuple[SkillName, ...] = ()

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        refuse(_end_before_start(self.start, self.end))
        return self


class Goal(_Strict):
    """Something to reach next."""

    title: Text
    text: Text | None = None
    skills: tuple[SkillName, ...] = ()


class GoalGroup(_Strict):
    """Goals of one sort, such as career goals."""

    title: Text
    goals: tuple[Goal, ...]


class Contact(_Strict):
    """One way to reach the author; without a `url` it is shown as text."""

    label: Text
    text: Text | None = None
    url: WebAddress | None = None


class Programme(_Strict):
    """The programme that the portfolio comes from."""

    name: Text
    length: Text | None = None
    pace: Text | None = None


class Profile(_Strict):
    """Who the portfolio is about. What is empty is left out of every page."""

    name: Text | None = None
    headline: Text | None = None
    summary: Text | None = None
    portrait: ImagePath | None = None
    programme: Programme | None = None
    contacts: tuple[Contact, ...] = ()


class WantedSkill(_Strict):
    """A skill that a role wants."""

    name: SkillName
    step: StepName | None = None
    """The step that it has to be on at least; else the role's."""


def _wanted_once(skills: tuple[WantedSkill, ...]) -> tuple[WantedSkill, ...]:
    names = [skill.name for skill in skills]
    refuse(
        Misfit((index, "name"), "wanted-twice", f"the role wants '{name}' already", "keep one")
        for index, name in enumerate(names)
        if name in names[:index]
    )
    return skills


class Role(_Strict):
    """A role to work towards, as the skills that it wants."""

    title: Text | None = None
    """What it is called; else the page's title."""
    step: StepName = "studied"
    """The step that its skills have to be on at least, unless they say otherwise."""
    source: Text | None = None
    """Where the list of its skills is from."""
    skills: Annotated[
        tuple[
            Annotated[WantedSkill, BeforeValidator(entry_from_name, json_schema_input_type=WantedSkill | str)], ...
        ],
        AfterValidator(_wanted_once),
    ]
    """Names, or skills with a step of their own."""


class PageFields(NoteFields):
    """A page below `docs/`; each of these but `role` stands on one page and is read by its components."""

    profile: Profile | None = None
    """Who the portfolio is about: `name`, `headline`, `summary`, `portrait`, `programme`, `contacts`."""
    catalogue: Annotated[tuple[CategoryEntry, ...], AfterValidator(_unambiguous)] | None = None
    """The skills by category, in docs/skills/README.md."""
    phases: tuple[Phase, ...] | None = None
    """The phases of the programme: `title`, `length`, `start`, `end`, `summary`, `skills`."""
    goals: tuple[GoalGroup, ...] | None = None
    """What is next: groups with a `title` and `goals`, each `title`, `text`, `skills`."""
    role: Role | None = None
    """A role, for the component `role` on the same page: `title`, `step`, `source`, `skills` (names, or each
    `{ name, step }`)."""
