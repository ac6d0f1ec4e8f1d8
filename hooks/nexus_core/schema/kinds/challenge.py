"""The kind `challenge`: something that was hard, and what came of it."""

from __future__ import annotations

from nexus_core.schema.field_types import ProjectPath, Text
from nexus_core.schema.fields import NoteFields
from nexus_core.schema.kinds.kind import Heading, Kind


class ChallengeFields(NoteFields):
    """Something that was hard, and what came of it."""

    problem: Text | None = None
    """What was faced, in one sentence."""
    solution: tuple[Text, ...] = ()
    """How it was solved, a step a line."""
    key_learning: Text | None = None
    """What it taught, in one sentence."""
    project: ProjectPath | None = None
    """The project: its title, the name of its folder, or the path of its note."""

    @property
    def lead(self) -> str:
        """What was faced, else the description."""
        return self.problem or super().lead

    @property
    def summary(self) -> tuple[str, ...]:
        """The key learning, the solution and the problem."""
        return tuple(filter(None, (self.key_learning, *self.solution, self.problem)))

    @property
    def lesson(self) -> str:
        """The key learning."""
        return self.key_learning or ""


KIND = Kind(
    name="challenge",
    folder="challenges-solutions",
    title="Challenges",
    fields=ChallengeFields,
    template="challenge.md.j2",
    component="challenges",
    component_summary="challenges, each with its key learning",
    step="practised",
    mark="triangle",
    schema_type="TechArticle",
    starter_fields=("problem:", "solution: []", "key_learning:"),
    starter_headings=(
        Heading("Symptoms", "What the user or the monitor saw."),
        Heading("Hypotheses", "What could cause it, and what would tell."),
        Heading("Diagnosis", "The measurement that told them apart."),
        Heading("Fix", "The smallest change that mended it."),
        Heading("Proof", "The test or the alert that fails if it comes back."),
    ),
)
