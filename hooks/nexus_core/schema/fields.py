"""The front matter fields that every kind of note has, and what the fields of several kinds are made of.

The string under a field is its documentation: it reaches the JSON Schemas and the page for authors. Fields of one
kind are beside it in `kinds/`, those of the catalogue in `catalogue_fields.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, StrictBool, StrictInt, StrictStr, model_validator

from nexus_core.schema.field_types import (
    DateOrDates,
    Day,
    ImagePath,
    Misfit,
    SkillName,
    Text,
    WebAddress,
    refuse,
    to_dates,
    to_tags,
)

StepName = Literal["claimed", "listed", "studied", "practised", "applied", "shipped"]
"""The steps of the evidence rule, lowest first."""


def end_before_start(start: str | None, end: str | None) -> Iterator[Misfit]:
    """Yield what is wrong with two months if they are in the wrong order."""
    if start and end and end < start:
        yield Misfit(("end",), "invalid-date", f"end ({end}) is before start ({start})", "swap them")


class Entry(BaseModel):
    """A part of front matter with fields of its own, which has no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Link(Entry):
    """A link with the text it is shown with."""

    label: Text
    url: WebAddress


class Dates(Entry):
    """When a note was written, and when it was last changed."""

    created: Day
    updated: Day | None = None

    @model_validator(mode="after")
    def _updated_after_created(self) -> Self:
        if self.updated and self.updated < self.created:
            message = f"updated ({self.updated}) is before created ({self.created})"
            refuse([Misfit(("updated",), "invalid-date", message, "swap them")])
        return self


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
    after: tuple[Text, ...] = ()
    """The titles of the notes to read before it."""
    start_here: StrictBool = False
    """Whether it is one of the notes that a stranger should read first, which the home page lists."""
    draft: StrictBool = False
    """Shown by `mkdocs serve`, left out of `mkdocs build`."""
    aliases: tuple[StrictStr, ...] = ()
    """Old addresses that lead to the page, from the site's root: `/old/page/`, `old/page.html`, `old/page.md`."""

    @model_validator(mode="after")
    def _needs_alt_text(self) -> Self:
        if self.image and not self.image_alt:
            message, hint = "image has no image_alt", "describe the picture in image_alt"
            refuse([Misfit(("image",), "missing-alt", message, hint)])
        return self

    @property
    def lead(self) -> str:
        """The line that a card or a list shows below the title."""
        return self.description or ""

    @property
    def summary(self) -> tuple[str, ...]:
        """What sums it up besides the description, a sentence each."""
        return ()

    @property
    def lesson(self) -> str:
        """What the note taught, in one sentence."""
        return ""
