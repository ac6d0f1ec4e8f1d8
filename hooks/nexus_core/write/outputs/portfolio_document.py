"""The shape of `portfolio.json`: what each part is called and what it means, as models that make its JSON Schema.

A skill is referred to by its name and a note by its path. Every field is always there; what is not given is
null, or an empty list. `SCHEMA_VERSION` grows when something is renamed, removed or changes its meaning, not when
something is added.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, Union

from pydantic import BaseModel, ConfigDict, Field, create_model

from nexus_core.schema.fields import Dates, NoteFields
from nexus_core.schema.kinds import KINDS, PAGE, Kind
from nexus_core.schema.kinds.page import Contact, GoalGroup, Phase
from nexus_core.schema.resume_fields import Certificate, Education, Job, Language

SCHEMA_VERSION = 2


class _Part(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        json_schema_serialization_defaults_required=True,
    )


Address: TypeAlias = Annotated[str, Field(json_schema_extra={"format": "uri-reference"})]


class SiteDocument(_Part):
    """Where the portfolio is published."""

    name: str
    url: Address | None
    """Its address; without one, every `url` of a page or picture is relative to this file's place."""


class ProfileDocument(_Part):
    """Who the portfolio is about."""

    name: str | None
    headline: str | None
    summary: str | None
    portrait: Address | None
    """The address of a picture."""
    contacts: tuple[Contact, ...]


class ProgrammeDocument(_Part):
    """The programme that the portfolio comes from."""

    name: str | None
    length: str | None
    pace: str | None
    phases: tuple[Phase, ...]


class StepDocument(_Part):
    """One step of how far a skill can be taken."""

    name: str
    label: str
    """What it is called where people read it."""
    rule: str
    """When a skill is on this step, as a clause that follows "when"."""


class EvidenceDocument(_Part):
    """One note that names a skill, and what in it shows the skill."""

    note: str
    """The path of the note."""
    kind: str
    """The note's kind, or `reference implementation` where a project's shows it and not its own text."""
    through: str | None
    """Where the note shows or lists the skill by another alone, which implies it: that skill."""
    shown_by: Literal["sample", "text", "tag"]
    """What shows it: a sample, a sentence, or nothing but the note's front matter."""
    quote: str | None
    """The lines of the sample, or the sentence; null for a tag."""
    url: Address
    """Where that is."""


class SkillDocument(_Part):
    """One skill of the catalogue."""

    name: str
    slug: str
    """The last part of its page's address."""
    url: Address
    """Its page; that of the catalogue for a skill that no note names."""
    aliases: tuple[str, ...]
    """Other names that notes may use."""
    implies: tuple[str, ...]
    """Skills that whoever shows this one shows too, directly or through others."""
    level: str | None
    """The author's own word for how well it is known: self-reported."""
    same_as: Address | None
    """A URI that says which thing in the world this is."""
    step: str
    """How far it has been taken, by the rule in `steps`."""
    evidence: tuple[EvidenceDocument, ...]
    """The notes that name it, the strongest first."""


class CategoryDocument(_Part):
    """A group of skills."""

    name: str
    type: Literal["technologies", "competences"]
    skills: tuple[SkillDocument, ...]


class PictureDocument(_Part):
    """A picture of a note."""

    url: Address
    alt: str
    """What it shows, in words."""


class SampleDocument(_Part):
    """One sample of a note that a record of runs vouches for."""

    line: int
    """The line of the source on which it begins."""
    language: str
    what: Literal["ran", "checked", "tests"]
    """Whether it ran, was only checked, as data is, or ran the tests of a reference implementation."""
    versions: dict[str, str]
    """The versions of what ran it, by name."""
    when: dt.datetime
    commit: str | None
    """The commit that the repository was at."""


class NoteDocument(_Part):
    """What every kind of note has."""

    path: str
    """Where its source is in the repository; this names the note."""
    kind: str
    url: Address
    title: str
    description: str | None
    dates: Dates | None
    skills: tuple[str, ...]
    """The skills that it names; `relations` has those that it shows."""
    tags: tuple[str, ...]
    image: PictureDocument | None
    weight: int | None
    """Its place among its siblings, lower first."""
    after: tuple[str, ...]
    """The paths of the notes to read before it."""
    start_here: bool
    """Whether it is one of the notes to read first."""
    aliases: tuple[str, ...]
    """Old addresses of its page."""
    minutes: int
    """How long it takes to read."""
    links_to: tuple[str, ...]
    """The paths of the notes that its text links to."""
    linked_from: tuple[str, ...]
    """The paths of the notes whose text links to it."""
    samples: tuple[SampleDocument, ...]
    """Its samples that ran as they are now; none where nothing was recorded."""


class RelationDocument(_Part):
    """One thing that holds between two notes, two skills, or a note and a skill."""

    type: Literal["shows", "belongs-to", "links-to", "implies"]
    """A note shows a skill; a challenge belongs to a project; a note links to a note; a skill implies a skill."""
    source: str
    target: str
    through: str | None = None
    """Where a note shows a skill by another alone, which implies it: that skill."""


def own_fields(kind: Kind) -> tuple[str, ...]:
    """Return the names of the fields that only one kind of note has.

    Those of pages stand at the top of the document: there is one profile, one catalogue.
    """
    if kind is PAGE:
        return ()
    return tuple(name for name in kind.fields.model_fields if name not in NoteFields.model_fields)


def _note_model(kind: Kind) -> type[NoteDocument]:
    known = kind.fields.model_fields
    fields: dict[str, Any] = {name: (known[name].annotation, known[name]) for name in own_fields(kind)}
    fields["kind"] = (Literal[kind.name], ...)
    return create_model(
        f"{kind.name.capitalize()}Document",
        __base__=NoteDocument,
        __doc__=kind.fields.__doc__ if kind is not PAGE else "A page that is no note: it shows no skill.",
        **fields,
    )


NOTE_MODELS = {kind.name: _note_model(kind) for kind in KINDS}
"""The model of each kind of note: what every note has, and the kind's own fields as its front matter has them."""

if TYPE_CHECKING:
    AnyNote: TypeAlias = NoteDocument
else:
    AnyNote = Annotated[Union[tuple(NOTE_MODELS.values())], Field(discriminator="kind")]  # noqa: UP007  (of a list)


class CatalogueDocument(_Part):
    """The skills there are, by category."""

    path: str | None
    """The page whose front matter holds it."""
    categories: tuple[CategoryDocument, ...]


class PortfolioDocument(_Part):
    """A learning portfolio in which every skill is traced to the notes that show it."""

    schema_version: Literal[2]
    site: SiteDocument
    profile: ProfileDocument
    programme: ProgrammeDocument
    goals: tuple[GoalGroup, ...]
    experience: tuple[Job, ...]
    education: tuple[Education, ...]
    certificates: tuple[Certificate, ...]
    languages: tuple[Language, ...]
    steps: tuple[StepDocument, ...]
    """How far a skill can be taken, lowest first."""
    catalogue: CatalogueDocument
    notes: tuple[AnyNote, ...]
    """Every note and page that is published, in the order of paths."""
    relations: tuple[RelationDocument, ...]


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `portfolio.json`."""
    return PortfolioDocument.model_json_schema(mode="serialization")
