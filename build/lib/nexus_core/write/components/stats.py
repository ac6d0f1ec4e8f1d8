"""The component `stats`: the portfolio in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from markupsafe import Markup
from pydantic import Field

from nexus_core.schema.kinds import SECTIONS
from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, counted, render, written_day

if TYPE_CHECKING:
    Figure: TypeAlias = str
else:
    Figure = Literal[("skills", *(f"{kind.name}s" for kind in SECTIONS), "samples")]
"""What can be counted: skills, the notes of each kind, and the samples that are known to have run."""


class StatsOptions(Options):
    """The options of `stats`."""

    show: tuple[Figure, ...] = Field(
        ("skills", "projects", "challenges", "learnings", "samples"), description="which figures, in this order"
    )


def stats(options: StatsOptions, place: Place) -> Markup:
    """Return the figures that the options ask for, each with a link to what it counts."""
    portfolio = place.portfolio
    shown = sum(1 for skill in portfolio.catalogue.skills if portfolio.shown(skill))
    figures: dict[str, tuple[int, str, str]] = {
        "skills": (shown, "skill shown" if shown == 1 else "skills shown", portfolio.catalogue.path)
    }
    for kind in SECTIONS:
        number = len(portfolio.entries(kind))
        label = counted(number, kind.name).partition(" ")[2]
        figures[f"{kind.name}s"] = (number, label, f"{kind.folder}/README.md")
    runs = [run for note in portfolio.in_order for _, run in note.runs if run.what == "ran"]
    if runs:
        last = written_day(max(run.when for run in runs))
        label = f"{counted(len(runs), 'sample').partition(' ')[2]} ran, the last on {last}"
        figures["samples"] = (len(runs), label, "")
    chosen = [figures[name] for name in options.show if figures.get(name, (0,))[0]]
    return render("components/stats.md.j2", place, figures=chosen)


COMPONENT = Component("stats", "the portfolio in numbers", StatsOptions, stats)
