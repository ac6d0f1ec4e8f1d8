"""The component `evidence-map`: a picture of skills against the notes that show them, drawn by the build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup
from pydantic import Field

from nexus_core.model.evidence import Evidence
from nexus_core.model.note import Note
from nexus_core.schema.kinds import BY_STRENGTH, Kind
from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render

# The drawing is laid out for a telephone, where one unit is about a pixel; wider pages only enlarge it.
WIDTH = 360
LABELS = 124
ROW = 17
GAP = 5
"""Space between the columns of two kinds."""
WIDEST = 9
"""The most that a column takes, so that few notes do not stand far apart."""
MOST_NOTES = 60
"""Columns beyond which marks could not be told apart; the strongest kinds come first."""


class EvidenceMapOptions(Options):
    """The options of `evidence-map`."""

    type: Literal["technologies", "competences"] = Field("technologies", description="which skills")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the picture: a category's name, or a skill with the marks of its notes."""

    label: str
    y: float
    is_category: bool
    marks: tuple[tuple[Kind, float], ...] = ()
    """The kind of each mark and the middle of its column."""


def evidence_map(options: EvidenceMapOptions, place: Place) -> Markup:
    """Return the picture as SVG that takes its colours from the page, with a legend in words."""
    portfolio = place.portfolio
    categories = [each for each in portfolio.catalogue.categories if each.type == options.type]
    shown = {item.note for each in categories for skill in each.skills for item in portfolio.shown(skill)}
    notes = [note for kind in BY_STRENGTH for note in portfolio.in_order if note in shown and note.kind is kind]
    columns, width = _columns(notes[:MOST_NOTES])
    rows: list[Row] = []
    y = 0.0
    for category in (each for each in categories if any(map(portfolio.has_page, each.skills))):
        y += ROW + 3
        rows.append(Row(category.name, y, is_category=True))
        for skill in filter(portfolio.has_page, category.skills):
            y += ROW
            rows.append(Row(skill.name, y, is_category=False, marks=_marks(portfolio.shown(skill), columns)))
    return render(
        "components/evidence_map.md.j2",
        place,
        rows=rows,
        width=WIDTH,
        labels=LABELS,
        height=y + ROW / 2,
        size=round(min(width, WIDEST) * 0.72, 2),
        skills=sum(not row.is_category for row in rows),
        notes=len(notes),
        left_out=max(0, len(notes) - MOST_NOTES),
        kinds=[kind for kind in BY_STRENGTH if any(note.kind is kind for note in notes)],
    )


def _columns(notes: list[Note]) -> tuple[dict[Note, float], float]:
    """Give each note the middle of its column, with a gap where the kind changes; also the column's width."""
    kinds: list[Kind] = []
    for note in notes:
        if note.kind not in kinds:
            kinds.append(note.kind)
    space = WIDTH - LABELS - 10 - GAP * max(0, len(kinds) - 1)
    width = min(WIDEST, space / max(1, len(notes)))
    return {
        note: round(LABELS + 10 + width * (index + 0.5) + GAP * kinds.index(note.kind), 2)
        for index, note in enumerate(notes)
    }, width


def _marks(evidence: tuple[Evidence, ...], columns: dict[Note, float]) -> tuple[tuple[Kind, float], ...]:
    notes = dict.fromkeys(item.note for item in evidence)
    return tuple((note.kind, columns[note]) for note in notes if note in columns)


COMPONENT = Component(
    "evidence-map", "a picture of skills against the notes that show them", EvidenceMapOptions, evidence_map
)
