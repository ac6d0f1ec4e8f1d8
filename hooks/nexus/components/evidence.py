"""The component `evidence`: the notes that show one skill, by kind."""

from __future__ import annotations

from typing import Annotated, Literal

from markupsafe import Markup
from pydantic import Field, StrictInt

from nexus.components.base import Component, Options
from nexus.evidence import Evidence
from nexus.field_types import SkillName
from nexus.kinds import BY_STRENGTH, Kind
from nexus.markup import Place, render

KindName = Literal["project", "learning", "challenge", "resource"]


class EvidenceOptions(Options):
    """The options of `evidence`."""

    skill: SkillName = Field(description="the skill; required")
    kind: KindName | None = Field(None, description="only notes of this kind")
    limit: Annotated[StrictInt, Field(ge=1)] | None = Field(None, description="at most so many of each kind")


def write(options: EvidenceOptions, place: Place) -> Markup:
    """Return the notes that show the skill under a heading for each kind, with how each shows it."""
    skill = place.portfolio.catalogue.find(options.skill)
    found = place.portfolio.evidence[skill] if skill else ()
    groups: list[tuple[Kind, list[Evidence]]] = []
    for kind in BY_STRENGTH:
        items = [item for item in found if item.note.kind is kind and options.kind in {None, kind.name}]
        if items:
            groups.append((kind, items[: options.limit]))
    return render("components/evidence.md.j2", place, groups=groups, skill=skill)


COMPONENT = Component("evidence", "the notes that show one skill", EvidenceOptions, write)
