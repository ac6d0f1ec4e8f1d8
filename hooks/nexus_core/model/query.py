"""Questions to a portfolio: conditions that a note meets or doesn't, all of which have to hold, and the order.

One grammar serves `nexus query` and the `where` of components: `kind=project|learning tag!=draft author="Ada L."`.
A name is one of `CONDITIONS`, or any field that the front matter of some note has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from nexus_core.model.columns import field_names, sort_key, texts
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.steps import STEPS
from nexus_core.problems.spelling import did_you_mean, either
from nexus_core.schema.kinds import KINDS, PAGE, PROJECT
from nexus_core.schema.kinds.challenge import ChallengeFields

Test = Callable[[Note], bool]


class QuestionError(ValueError):
    """A question can't be answered; the message says what is wrong with it, the hint what was probably meant."""

    def __init__(self, message: str, hint: str = "", *, start: int = 0, width: int = 0) -> None:
        """Take what is wrong, what to do, and the place in the question's part, if it is in one."""
        super().__init__(f"{message}: {hint}" if hint else message)
        self.message, self.hint, self.start, self.width = message, hint, start, width


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition as a question has it: a name, and values of which one has to be the note's, or none."""

    name: str
    values: tuple[str, ...]
    negated: bool = False
    start: int = 0
    """Where it begins in the question's part."""
    width: int = 0


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


ANY = "*"
"""The value that stands for any: `demo=*` asks for notes that have a demo."""

_PAIR = re.compile(
    r"""\s*(?P<name>[\w-]+)\s*(?P<sign>!?=)(?:\s*"(?P<double>[^"]*)"|\s*'(?P<single>[^']*)'|(?P<bare>.*?))"""
    r"(?=\s+[\w-]+\s*!?=|\s*\Z)",
    re.DOTALL,
)


def ask(portfolio: Portfolio, question: Iterable[str]) -> list[Note]:
    """Return the notes and pages that meet every condition in the question's parts, in the order of reading.

    Raises:
        QuestionError: a part is not a condition, or names something unknown.
    """
    asked = [each for part in question for each in parse(part)]
    if not asked:
        raise QuestionError("ask something, such as 'kind=project'", f"there are {', '.join(CONDITIONS)}")
    pages = (note for note in portfolio.notes.values() if note.kind is PAGE)
    return meeting(asked, (*portfolio.in_order, *pages), portfolio)


def parse(part: str) -> tuple[Asked, ...]:
    """Return the conditions in a part of a question, in order.

    Raises:
        QuestionError: it is not made of conditions.
    """
    return tuple(_pairs(part))


def meeting(asked: Iterable[Asked], notes: Iterable[Note], portfolio: Portfolio) -> list[Note]:
    """Return those of some notes that meet every condition, in their order.

    Raises:
        QuestionError: a condition names something unknown.
    """
    tests = [_test(portfolio, each) for each in asked]
    return [note for note in notes if all(test(note) for test in tests)]


def in_order_of(keys: Sequence[str], notes: Iterable[Note], portfolio: Portfolio) -> list[Note]:
    """Return notes sorted by fields, `-name` for the last first; those without a value come last.

    Raises:
        QuestionError: there is no such field.
    """
    found = list(notes)
    for key in reversed(keys):
        name = known_field(portfolio, key.removeprefix("-"))
        having = [(sort_key(portfolio, note, name), note) for note in found]
        valued = [(value, note) for value, note in having if value is not None]
        valued.sort(key=lambda pair: pair[0], reverse=key.startswith("-"))
        found = [note for _, note in valued] + [note for value, note in having if value is None]
    return found


def known_field(portfolio: Portfolio, name: str) -> str:
    """Return a field's name as it is spelt.

    Raises:
        QuestionError: no note has it.
    """
    names = field_names(portfolio)
    if name.casefold() not in names:
        hint = did_you_mean(name, names.values()) or "no note's front matter has it"
        raise QuestionError(f"unknown field '{name}'", hint)
    return names[name.casefold()]


def _pairs(part: str) -> Iterator[Asked]:
    position = 0
    while part[position:].strip():
        match = _PAIR.match(part, position)
        if match is None:
            rest = part[position:].strip()
            place = {"start": part.index(rest, position), "width": len(rest)}
            raise QuestionError(f"'{rest}' is not a condition", "write NAME=VALUE, such as skill=Redis", **place)
        start = match.start("name")
        place = {"start": start, "width": match.end() - start}
        quoted = match["double"] or match["single"]
        values = [" ".join(value.split()) for value in ([quoted] if quoted else (match["bare"] or "").split("|"))]
        if not all(values):
            raise QuestionError(f"'{match['name']}' has no value", f"write {match['name']}=VALUE", **place)
        yield Asked(match["name"].lower(), tuple(values), match["sign"] == "!=", **place)
        position = match.end()


def _test(portfolio: Portfolio, asked: Asked) -> Test:
    try:
        tests = [_test_of(portfolio, asked.name, value) for value in asked.values]
    except QuestionError as error:
        raise QuestionError(error.message, error.hint, start=asked.start, width=asked.width) from None
    return lambda note: any(test(note) for test in tests) is not asked.negated


def _test_of(portfolio: Portfolio, name: str, value: str) -> Test:
    if value != ANY and name in CONDITIONS:
        return CONDITIONS[name].test(portfolio, value)
    names = field_names(portfolio)
    if name not in names:
        hint = did_you_mean(name, [*CONDITIONS, *names.values()]) or (
            f"there are {', '.join(CONDITIONS)}, and the fields of the notes"
        )
        raise QuestionError(f"unknown condition '{name}'", hint)
    return _field(portfolio, names[name], value)


def _field(portfolio: Portfolio, name: str, value: str) -> Test:
    """Return the test of a field of the front matter, as text; a value that only looks like another is a fault."""
    if value == ANY:
        return lambda note: bool(texts(portfolio, note, name))
    there = {text.casefold(): text for note in portfolio.notes.values() for text in texts(portfolio, note, name)}
    near = did_you_mean(value, there.values())
    if value.casefold() not in there and near:
        raise QuestionError(f"no note has {name} '{value}'", near)
    return lambda note: value.casefold() in {text.casefold() for text in texts(portfolio, note, name)}


def _folder(_: Portfolio, value: str) -> Test:
    return lambda note: note.path.startswith(f"{value.strip('/')}/")


def _skill(portfolio: Portfolio, value: str) -> Test:
    skill = portfolio.catalogue.find(value)
    if skill is None:
        raise QuestionError(f"unknown skill '{value}'", portfolio.catalogue.suggest(value))
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
        raise QuestionError(f"'{value}' is not a year", "write it as YYYY")
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
        raise QuestionError(f"unknown {what} '{value}'", did_you_mean(value, known.values()) or there)
    return known[value.casefold()]


CONDITIONS = {
    "skill": Condition("a skill that the note shows, by name or alias", _skill),
    "kind": Condition(either([kind.name for kind in KINDS]), _kind),
    "step": Condition("the step that the note takes its skills to, such as applied", _step),
    "tag": Condition("one of the note's tags", _tag),
    "project": Condition("the project that the note is or belongs to, by title, folder or path", _project),
    "folder": Condition("the folder that the note is below, from the repository's root", _folder),
    "year": Condition("the year in which the note was written or last changed", _year),
    "text": Condition("words that stand in the note's title, description or text", _text),
}
"""Everything that can be asked, by the name in a question."""
