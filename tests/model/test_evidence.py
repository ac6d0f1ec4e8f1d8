"""A skill's step follows from the notes that show it, by the rule that the site prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.checks import check_portfolio
from nexus_core.model.loading import load
from nexus_core.model.portfolio import Portfolio
from support.small_sites import BASE, repository_in, write


def portfolio(root: Path, files: dict[str, str]) -> Portfolio:
    loaded = load(repository_in(write(root, {**BASE, "projects/shop/README.md": "", **files})))
    assert check_portfolio(loaded) == ()
    return loaded.portfolio


TEXT = "\nRedis keeps the sessions of every reader.\n"
LEARNING = {"learnings/a.md": f"---\nskills: [Redis]\n---\n{TEXT}"}
RESOURCE = {"resources/a.md": f"---\nskills: [redis]\n---\n{TEXT}"}
CHALLENGE = {"challenges-solutions/x/a.md": f"---\nskills: [Redis]\n---\n{TEXT}"}
PROJECT = {"projects/a/README.md": f"---\ntechnologies: [Redis]\n---\n{TEXT}"}
DONE = {"projects/a/README.md": f"---\ntechnologies: [Redis]\nstatus: completed\n---\n{TEXT}"}
DEMO = {"projects/a/README.md": f"---\nskills: [Redis]\nstatus: planned\ndemo: https://shop.org\n---\n{TEXT}"}
SHIPPED = {"projects/a/README.md": f"---\nskills: [Redis]\nstatus: completed\ndemo: https://shop.org\n---\n{TEXT}"}
TAG = {"projects/b/README.md": "---\nskills: [Redis]\nstatus: completed\ndemo: https://shop.org\n---\n"}
REFERENCE = {
    "projects/b/README.md": "---\nskills: [Redis]\n---\n",
    "projects/b/reference/cache.py": "import redis\n",
}
LIST = {"learnings/x/README.md": f"---\nskills: [Redis]\n---\n{TEXT}", "learnings/x/a.md": "# A\n"}
PAGE = {"docs/about.md": f"---\nskills: [Redis]\n---\n{TEXT}"}


@pytest.mark.parametrize(
    ("files", "step", "notes"),
    [
        pytest.param({}, "claimed", 0, id="no note"),
        pytest.param(PAGE, "claimed", 0, id="a page is not evidence"),
        pytest.param(TAG, "listed", 0, id="no more than front matter"),
        pytest.param(LIST, "listed", 0, id="the page of a folder"),
        pytest.param(REFERENCE, "practised", 1, id="a reference implementation"),
        pytest.param(TAG | LEARNING, "studied", 1, id="a learning, and no more than front matter of a project"),
        pytest.param(LEARNING, "studied", 1, id="a learning"),
        pytest.param(RESOURCE, "studied", 1, id="a resource, in lower case"),
        pytest.param(CHALLENGE, "practised", 1, id="a challenge"),
        pytest.param(PROJECT, "applied", 1, id="a project"),
        pytest.param(DONE, "applied", 1, id="a completed project without a demo"),
        pytest.param(DEMO, "applied", 1, id="a demo of an unfinished project"),
        pytest.param(SHIPPED, "shipped", 1, id="a completed project with a demo"),
        pytest.param(LEARNING | CHALLENGE, "practised", 2, id="the strongest note decides"),
        pytest.param(LEARNING | CHALLENGE | SHIPPED, "shipped", 3, id="all together"),
    ],
)
def test_the_step_follows_from_the_notes(tmp_path: Path, files: dict[str, str], step: str, notes: int) -> None:
    found = portfolio(tmp_path, files)
    redis = found.catalogue.find("Redis")
    assert redis
    assert (found.step(redis).name, len(found.shown(redis))) == (step, notes)


def test_an_implied_skill_is_shown_through_the_one_that_implies_it(tmp_path: Path) -> None:
    found = portfolio(tmp_path, {"learnings/a.md": "---\nskills: [Postgres]\n---\n"})
    sql, postgres = found.catalogue.find("SQL"), found.catalogue.find("postgresql")
    assert sql
    assert postgres
    assert [(item.note.path, item.through) for item in found.evidence[sql]] == [("learnings/a.md", postgres)]


def test_a_skill_that_is_named_and_implied_counts_once(tmp_path: Path) -> None:
    found = portfolio(tmp_path, {"learnings/a.md": "---\nskills: [PostgreSQL, SQL]\n---\n"})
    sql = found.catalogue.find("SQL")
    assert sql
    assert [(item.note.path, item.through) for item in found.evidence[sql]] == [("learnings/a.md", None)]


def test_evidence_comes_strongest_kind_first(tmp_path: Path) -> None:
    found = portfolio(tmp_path, RESOURCE | LEARNING | CHALLENGE | PROJECT)
    redis = found.catalogue.find("Redis")
    assert redis
    kinds = [item.note.kind.name for item in found.evidence[redis]]
    assert kinds == ["project", "challenge", "learning", "resource"]


def test_a_draft_is_evidence_only_where_drafts_are_shown(tmp_path: Path) -> None:
    files = {**BASE, "learnings/a.md": "---\ndraft: true\nskills: [Python]\n---\n"}
    root = write(tmp_path, files)
    for drafts, notes in ((False, 0), (True, 1)):
        found = load(repository_in(root), drafts=drafts).portfolio
        python = found.catalogue.find("Python")
        assert python
        assert len(found.evidence[python]) == notes


def test_related_notes_share_the_rarest_skills_first(tmp_path: Path) -> None:
    found = portfolio(
        tmp_path,
        {
            "learnings/a.md": "---\nskills: [Python, Redis]\n---\n",
            "learnings/b.md": "---\nskills: [Python]\n---\n",
            "learnings/c.md": "---\nskills: [Redis]\n---\n",
            "learnings/d.md": "---\nskills: [Python]\n---\n",
            "learnings/e.md": "---\nskills: [Caching]\n---\n",
        },
    )
    related = found.related(found.notes["learnings/a.md"])
    assert [(note.path, [skill.name for skill in shared]) for note, shared in related] == [
        ("learnings/c.md", ["Redis"]),
        ("learnings/b.md", ["Python"]),
        ("learnings/d.md", ["Python"]),
    ]
