"""The component `evidence`: the notes that show one skill, by kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

from markupsafe import Markup
from pydantic import Field, StrictInt

from nexus_core.model.catalogue import Skill
from nexus_core.model.evidence import Evidence
from nexus_core.schema.field_types import SkillName
from nexus_core.schema.kinds import BY_STRENGTH, Kind, KindName
from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render
from nexus_core.write.pagination import beginning


class EvidenceOptions(Options):
    """The options of `evidence`."""

    skill: SkillName = Field(description="the skill; required")
    kind: KindName | None = Field(None, description="only notes of this kind")
    limit: Annotated[StrictInt, Field(ge=1)] | None = Field(None, description="at most so many of each kind")


def evidence_list(
    skill: Skill, place: Place, *, kinds: Sequence[Kind] = BY_STRENGTH, limit: int | None = None
) -> Markup:
    """Return the notes that show a skill under a heading for each kind, with how each shows it.

    Args:
        skill: what they show.
        place: where the list will stand.
        kinds: only notes of these kinds.
        limit: at most so many of each.
    """
    every = [item for _, items in _by_kind(place.portfolio.evidence[skill], kinds) for item in items[:limit]]
    full = place.view.lists.get(skill.path)
    is_all = limit is None and len(kinds) == len(BY_STRENGTH)
    page = full.page_at(place.path, every) if full and is_all else None
    shown = page or beginning(every, limit and len(every), full)
    return render(
        "components/evidence.md.j2",
        place,
        shown=shown,
        contents=shown.contents([(kind.title, None, len(items)) for kind, items in _by_kind(every, kinds)]),
        groups=_by_kind(shown.entries, kinds),
    )


def _placed(options: EvidenceOptions, place: Place) -> Markup:
    skill = place.portfolio.catalogue.find(options.skill)
    kinds = [kind for kind in BY_STRENGTH if options.kind in {None, kind.name}]
    return evidence_list(skill, place, kinds=kinds, limit=options.limit) if skill else Markup()


def _by_kind(evidence: Iterable[Evidence], kinds: Iterable[Kind]) -> list[tuple[Kind, list[Evidence]]]:
    found = list(evidence)
    groups = ((kind, [item for item in found if item.note.kind is kind]) for kind in kinds)
    return [(kind, items) for kind, items in groups if items]


COMPONENT = Component("evidence", "the notes that show one skill", EvidenceOptions, _placed)
