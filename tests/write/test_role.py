"""A role's page says how far the notes cover what the role wants, and what kind of note is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.model.loading import Loaded, load
from nexus_core.schema.fields import PageFields
from nexus_core.write.components.role import wanted_by
from nexus_core.write.pages import pages
from support.small_sites import BASE, repository_in, write

PAGE = "docs/roles/lead.md"


def loaded(root: Path, role: str, body: str = "# Lead\n\n<!-- nexus/role -->\n") -> Loaded:
    return load(repository_in(write(root, {**BASE, PAGE: f"---\nrole: {role}\n---\n\n{body}"})))


def text(found: Loaded) -> str:
    return pages(found.portfolio)[PAGE].compose()


def test_each_skill_is_measured_by_the_step_that_is_wanted(tmp_path: Path) -> None:
    found = loaded(tmp_path, "{ step: applied, skills: [Postgres, Python, { name: Redis, step: shipped }] }")
    assert found.problems == ()
    role = found.portfolio.notes[PAGE].fields_as(PageFields).role
    assert role
    measured = [(w.skill.name, w.step.name, w.reached.name, w.is_covered) for w in wanted_by(role, found.portfolio)]
    assert measured == [
        ("PostgreSQL", "applied", "applied", True),
        ("Python", "applied", "claimed", False),
        ("Redis", "shipped", "applied", False),
    ]


def test_the_page_shows_the_evidence_and_what_kind_of_note_is_missing(tmp_path: Path) -> None:
    shown = text(loaded(tmp_path, "{ step: applied, source: an advert, skills: [PostgreSQL, Python] }"))
    assert "**1 of 2** skills are as far as Lead wants them." in shown
    assert "The list of skills is from an advert." in shown
    covered, _, missing = shown.partition("## What is missing")
    assert '[](../../projects/shop/README.md "Project: Shop")' in covered
    assert "Each will be" in missing
    assert "when a project shows it." in missing
    assert ("[Python]" in missing, "[Python]" in covered) == (True, False)


def test_skills_on_different_steps_are_counted_by_step(tmp_path: Path) -> None:
    shown = text(loaded(tmp_path, "{ skills: [SQL, { name: Redis, step: shipped }] }"))
    score = next(line for line in shown.split("\n") if line.startswith("**1 of 2**"))
    assert score.endswith(
        'studied</span> 1 of 1, <span class="skill-step" data-step="shipped">shipped</span> 0 of 1.'
    )
    assert "when a completed project with a demo shows it." in shown


def test_a_role_that_is_covered_has_nothing_missing(tmp_path: Path) -> None:
    assert "What is missing" not in text(loaded(tmp_path, "{ skills: [SQL] }"))


@pytest.mark.parametrize(
    ("role", "place", "message"),
    [
        ("{ skills: [Postgress] }", (2, 18), "unknown skill 'Postgress': did you mean 'PostgreSQL'?"),
        ("{ skills: [{ name: SQL, step: aplied }] }", (2, 37), "unknown step 'aplied': did you mean 'applied'?"),
        ("{ step: known, skills: [SQL] }", (2, 15), "unknown step 'known'"),
        ("{ skills: [SQL, Postgres, postgresql] }", (2, 33), "the role wants 'PostgreSQL' already: keep one"),
        ("{ skils: [SQL] }", (2, 9), "unknown field 'skils': did you mean 'skills'?"),
        ("{ title: Lead }", (2, 7), "'skills' is missing here"),
        ("{ skills: [{ step: applied }] }", (2, 18), "'name' is missing here"),
        ("Lead", (2, 7), "role: expected fields of its own, but found text"),
    ],
)
def test_what_is_wrong_with_a_role_is_said_where_it_stands(
    tmp_path: Path, role: str, place: tuple[int, int], message: str
) -> None:
    found = loaded(tmp_path, role)
    heads = [problem.headline() for problem in found.problems]
    assert f"{PAGE}:{place[0]}:{place[1]}: {message}" in " ".join(heads)
    assert text(found)


def test_without_a_role_the_component_says_that_there_is_none(tmp_path: Path) -> None:
    found = load(repository_in(write(tmp_path, {**BASE, PAGE: "# Lead\n\n<!-- nexus/role -->\n"})))
    assert "*No role here yet.*" in text(found)


def test_a_goal_leads_to_the_page_of_its_name(tmp_path: Path) -> None:
    goals = (
        "---\ngoals: [{ title: Career, goals: [{ title: lead }, { title: Rest }] }]\n---\n\n<!-- nexus/goals -->\n"
    )
    write(tmp_path, {"docs/next.md": goals})
    shown = pages(loaded(tmp_path, "{ skills: [SQL] }").portfolio)["docs/next.md"].compose()
    assert "**[lead](roles/lead.md)**" in shown
    assert "**Rest**" in shown
