"""The front matter fields of what a résumé holds beside the notes: jobs, education, certificates and languages.

No note is behind them: they are the author's own statements, and none of them raises a skill's step.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, model_validator

from nexus_core.schema.field_types import Month, SkillName, Text, WebAddress, entry_from_name, refuse
from nexus_core.schema.fields import Entry, end_before_start


class Period(Entry):
    """Something that began and may have ended."""

    start: Month | None = None
    end: Month | None = None

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        refuse(end_before_start(self.start, self.end))
        return self


class Job(Period):
    """One position."""

    title: Text
    organisation: Text | None = None
    url: WebAddress | None = None
    """The organisation's site."""
    summary: Text | None = None
    highlights: tuple[Text, ...] = ()


class Education(Period):
    """One course of study."""

    institution: Text
    title: Text | None = None
    """The degree or the course."""
    url: WebAddress | None = None
    """The institution's site."""
    summary: Text | None = None


class Certificate(Entry):
    """A certificate. It stands beside the skills that it certifies, and raises none."""

    title: Text
    issuer: Text | None = None
    date: Month | None = None
    url: WebAddress | None = None
    """Where it can be verified."""
    credential_id: Text | None = None
    skills: tuple[SkillName, ...] = ()

    @property
    def by(self) -> str:
        """What certifies its skills, in the fewest words."""
        return self.issuer or self.title


class Language(Entry):
    """A language that the author speaks."""

    name: Text
    level: Text | None = None
    """How well: the author's own word, such as B2 or native."""


LanguageOrName = Annotated[Language, BeforeValidator(entry_from_name, json_schema_input_type=Language | str)]
"""A language, or its name alone."""
