"""The component `evidence`: the notes that show one skill, each with the sentence or the line that does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from markupsafe import Markup
from pydantic import Field, StrictInt

from nexus_core.model.catalogue import Skill
from nexus_core.schema.field_types import SkillName
from nexus_core.schema.kinds import BY_STRENGTH, Kind, KindName
from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render
from nexus_core.write.pagination import beginning

UNFOLDED = 8
"""Notes that are seen at once; what follows is folded."""


class EvidenceOptions(Options):
    """The options of `evidence`."""

    skill: SkillName = Field(description="the skill; required")
    kind: KindName | None = Field(None, description="only notes of this kind")
    limit: Annotated[StrictInt, Field(ge=1)] | None = Field(None, description="at most so many")


def evidence_list(
    skill: Skill, place: Place, *, kinds: Sequence[Kind] = BY_STRENGTH, limit: int | None = None
) -> Markup:
    """Return the notes that show a skill, the strongest first, with what in each of them does.

    Args:
        skill: what they show.
        place: where the list will stand.
        kinds: only notes of these kinds.
        limit: at most so many.
    """
    every = [item for item in place.portfolio.shown(skill) if item.note.kind in kinds]
    full = place.view.lists.get(skill.path)
    is_all = limit is None and len(kinds) == len(BY_STRENGTH)
    page = full.page_at(place.path, every) if full and is_all else None
    shown = page or beginning(every, limit, full)
    return render("components/evidence.md.j2", place, shown=shown, unfolded=UNFOLDED)


def _placed(options: EvidenceOptions, place: Place) -> Markup:
    skill = place.portfolio.catalogue.find(options.skill)
    kinds = [kind for kind in BY_STRENGTH if options.kind in {None, kind.name}]
    return evidence_list(skill, place, kinds=kinds, limit=options.limit) if skill else Markup()


COMPONENT = Component("evidence", "the notes that show one skill, and how", EvidenceOptions, _placed)
