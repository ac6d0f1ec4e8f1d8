"""What a note's `after` can have wrong: a name that no note has, and notes that wait for each other."""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.checks.base import Check
from nexus_core.model.loading import Loaded
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.reading_order import circles
from nexus_core.problems.problem import Problem
from nexus_core.problems.spelling import did_you_mean

MOST = 5
"""Titles that a message gives of a circle, before its last one."""


def _find(loaded: Loaded) -> Iterator[Problem]:
    portfolio = loaded.portfolio
    for note in portfolio.notes.values():
        for index, title in enumerate(note.fields.after):
            if portfolio.find_note(title) is None:
                hint = did_you_mean(title, portfolio.titles) or "give the title of a note"
                yield note.front.problem(("after", index), "unknown-note", f"unknown note '{title}'", hint)
    for circle in circles(portfolio.read_before):
        yield _circular([portfolio.notes[path] for path in circle], portfolio)


def _circular(circle: list[Note], portfolio: Portfolio) -> Problem:
    last, first = circle[-1], circle[0]
    index = next(i for i, title in enumerate(last.fields.after) if portfolio.find_note(title) is first)
    titles = [note.title for note in (last, *circle)]
    path = " → ".join([*titles[:MOST], "…", titles[-1]] if len(titles) > MOST + 2 else titles)
    message = (
        "a note can't come after itself" if last is first else f"notes come after each other in a circle: {path}"
    )
    return last.front.problem(("after", index), "circular-order", message, "take it out")


CHECK = Check(("unknown-note", "circular-order"), _find)
