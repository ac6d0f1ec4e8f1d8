"""The front matter fields of every kind of note, as models that check and convert them.

The string under a field is its documentation: it reaches the JSON Schemas and the page for authors.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StrictBool, StrictInt, StrictStr

from nexus_core.schema.field_types import (
    DateOrDates,
    Day,
    ImagePath,
    Month,
    ProjectPath,
    SkillName,
    Text,
    WebAddress,
    claimed_alias,
    claimed_name,
    described,
    entry_from_name,
    entry_name,
    not_before_start,
    to_dates,
    to_tags,
    wanted_once,
)

StepName = Literal["claimed", "studied", "practised", "applied", "shipped"]
"""The steps of the evidence rule, lowest first."""


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
    image: Annotated[ImagePath, AfterValidator(described)] | None = None
    """The path of a picture beside the note; needs `image_alt`."""
    weight: StrictInt | None = None
    """Its place among its siblings, lower first; without one it comes after those that have one, by title."""
    draft: StrictBool = False
    """Shown by `mkdocs serve`, left out of `mkdocs build`."""
    aliases: tuple[StrictStr, ...] = ()
    """Old addresses that lead to the page, from the site's root: `/old/page/`, `old/page.html`, `old/page.md`."""

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
    end: Annotated[Month, AfterValidator(not_before_start)] | None = None
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

    name: Annotated[Text, AfterValidator(claimed_name)]
    """The spelling that is shown."""
    aliases: tuple[Annotated[Text, AfterValidator(claimed_alias)], ...] = ()
    """Other names that notes may use."""
    implies: tuple[Annotated[Text, AfterValidator(entry_name)], ...] = ()
    """Skills that whoever shows this one shows too."""
    level: Text | None = None
    """The author's own word, shown as self-reported."""
    icon: Text | None = None
    """The name of an icon."""
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


class Phase(_Strict):
    """One phase of the programme, for the timeline."""

    title: Text
    length: Text | None = None
    start: Month | None = None
    end: Annotated[Month, AfterValidator(not_before_start)] | None = None
    summary: Text | None = None
    skills: tuple[SkillName, ...] = ()


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

    name: Annotated[SkillName, AfterValidator(wanted_once)]
    step: StepName | None = None
    """The step that it has to be on at least; else the role's."""


class Role(_Strict):
    """A role to work towards, as the skills that it wants."""

    title: Text | None = None
    """What it is called; else the page's title."""
    step: StepName = "studied"
    """The step that its skills have to be on at least, unless they say otherwise."""
    source: Text | None = None
    """Where the list of its skills is from."""
    skills: tuple[
        Annotated[WantedSkill, BeforeValidator(entry_from_name, json_schema_input_type=WantedSkill | str)], ...
    ]
    """Names, or skills with a step of their own."""


class PageFields(NoteFields):
    """A page below `docs/`; each of these but `role` stands on one page and is read by its components."""

    profile: Profile | None = None
    """Who the portfolio is about: `name`, `headline`, `summary`, `portrait`, `programme`, `contacts`."""
    catalogue: tuple[CategoryEntry, ...] | None = None
    """The skills by category, in docs/skills/README.md."""
    phases: tuple[Phase, ...] | None = None
    """The phases of the programme: `title`, `length`, `start`, `end`, `summary`, `skills`."""
    goals: tuple[GoalGroup, ...] | None = None
    """What is next: groups with a `title` and `goals`, each `title`, `text`, `skills`."""
    role: Role | None = None
    """A role, for the component `role` on the same page: `title`, `step`, `source`, `skills` (names, or each
    `{ name, step }`)."""
