"""The steps of how far a skill has been taken, as data, so that the page that prints them says what is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from nexus_core.model.note import Note
from nexus_core.problems.spelling import either
from nexus_core.schema.fields import StepName
from nexus_core.schema.kinds import SECTIONS
from nexus_core.schema.kinds.project import ProjectFields


@dataclass(frozen=True, slots=True)
class Step:
    """How far a skill has been taken."""

    name: StepName
    label: str
    """What it is called where people read it."""
    rule: str
    """When a skill is on this step, as a clause that follows "when"."""

    @property
    def rank(self) -> int:
        """0 for the lowest step, and up from there."""
        return get_args(StepName).index(self.name)


def _kinds(step: StepName) -> str:
    """Return the kinds of note that are enough for a step."""
    names = [kind.name for kind in SECTIONS if kind.step == step]
    article = "an" if names[0].startswith(tuple("aeiou")) else "a"
    return f"{article} {either(names)}{' note' if len(names) > 1 else ''}"


CLAIMED = Step("claimed", "self-reported", "it is in the catalogue, and no note names it")
LISTED = Step("listed", "listed", "notes name it in their front matter, and none shows it")
PRACTISED = Step(
    "practised",
    "used to solve a problem, or in a reference implementation",
    f"{_kinds('practised')}, or a project's reference implementation, shows it",
)
SHIPPED = Step("shipped", "live", "a completed project with a demo shows it")

STEPS = (
    CLAIMED,
    LISTED,
    Step("studied", "studied", f"{_kinds('studied')} shows it"),
    PRACTISED,
    Step("applied", "used in a project", f"{_kinds('applied')} shows it"),
    SHIPPED,
)
"""The steps, lowest first. A skill is on the highest step that any of its notes takes it to."""

BY_NAME = {step.name: step for step in STEPS}
"""The steps by their names."""


def step_of_showing(note: Note) -> Step:
    """Return the step that a note takes a skill to which it shows."""
    fields = note.fields
    if isinstance(fields, ProjectFields) and fields.status == "completed" and fields.demo:
        return SHIPPED
    return BY_NAME[note.kind.step]
