"""Of this portfolio alone: another author replaces this file. Its source's README, imported."""

from __future__ import annotations

from pathlib import Path

from nexus_core.importing.importer import import_readme
from nexus_core.model.loading import load
from nexus_core.model.note import Note
from nexus_core.schema.kinds.challenge import ChallengeFields
from nexus_core.schema.kinds.page import PageFields
from nexus_core.schema.kinds.project import ProjectFields
from support.small_sites import ROOT, repository_in, write

PROGRAMME = ROOT / "tests" / "importing" / "readmes" / "programme.md"


def test_the_programme_comes_out_as_the_portfolio_that_was_written_by_hand(tmp_path: Path) -> None:
    files = import_readme(PROGRAMME.read_text(encoding="utf-8"), "README.md", repository_in(tmp_path)).files
    write(tmp_path, {file.path: file.text for file in files})
    found = load(repository_in(tmp_path)).portfolio
    ours = load(repository_in(ROOT)).portfolio
    for path, note in ours.notes.items():
        if isinstance(note.fields, ProjectFields) and note.path.count("/") > 1:
            twin = found.notes[path].fields_as(ProjectFields)
            assert (twin.highlights, note.title) == (note.fields.highlights, found.notes[path].title)
            same = [ours.catalogue.find(name) for name in twin.technologies]
            assert same == [ours.catalogue.find(name) for name in note.fields.technologies]
    challenges, theirs = ([_solved(note) for note in each.notes.values()] for each in (ours, found))
    assert {challenge for challenge in challenges if challenge} == {challenge for challenge in theirs if challenge}
    technologies = [c for c in ours.catalogue.categories if c.type == "technologies"]
    for category, twin_category in zip(technologies, found.catalogue.categories, strict=False):
        assert [s.name for s in category.skills] == [s.name for s in twin_category.skills]
    goals, twin_goals = (
        [
            note.fields.goals
            for note in each.notes.values()
            if isinstance(note.fields, PageFields) and note.fields.goals
        ]
        for each in (ours, found)
    )
    assert [[goal.title for goal in group.goals] for group in twin_goals[0]] == [
        [goal.title for goal in group.goals] for group in goals[0]
    ]
    shared = {
        "docs/journey.md",
        "docs/takeaways.md",
        "docs/collaboration.md",
        "docs/whats-next.md",
        "docs/connect.md",
    }
    assert shared <= set(found.notes)
    assert {p.rsplit("/", 1)[0] for p in found.notes} >= {
        "learnings/python-advanced",
        "learnings/database-optimization",
        "learnings/microservices-patterns",
        "learnings/security-implementations",
        "challenges-solutions/performance-issues",
        "challenges-solutions/deployment-problems",
        "resources/best-practices",
    }
    assert "docs/imported.md" not in found.notes


def _solved(note: Note) -> tuple[str | None, tuple[str, ...], str | None] | None:
    fields = note.fields
    if not isinstance(fields, ChallengeFields) or not fields.problem:
        return None
    return (fields.problem, fields.solution, fields.key_learning)
