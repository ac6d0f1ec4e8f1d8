"""Advice: what would make a portfolio better although nothing in it is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from nexus_core.model.evidence import STEPS
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.problems.problem import Problem, Severity, Span
from nexus_core.schema.fields import PageFields, ProjectFields
from nexus_core.schema.kinds import PAGE
from nexus_core.schema.other_tools import renamed_fields

PLACEHOLDERS = re.compile(
    r"\bTODO\b|\bFIXME\b|\bTBD\b|\blorem ipsum\b|\bExample:|\byour-(?:user)?name\b", re.IGNORECASE
)
"""Text that was meant to be replaced."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def advise(portfolio: Portfolio) -> list[Problem]:
    """Return every piece of advice on a portfolio, in the order of files and lines."""
    found = [problem for check in CHECKS for problem in check(portfolio)]
    return sorted(found, key=lambda problem: problem.order)


def _claimed_skills(portfolio: Portfolio) -> Iterator[Problem]:
    page = portfolio.notes.get(portfolio.catalogue.path)
    if page is None:
        return
    claimed = {skill.name for skill in portfolio.catalogue.skills if portfolio.step(skill) is STEPS[0]}
    for index, category in enumerate(page.front.fields.get("catalogue") or ()):
        for position, entry in enumerate(category.get("skills") or ()):
            name = " ".join(str(entry.get("name") if isinstance(entry, dict) else entry).split())
            if name in claimed:
                location = ("catalogue", index, "skills", position)
                message = f"'{name}' is claimed, but no note shows it"
                hint = "name it in the skills of a note that does"
                yield _advice(page, location, "claimed-skill", message, hint)


def _notes_without_skills(portfolio: Portfolio) -> Iterator[Problem]:
    for note in _notes(portfolio):
        if not note.named_skills:
            message = "this note shows no skill"
            yield _advice(note, ("skills",), "no-skill", message, "list what it shows in 'skills'")


def _bare_projects(portfolio: Portfolio) -> Iterator[Problem]:
    for note in _notes(portfolio):
        if isinstance(note.fields, ProjectFields):
            for name in ("description", "image"):
                if not getattr(note.fields, name):
                    yield _advice(note, (name,), f"no-{name}", f"this project has no {name}", "its card shows it")


def _placeholders(portfolio: Portfolio) -> Iterator[Problem]:
    for note in portfolio.notes.values():
        fence = ""
        for index, line in enumerate(note.body.split("\n")):
            opened = _FENCE.match(line)
            if opened and (not fence or line.strip().startswith(fence)):
                fence = "" if fence else opened[1]
            match = None if fence else PLACEHOLDERS.search(line)
            if match:
                yield Problem(
                    path=note.path,
                    span=Span(note.body_line + index, match.start() + 1, len(match[0])),
                    code="placeholder",
                    message=f"'{match[0]}' looks like text to be replaced",
                    severity=Severity.ADVICE,
                    source_line=line,
                )


def _orphans(portfolio: Portfolio) -> Iterator[Problem]:
    for note in _notes(portfolio):
        if not portfolio.linked_from(note):
            message = "no other note links to this one"
            yield _advice(note, (), "orphan", message, "link it where a reader would want it next")


def _profile(portfolio: Portfolio) -> Iterator[Problem]:
    profile = portfolio.profile
    for note in portfolio.notes.values():
        if note.kind is not PAGE or note.fields_as(PageFields).profile is not profile:
            continue
        for name in ("name", "headline", "portrait"):
            if not getattr(profile, name):
                yield _advice(note, ("profile", name), "incomplete-profile", f"the profile has no {name} yet")
        for index, contact in enumerate(profile.contacts):
            if not contact.url and not contact.text:
                place = ("profile", "contacts", index)
                yield _advice(note, place, "incomplete-profile", f"{contact.label} has no url yet")


def _renamed_fields(portfolio: Portfolio) -> Iterator[Problem]:
    for note in portfolio.notes.values():
        for name, ours in renamed_fields(note.front.fields, note.kind.fields.model_fields):
            message, hint = f"unknown field '{name}'", f"did you mean '{ours}'?"
            problem = note.front.problem((name,), "unknown-field", message, hint, key=True)
            yield replace(problem, severity=Severity.ADVICE)


CHECKS: tuple[Callable[[Portfolio], Iterable[Problem]], ...] = (
    _claimed_skills,
    _notes_without_skills,
    _bare_projects,
    _placeholders,
    _orphans,
    _profile,
    _renamed_fields,
)
"""Every check; adding one is a function and a line here."""


def _notes(portfolio: Portfolio) -> Iterator[Note]:
    """The notes that are more than the page of their folder."""
    lists = {folder.index for kind, top in portfolio.folders.items() if kind is not PAGE for folder in top.groups()}
    return (note for note in portfolio.in_order if note not in lists)


def _advice(note: Note, location: tuple[str | int, ...], code: str, message: str, hint: str = "") -> Problem:
    found = note.front.problem(location, code, message, hint)
    # A field that isn't there has no place of its own: the note as a whole is meant.
    absent = len(location) == 1 and location[0] not in note.front.fields
    return Problem(
        path=note.path,
        span=Span(1) if absent or not location else found.span,
        code=code,
        message=message,
        hint=hint,
        severity=Severity.ADVICE,
        source_line="" if absent or not location else found.source_line,
    )
