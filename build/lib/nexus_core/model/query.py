"""Simple questions to a portfolio: conditions that a note meets or doesn't, all of which have to hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.steps import STEPS
from nexus_core.problems.spelling import did_you_mean, either
from nexus_core.schema.kinds import KINDS, PAGE, PROJECT
from nexus_core.schema.kinds.challenge import ChallengeFields

Test = Callable[[Note], bool]


class QuestionError(ValueError):
    """A question can't be answered; the message says what is wrong with it and what was probably meant."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that can be asked of a note."""

    summary: str
    """What its value is, in a few words."""
    test: Callable[[Portfolio, str], Test]
    """Returns the test for a value.

    Raises:
        QuestionError: there is no such value.
    """


_PAIR = re.compile(
    r"""\s*(?P<name>\w+)\s*(?P<sign>!?=)(?:\s*"(?P<double>[^"]*)"|\s*'(?P<single>[^']*)'|(?P<bare>.*?))"""
    r"(?=\s+\w+\s*!?=|\s*\Z)",
    re.DOTALL,
)


def ask(portfolio: Portfolio, question: Iterable[str]) -> list[Note]:
    """Return the notes and pages that meet every condition in the question's parts, in the order of reading.

    Raises:
        QuestionError: a part is not a condition, or names something unknown.
    """
    tests = [_test(portfolio, *pair) for part in question for pair in _pairs(part)]
    if not tests:
        raise QuestionError(f"ask something, such as 'kind=project'; there are {', '.join(CONDITIONS)}")
    pages = (note for note in portfolio.notes.values() if note.kind is PAGE)
    return [note for note in (*portfolio.in_order, *pages) if all(test(note) for test in tests)]


def _pairs(part: str) -> Iterator[tuple[str, str, str]]:
    position = 0
    while part[position:].strip():
        match = _PAIR.match(part, position)
        if match is None:
            raise QuestionError(
                f"'{part[position:].strip()}' is not a condition: write NAME=VALUE, such as skill=Redis"
            )
        value = match["double"] or match["single"] or match["bare"] or ""
        if not value.strip():
            raise QuestionError(f"'{match['name']}' has no value: write {match['name']}=VALUE")
        yield match["name"].lower(), match["sign"], " ".join(value.split())
        position = match.end()


def _test(portfolio: Portfolio, name: str, sign: str, value: str) -> Test:
    if name not in CONDITIONS:
        hint = did_you_mean(name, CONDITIONS) or f"there are {', '.join(CONDITIONS)}"
        raise QuestionError(f"unknown condition '{name}': {hint}")
    test = CONDITIONS[name].test(portfolio, value)
    return test if sign == "=" else lambda note: not test(note)


def _skill(portfolio: Portfolio, value: str) -> Test:
    skill = portfolio.catalogue.find(value)
    if skill is None:
        raise QuestionError(f"unknown skill '{value}': {portfolio.catalogue.suggest(value)}")
    return lambda note: portfolio.shows(note, skill)


def _kind(portfolio: Portfolio, value: str) -> Test:
    name = _known("kind", value, (kind.name for kind in KINDS))
    return lambda note: note.kind.name == name


def _step(portfolio: Portfolio, value: str) -> Test:
    name = _known("step", value, (step.name for step in STEPS))
    showing = {item.note for items in portfolio.evidence.values() for item in items}
    return lambda note: note in showing and portfolio.step_of_note(note).name == name


def _tag(portfolio: Portfolio, value: str) -> Test:
    tags = {note: {tag.casefold() for tag in note.fields.tags or ()} for note in portfolio.notes.values()}
    name = _known("tag", value, sorted(set().union(*tags.values()))).casefold()
    return lambda note: name in tags[note]


def _project(portfolio: Portfolio, value: str) -> Test:
    names: dict[str, tuple[str, str]] = {}
    for note in portfolio.entries(PROJECT):
        folder = note.folder if note.is_index else note.path
        names |= dict.fromkeys((note.path, folder, folder.rpartition("/")[2], note.title), (note.path, folder))
    path, folder = names[_known("project", value, names, [note.title for note in portfolio.entries(PROJECT)])]
    return lambda note: (
        note.path == path
        or note.path.startswith(f"{folder}/")
        or (isinstance(note.fields, ChallengeFields) and note.fields.project == path)
    )


def _year(portfolio: Portfolio, value: str) -> Test:
    if not re.fullmatch(r"[0-9]{4}", value):
        raise QuestionError(f"'{value}' is not a year: write it as YYYY")
    return lambda note: (
        note.dates is not None
        and int(value) in {day.year for day in (note.dates.created, note.dates.updated) if day}
    )


def _text(portfolio: Portfolio, value: str) -> Test:
    words = value.casefold()
    return lambda note: words in " ".join(f"{note.title} {note.description} {note.body}".split()).casefold()


def _known(what: str, value: str, names: Iterable[str], listed: Iterable[str] = ()) -> str:
    """Return a name as it is spelt; where it is unknown, say which there are, or those `listed` for them."""
    known = {name.casefold(): name for name in names}
    if value.casefold() not in known:
        there = f"there are {', '.join(listed or known.values())}" if known else "there are none"
        raise QuestionError(f"unknown {what} '{value}': {did_you_mean(value, known.values()) or there}")
    return known[value.casefold()]


CONDITIONS = {
    "skill": Condition("a skill that the note shows, by name or alias", _skill),
    "kind": Condition(either([kind.name for kind in KINDS]), _kind),
    "step": Condition("the step that the note takes its skills to, such as applied", _step),
    "tag": Condition("one of the note's tags", _tag),
    "project": Condition("the project that the note is or belongs to, by title, folder or path", _project),
    "year": Condition("the year in which the note was written or last changed", _year),
    "text": Condition("words that stand in the note's title, description or text", _text),
}
"""Everything that can be asked, by the name in a question."""
