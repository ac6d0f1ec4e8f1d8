"""The evidence rule: which notes show a skill, and how far that takes it.

The rule is data, so that the page which prints it and the code which applies it cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from nexus_core.model.catalogue import Catalogue, Skill
from nexus_core.model.note import Note
from nexus_core.problems.spelling import either
from nexus_core.schema.fields import StepName
from nexus_core.schema.kinds import BY_STRENGTH, SECTIONS
from nexus_core.schema.kinds.project import ProjectFields


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One note that shows a skill."""

    note: Note
    through: Skill | None = None
    """The skill that the note names and that implies this one; None where the note names it itself."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a skill has been taken."""

    name: str
    rule: str
    """When a skill is on this step, as a clause that follows "when"."""
    shows: Callable[[Note], bool]
    """Whether one note is enough to put a skill that it shows on this step."""

    @property
    def rank(self) -> int:
        """0 for the lowest step, and up from there."""
        return STEPS.index(self)


def _is_shipped(note: Note) -> bool:
    fields = note.fields
    return isinstance(fields, ProjectFields) and fields.status == "completed" and bool(fields.demo)


def _by_kind(name: StepName) -> Step:
    """Return the step that notes of some kinds are enough for, as the registry of kinds has it."""
    names = [kind.name for kind in SECTIONS if kind.step == name]
    article = "an" if names[0].startswith(tuple("aeiou")) else "a"
    noun = " note" if len(names) > 1 else ""
    return Step(name, f"{article} {either(names)}{noun} shows it", lambda note: note.kind.step == name)


STEPS = (
    Step("claimed", "it is in the catalogue, and no note shows it", lambda note: False),
    _by_kind("studied"),
    _by_kind("practised"),
    _by_kind("applied"),
    Step("shipped", "a completed project with a demo shows it", _is_shipped),
)
"""The steps, lowest first. A skill is on the highest step that any of its notes shows."""


def step_of(evidence: Iterable[Evidence]) -> Step:
    """Return the highest step that the evidence for a skill reaches."""
    reached = [step for item in evidence for step in STEPS if step.shows(item.note)]
    return max(reached, key=lambda step: step.rank, default=STEPS[0])


def gather(catalogue: Catalogue, notes: Iterable[Note]) -> Mapping[Skill, tuple[Evidence, ...]]:
    """Trace each skill to the notes that show it, named or implied, by kind and then in the notes' order.

    Pages below `docs/` show no skill: they talk about the work, they are not the work.
    """
    rank = {kind: index for index, kind in enumerate(BY_STRENGTH)}
    found: dict[Skill, list[Evidence]] = {skill: [] for skill in catalogue.skills}
    for note in sorted((n for n in notes if n.kind in rank), key=lambda n: rank[n.kind]):
        named = [skill for name in note.named_skills if (skill := catalogue.find(name))]
        for skill in named:
            found[skill].append(Evidence(note))
        implied: dict[Skill, Skill] = {}
        for skill in named:
            for other in catalogue.implied_by(skill):
                if other not in named:
                    implied.setdefault(other, skill)
        for other, skill in implied.items():
            found[other].append(Evidence(note, through=skill))
    return {skill: tuple(items) for skill, items in found.items()}
