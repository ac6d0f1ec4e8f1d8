"""The kind `page`: a page below `docs/`, with what its components read.

It is no note: it shows no skill, and has no section of its own.
"""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import unquote

from pydantic import AfterValidator, BeforeValidator

from nexus_core.schema.catalogue_fields import CatalogueEntries
from nexus_core.schema.field_types import (
    CONTACT,
    ContactAddress,
    ImagePath,
    Misfit,
    SkillName,
    Text,
    entry_from_name,
    refuse,
)
from nexus_core.schema.fields import Entry, NoteFields, StepName
from nexus_core.schema.kinds.kind import Kind
from nexus_core.schema.resume_fields import Certificate, Education, Job, LanguageOrName, Period

_EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")
_PHONE = re.compile(r"(?=(?:[^\d]*\d){6})\+?[\d() ./-]+")


class Phase(Period):
    """One phase of the programme, for the timeline."""

    title: Text
    length: Text | None = None
    summary: Text | None = None
    skills: tuple[SkillName, ...] = ()


class Goal(Entry):
    """Something to reach next."""

    title: Text
    text: Text | None = None
    skills: tuple[SkillName, ...] = ()


class GoalGroup(Entry):
    """Goals of one sort, such as career goals."""

    title: Text
    goals: tuple[Goal, ...]


class Contact(Entry):
    """One way to reach the author; without a `url` it is shown as text."""

    label: Text
    text: Text | None = None
    url: ContactAddress | None = None
    """A web address, `mailto:` or `tel:`."""

    @property
    def web_address(self) -> str | None:
        """Its address, if that is on the web."""
        return self.url if self.url and not CONTACT.fullmatch(self.url) else None

    @property
    def email(self) -> str | None:
        """The address for mail that it is."""
        return self._named("email") or (self.text if not self.url and _EMAIL.fullmatch(self.text or "") else None)

    @property
    def phone(self) -> str | None:
        """The telephone number that it is."""
        return self._named("phone") or (self.text if not self.url and _PHONE.fullmatch(self.text or "") else None)

    @property
    def address(self) -> str | None:
        """What a link to it leads to."""
        written = (f"mailto:{self.email}" if self.email else None) or (f"tel:{self.phone}" if self.phone else None)
        return self.url or written

    def _named(self, part: str) -> str | None:
        found = CONTACT.fullmatch(self.url or "")
        return unquote(found[part]) if found and found[part] else None


class Programme(Entry):
    """The programme that the portfolio comes from."""

    name: Text
    length: Text | None = None
    pace: Text | None = None


class Profile(Entry):
    """Who the portfolio is about. What is empty is left out of every page."""

    name: Text | None = None
    headline: Text | None = None
    summary: Text | None = None
    portrait: ImagePath | None = None
    programme: Programme | None = None
    contacts: tuple[Contact, ...] = ()

    @property
    def is_reachable(self) -> bool:
        """Whether a reader learns who this is or where to write."""
        return bool(self.name or self.links)

    @property
    def links(self) -> tuple[Contact, ...]:
        """The contacts that a reader can follow."""
        return tuple(contact for contact in self.contacts if contact.url or contact.email or contact.phone)


class WantedSkill(Entry):
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


class Role(Entry):
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
    catalogue: CatalogueEntries | None = None
    """The skills by category, in docs/skills/README.md."""
    phases: tuple[Phase, ...] | None = None
    """The phases of the programme: `title`, `length`, `start`, `end`, `summary`, `skills`."""
    goals: tuple[GoalGroup, ...] | None = None
    """What is next: groups with a `title` and `goals`, each `title`, `text`, `skills`."""
    experience: tuple[Job, ...] | None = None
    """Jobs, the newest first: `title`, `organisation`, `start`, `end`, `url`, `summary`, `highlights`."""
    education: tuple[Education, ...] | None = None
    """Education beside the programme: `institution`, `title`, `start`, `end`, `url`, `summary`."""
    certificates: tuple[Certificate, ...] | None = None
    """Certificates: `title`, `issuer`, `date` (a month), `url`, `credential_id`, `skills`. Each stands beside its
    skills, and raises none."""
    languages: tuple[LanguageOrName, ...] | None = None
    """Languages that the author speaks: names, or each `{ name, level }`."""
    role: Role | None = None
    """A role, for the component `role` on the same page: `title`, `step`, `source`, `skills` (names, or each
    `{ name, step }`)."""


KIND = Kind(name="page", folder="docs", title="Pages", fields=PageFields)
