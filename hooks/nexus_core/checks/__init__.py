"""What can be wrong with a portfolio, or could be better: one registry, asked by everyone who reports problems.

A check is a file beside this one: a function from a loaded portfolio, or from some of its notes, to problems, and
the codes that these have. Adding one is a new file, a line in `CHECKS` and a golden case in `tests/checks/faults`.
"""

from __future__ import annotations

from nexus_core.checks import (
    addresses,
    aliases,
    bare_projects,
    claimed_skills,
    components,
    file_names,
    links,
    names,
    orphans,
    other_names,
    own_fields,
    placeholders,
    profile,
    raw_markup,
    reading_order,
    secrets,
    shown_skills,
    single_fields,
    slow_markdown,
    unskilled_notes,
)
from nexus_core.checks.base import Check, NoteCheck
from nexus_core.model.loading import Loaded
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.problems.codes import UNREAD
from nexus_core.problems.problem import Problem, Severity

CHECKS: tuple[Check | NoteCheck, ...] = (
    file_names.CHECK,
    addresses.CHECK,
    aliases.CHECK,
    single_fields.CHECK,
    components.CHECK,
    names.CHECK,
    links.CHECK,
    reading_order.CHECK,
    slow_markdown.CHECK,
    raw_markup.CHECK,
    secrets.CHECK,
    claimed_skills.CHECK,
    unskilled_notes.CHECK,
    shown_skills.CHECK,
    bare_projects.CHECK,
    placeholders.CHECK,
    orphans.CHECK,
    profile.CHECK,
    other_names.CHECK,
    own_fields.CHECK,
)
"""Every check."""


def check_portfolio(loaded: Loaded, *, advice: bool = False, in_build: bool = False) -> tuple[Problem, ...]:
    """Return everything that is wrong with a portfolio, in the order of files and lines.

    What loading found is included. With `advice`, so is what could be better, but for notes that can't be read.
    With `in_build`, what MkDocs says of the same portfolio by itself isn't.
    """
    portfolio = loaded.portfolio
    problems = list(loaded.problems)
    notes = [*portfolio.notes.values(), *(folder.readme for folder in portfolio.code if folder.readme)]
    for check in CHECKS:
        if isinstance(check, NoteCheck):
            problems += check.find(notes, portfolio)
        elif (advice or not check.is_advice) and not (in_build and check.is_said_by_build):
            problems += check.find(loaded)
    unread = {problem.path for problem in loaded.problems if problem.code in UNREAD}
    told = (each for each in problems if each.severity is not Severity.ADVICE or each.path not in unread)
    return tuple(sorted(told, key=lambda problem: (problem.code != profile.UNREACHABLE, problem.order)))


def check_body(note: Note, portfolio: Portfolio) -> list[Problem]:
    """Return what is wrong with a note's text, given as a note in the place of one of the portfolio's."""
    checks = (check for check in CHECKS if isinstance(check, NoteCheck))
    return [problem for check in checks for problem in check.find([note], portfolio)]
