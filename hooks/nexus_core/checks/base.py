"""What a check is: a function that returns problems, and the codes of the problems that it can find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from nexus_core.model.loading import Loaded
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.problems.problem import Problem, Severity, Span
from nexus_core.read.yaml_block import Location


@dataclass(frozen=True, slots=True)
class Check:
    """A check that needs the whole portfolio, with the record of what is left out of it."""

    codes: tuple[str, ...]
    find: Callable[[Loaded], Iterable[Problem]]
    is_advice: bool = False
    """Whether it only finds what could be better."""
    is_said_by_build: bool = False
    """Whether a build warns of the same by itself."""


@dataclass(frozen=True, slots=True)
class NoteCheck:
    """A check of each note by itself, so that one can be checked again after an edit."""

    codes: tuple[str, ...]
    find: Callable[[Iterable[Note], Portfolio], Iterable[Problem]]
    """Returns the problems of some notes of a portfolio."""


def advice(note: Note, location: Location, code: str, message: str, hint: str = "") -> Problem:
    """Return advice on a field of a note; on the note as a whole where it doesn't have the field."""
    found = replace(note.front.problem(location, code, message, hint), severity=Severity.ADVICE)
    absent = len(location) == 1 and location[0] not in note.front.fields
    return replace(found, span=Span(1), source_line="") if absent or not location else found


def notes_of_their_own(portfolio: Portfolio) -> Iterator[Note]:
    """Yield the notes of sections that are more than the page of their folder."""
    return (note for note in portfolio.in_order if note not in portfolio.lists)
