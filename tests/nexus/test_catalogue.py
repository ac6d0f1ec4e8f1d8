"""The catalogue finds skills by name and alias, follows what implies what, and gives each its own slug."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus import Repository, load
from nexus.catalogue import Catalogue, unique_slug
from portfolios import write


def catalogue(root: Path, entries: str) -> Catalogue:
    page = f"---\ncatalogue:\n  - category: All\n    skills: {entries}\n---\n"
    loaded = load(Repository(write(root, {"docs/skills/index.md": page})))
    assert loaded.problems == ()
    return loaded.portfolio.catalogue


@pytest.mark.parametrize("name", ["PostgreSQL", "postgresql", "POSTGRES", " Postgres ", "pg"])
def test_a_skill_is_found_by_name_and_alias_regardless_of_case(tmp_path: Path, name: str) -> None:
    found = catalogue(tmp_path, "[{ name: PostgreSQL, aliases: [Postgres, PG] }]").find(name)
    assert found
    assert found.name == "PostgreSQL"


def test_implications_are_followed_to_their_end(tmp_path: Path) -> None:
    entries = "[{ name: A, implies: [B] }, { name: B, implies: [c] }, { name: C }, D]"
    found = catalogue(tmp_path, entries)
    a, c = found.find("A"), found.find("C")
    assert a
    assert c
    assert [skill.name for skill in found.implied_by(a)] == ["B", "C"]
    assert [skill.name for skill in found.implying(c)] == ["A", "B"]


def test_a_circle_of_implications_ends(tmp_path: Path) -> None:
    found = catalogue(tmp_path, "[{ name: A, implies: [B] }, { name: B, implies: [A] }]")
    a = found.find("A")
    assert a
    assert [skill.name for skill in found.implied_by(a)] == ["B"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("PostgreSQL", "postgresql"),
        ("JavaScript (Node.js)", "javascript-nodejs"),
        ("C++", "cpp"),
        ("C#", "c-sharp"),
        ("CI/CD pipelines", "ci-cd-pipelines"),
        ("Größenordnung", "grössenordnung"),
        ("设计", "设计"),
        ("..", "skill"),
        ("../../etc", "etc"),
    ],
)
def test_a_slug_is_readable_and_safe(name: str, slug: str) -> None:
    assert unique_slug(name, set()) == slug


def test_slugs_are_unique() -> None:
    taken: set[str] = set()
    assert [unique_slug(name, taken) for name in ("a b", "a-b", "A  B")] == ["a-b", "a-b-2", "a-b-3"]
