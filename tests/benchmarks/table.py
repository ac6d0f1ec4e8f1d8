"""Turns what was measured into the table of figures, as Markdown and as JSON."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from benchmarks.comparison import CHANGED, COLD, REAL, SAVE, UNCHANGED, Comparison
from benchmarks.measure import Cost
from benchmarks.peers import BUILDERS, HUGO, OURS, PLAIN, Builder

COMPARED = """\
Plain Material and Zensical build the same Markdown with this project's settings, `navigation.prune` among them, and
no more: no pages of skills, cards, checks, feeds, structured data or plain Markdown. Hugo builds pages with tabs, a
nav pruned alike, tables of contents, highlighted code, checked links, a page for each skill and a feed, by small
layouts; its search index isn't cut at headings, and it has no evidence, cards, checks of fields, structured data,
icons or scripts. What keeps nothing builds anew, so its cold build stands for the others. Own work is
the time in this repository's code, imports included, without the steps of others that it does in their place."""


@dataclass(frozen=True)
class Sizes:
    """Numbers of notes of the portfolios that are compared."""

    small: int
    middle: int
    large: int
    huge: int = 0
    """Only built if it is asked for."""
    has_goals: bool = True
    """Whether these are the numbers that the figures to be reached are about."""


@dataclass(frozen=True)
class Row:
    """One figure of every program."""

    what: str
    must: str
    """What ours has to reach."""
    value: Callable[[Builder], float | None]
    form: str = "{:.3f}"
    note: str = ""


def rows(measured: Comparison, sizes: Sizes) -> list[Row]:
    """Return the figures that the project has to reach, and what else was seen."""

    def ratio(what: str, notes: int) -> Callable[[Builder], float | None]:
        return lambda builder: measured.ratio(what, notes, builder)

    def growth(builder: Builder) -> float | None:
        small, large = (_cpu(measured.of(COLD, notes, builder)) for notes in (sizes.small, sizes.large))
        return large / small if small and large else None

    def wider(builder: Builder) -> float | None:
        small, large = (measured.outputs.get((COLD, notes, builder.name)) for notes in (sizes.small, sizes.large))
        return (large.page / small.page - 1) * 100 if small and large else None

    def own(*parts: str) -> Callable[[Builder], float | None]:
        return lambda builder: measured.own_ratio(sizes.middle, parts) if builder is OURS else None

    middle, large = f"{sizes.middle:,} notes", f"{sizes.large:,} notes"
    found = [
        Row(f"{middle}: our own work, within the process", "≤ 0.05", own("own")),
        Row(f"{middle}: and what it does in place of others", "", own("own", "in place of others")),
        Row(f"{middle}: cold build", "≤ 0.45", ratio(COLD, sizes.middle)),
        Row(f"{large}: cold build", "≤ 0.30", ratio(COLD, sizes.large)),
        Row(f"{middle}: build after one note's body changed", "≤ 0.08", ratio(CHANGED, sizes.middle)),
        Row(f"{middle}: build with nothing changed", "≤ 0.05", ratio(UNCHANGED, sizes.middle)),
        Row(f"{middle}: save to served", "≤ 0.03", ratio(SAVE, sizes.middle)),
        Row(f"from {sizes.small:,} to {large}: cold cost grows by", "≤ 10.5 times", growth, "{:.1f} times"),
        Row(f"from {sizes.small:,} to {large}: median page grows by", "≤ 3%", wider, "{:.1f}%"),
        Row(f"the real portfolio{_pages(measured)}: cold build", "≤ 1.2", ratio(REAL, 0), "{:.2f}"),
    ]
    for notes in filter(None, (sizes.middle, sizes.huge)):
        found += _weights(measured, notes, huge=notes == sizes.huge)
    return found if sizes.has_goals else [replace(row, must="") for row in found]


def _weights(measured: Comparison, notes: int, *, huge: bool) -> list[Row]:
    def memory(builder: Builder) -> float | None:
        costs = measured.of(COLD, notes, builder)
        return statistics.median(cost.memory for cost in costs) if costs else None

    def output(builder: Builder) -> float | None:
        found = measured.outputs.get((COLD, notes, builder.name))
        return found.kilobytes / notes if found else None

    found = [
        Row(f"{notes:,} notes: peak memory", "≤ 1 GB" if huge else "", memory, "{:,.0f} MB"),
        Row(f"{notes:,} notes: output for each note", "≤ 60 kB" if huge else "", output, "{:.0f} kB"),
    ]
    against = Row(
        f"{notes:,} notes: cold build against Hugo's", "≤ 1.0", lambda one: measured.ratio(COLD, notes, one, HUGO)
    )
    return [against, *found] if huge else found


def markdown(measured: Comparison, sizes: Sizes) -> str:
    """Return the table, with what it doesn't say itself below."""
    builders = measured.builders
    lines = [
        f"| CPU time for each second of plain Material's | must | {' | '.join(each.label for each in builders)} |",
        f"| --- | --- |{' ---: |' * len(builders)}",
    ]
    for row in rows(measured, sizes):
        cells = (_cell(row, row.value(builder)) for builder in builders)
        lines.append(f"| {row.what} | {row.must} | {' | '.join(cells)} |")
    seconds = []
    for (what, notes), found in _by_task(measured).items():
        of_each = ", ".join(f"{name} {_cpu(costs):.2f} s" for name, costs in found.items())
        seconds.append(f"{what}, {notes or 'these'} notes: {of_each}")
    absent = [
        f"{each.name} is not installed (`pip install -e '.[benchmark]'`)."
        for each in BUILDERS
        if not each.installed
    ]
    below = ["Median CPU time of one run:", "", *(f"- {line}" for line in seconds), "", COMPARED, *absent]
    return "\n".join([*lines, "", *below])


def as_json(measured: Comparison, sizes: Sizes) -> dict[str, Any]:
    """Return every run and every figure."""
    return {
        "machine": {"python": platform.python_version(), "system": platform.platform(), "cpus": os.cpu_count()},
        "figures": [
            {"what": row.what, "must": row.must}
            | {each.name: value for each in measured.builders if (value := row.value(each)) is not None}
            for row in rows(measured, sizes)
        ],
        "runs": [
            {"what": what, "notes": notes, "program": name, "costs": [asdict(cost) for cost in costs]}
            for (what, notes, name), costs in measured.costs.items()
        ],
        "outputs": [
            {"what": what, "notes": notes, "program": name, **asdict(output)}
            for (what, notes, name), output in measured.outputs.items()
        ],
        "own work": measured.own,
    }


def _cell(row: Row, value: float | None) -> str:
    return "" if value is None else row.form.format(value)


def _cpu(costs: Sequence[Cost]) -> float:
    return statistics.median(cost.cpu for cost in costs) if costs else 0.0


def _by_task(measured: Comparison) -> dict[tuple[str, int], dict[str, Sequence[Cost]]]:
    found: dict[tuple[str, int], dict[str, Sequence[Cost]]] = {}
    for (what, notes, name), costs in measured.costs.items():
        found.setdefault((what, notes), {})[name] = costs
    return found


def _pages(measured: Comparison) -> str:
    counted = [measured.outputs.get((REAL, 0, each.name)) for each in (OURS, PLAIN)]
    return f" ({' and '.join(str(each.pages) for each in counted if each)} pages)" if all(counted) else ""
