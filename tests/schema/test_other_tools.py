"""A field that other tools or other portfolios know by another name is advice with our name, or left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.checks import check_portfolio
from nexus_core.model.loading import load
from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import FOLDERS, KINDS
from nexus_core.schema.other_tools import FOREIGN_FIELDS, OUR_NAMES, OUR_STATUS
from support.small_sites import BASE, write

PROJECT, LEARNING, CHALLENGE = "projects/a/README.md", "learnings/a.md", "challenges-solutions/a.md"


def unknown(root: Path, path: str, front: str) -> list[str]:
    loaded = load(Repository(write(root, {**BASE, path: f"---\n{front}\n---\n\n# A\n"}), FOLDERS))
    problems = check_portfolio(loaded, advice=True)
    return [problem.headline() for problem in problems if problem.code.startswith("unknown-")]


@pytest.mark.parametrize(
    ("path", "front", "said"),
    [
        (PROJECT, "summary: a", "2:1: unknown field 'summary': did you mean 'description'?"),
        (PROJECT, "title: A\ntech: a", "3:1: unknown field 'tech': did you mean 'technologies'?"),
        (PROJECT, "live: https://a.example/", "2:1: unknown field 'live': did you mean 'demo'?"),
        (LEARNING, "github: https://a.example/", "2:1: unknown field 'github': did you mean 'repo'?"),
        (LEARNING, "created: 2024-01-02", "2:1: unknown field 'created': did you mean 'date'?"),
        (CHALLENGE, "lessons: [a]", "2:1: unknown field 'lessons': did you mean 'key_learning'?"),
        (PROJECT, "status: Done", "2:9: unknown status 'Done': did you mean 'completed'?"),
        (PROJECT, "status: wip", "2:9: unknown status 'wip': did you mean 'in-progress'?"),
    ],
)
def test_a_field_with_another_name_is_given_ours(tmp_path: Path, path: str, front: str, said: str) -> None:
    assert unknown(tmp_path, path, front) == [f"{path}:{said}"]


@pytest.mark.parametrize(
    ("path", "front"),
    [
        (PROJECT, "summary: a\ndescription: b"),
        (LEARNING, "created: 2024-01-01\ndate: 2024-01-02"),
        (LEARNING, "tech: [a]\nlessons: [a]"),
        *((LEARNING, f"{name}: a") for name in sorted(FOREIGN_FIELDS - set(OUR_NAMES))),
    ],
)
def test_what_has_no_other_name_here_is_let_through(tmp_path: Path, path: str, front: str) -> None:
    assert unknown(tmp_path, path, front) == []


def test_no_name_is_ours_and_foreign_at_once() -> None:
    ours = {name for kind in KINDS for name in kind.fields.model_fields}
    assert ours & (OUR_NAMES.keys() | FOREIGN_FIELDS - {"status"}) == set()
    assert set(OUR_NAMES.values()) <= ours
    assert OUR_STATUS.keys() & set(OUR_STATUS.values()) == set()
