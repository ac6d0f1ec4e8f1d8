"""Loading joins up what the files say: each note once, with what its fields refer to, and the files beside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from nexus_core.checks import check_portfolio
from nexus_core.model.loading import Loaded, load
from nexus_core.read.git_dates import CommitDates, History
from nexus_core.write.old_addresses import old_addresses
from support.small_sites import BASE, CATALOGUE, repository_in, write


def loaded(root: Path, files: dict[str, str | bytes]) -> Loaded:
    return load(repository_in(write(root, {**BASE, **files})))


def headlines(found: Loaded) -> list[str]:
    return [problem.headline() for problem in check_portfolio(found)]


def test_files_that_are_no_notes_are_assets_unless_they_look_like_secrets(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, {"projects/shop/a.png": b"", "docs/b.css": "", "projects/shop/c.key": "", "x/d.css": ""}
    )
    assert found.assets == ("docs/b.css", "projects/shop/a.png")


@pytest.mark.parametrize(
    ("name", "target"),
    [
        pytest.param("photo.png", "c.key", id="to a file that looks like a secret"),
        pytest.param("d.key", "a.png", id="by a name that looks like a secret"),
    ],
)
def test_a_link_is_no_asset_where_it_or_its_file_looks_like_a_secret(
    tmp_path: Path, name: str, target: str
) -> None:
    write(tmp_path, {"projects/shop/a.png": b"", "projects/shop/c.key": ""})
    (tmp_path / "projects/shop" / name).symlink_to(target)
    found = loaded(tmp_path, {})
    assert found.assets == ("projects/shop/a.png",)
    assert {problem.path for problem in check_portfolio(found)} == {"projects/shop/c.key", f"projects/shop/{name}"}


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        pytest.param("date: 2020-05-06\n", dt.date(2020, 5, 6), id="its own date"),
        pytest.param("", dt.date(2021, 1, 2), id="that of its history"),
    ],
)
def test_a_note_has_its_own_date_or_that_of_its_history(tmp_path: Path, field: str, wanted: dt.date) -> None:
    root = write(tmp_path, {**BASE, "learnings/a.md": f"---\ntitle: A\n{field}---\n", "learnings/b.md": "# B\n"})
    history = History({"learnings/a.md": CommitDates(dt.date(2021, 1, 2), None)})
    notes = load(repository_in(root), history=history).portfolio.notes
    dates = notes["learnings/a.md"].dates
    assert dates
    assert dates.created == wanted
    assert notes["learnings/b.md"].dates is None


def targets(loaded: Loaded) -> list[str]:
    """Return where old addresses of notes lead."""
    found = (redirect.target for redirect in old_addresses(loaded).redirects)
    return [target for target in found if target != loaded.portfolio.catalogue.path]


def test_drafts_are_left_out_unless_they_are_asked_for_but_keep_their_addresses(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "learnings/a.md": "---\ndraft: true\naliases: [/old/]\n---\n\n[[Nothing]]\n",
        "learnings/b.md": "---\naliases: [/learnings/a/, /older/]\n---\n",
    }
    taken = (
        "learnings/b.md:2:11: '/learnings/a/' is the address of learnings/a.md: "
        "remove the alias, or move what is there"
    )
    without, within = loaded(tmp_path, files), load(repository_in(tmp_path), drafts=True)
    assert "learnings/a.md" not in without.portfolio.notes
    assert "learnings/a.md" in within.portfolio.notes
    assert headlines(without) == [taken]
    assert headlines(within) == ["learnings/a.md:6:1: unknown skill or note 'Nothing'", taken]
    assert targets(without) == ["learnings/b.md"]
    assert targets(within) == ["learnings/a.md", "learnings/b.md"]


def test_an_old_address_may_be_written_with_the_sites_own(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "mkdocs.yml": "site_url: https://me.test/nexus/\n",
        "learnings/a.md": "---\naliases: [https://me.test/nexus/old/]\n---\n",
    }
    found = loaded(tmp_path, files)
    assert check_portfolio(found) == ()
    assert targets(found) == ["learnings/a.md"]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("words", id="text"),
        pytest.param("3", id="a number"),
        pytest.param("{ category: A }", id="fields"),
        pytest.param("[words]", id="a list of text"),
        pytest.param("[3, { category: A, skills: 3 }]", id="numbers"),
        pytest.param("[{ category: A, skills: [3, [X], { name: 3, aliases: 3 }] }]", id="entries that are none"),
        pytest.param("[{ category: A, skills: [{ name: X, aliases: [3] }] }]", id="an alias that is none"),
    ],
)
def test_a_catalogue_of_any_shape_is_a_problem_on_its_page(tmp_path: Path, value: str) -> None:
    page = f"---\ncatalogue: {value}\n---\n"
    found = load(repository_in(write(tmp_path, {"docs/skills/README.md": page, "learnings/a.md": "# A\n"})))
    assert check_portfolio(found)
    assert {(problem.path, problem.span.line) for problem in check_portfolio(found)} == {
        ("docs/skills/README.md", 2)
    }
    assert list(found.portfolio.notes) == ["docs/skills/README.md", "learnings/a.md"]


@pytest.mark.parametrize("name", ["PostgreSQL", "Postgres", "'  Post  SQL '", "Post SQL", "My DB"])
def test_a_skill_may_imply_another_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    postgres = "{ name: PostgreSQL, aliases: [Postgres, 'Post   SQL', My DB] }"
    entries = f"[{postgres}, {{ name: Psycopg, implies: [{name}, My  Words] }}, My  Words]"
    page = f"---\ncatalogue: [{{ category: A, skills: {entries} }}]\n---\n"
    found = load(repository_in(write(tmp_path, {"docs/skills/README.md": page})))
    assert check_portfolio(found) == ()
    psycopg = found.portfolio.catalogue.find("psycopg")
    assert psycopg
    assert [skill.name for skill in found.portfolio.catalogue.implied_by(psycopg)] == ["PostgreSQL", "My Words"]


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        pytest.param({"docs/skills/README.md": CATALOGUE}, "docs/skills/README.md", id="README"),
        pytest.param({"docs/skills/index.md": CATALOGUE}, "docs/skills/index.md", id="index"),
        pytest.param({"docs/skills/more.md": CATALOGUE}, "", id="another page"),
        pytest.param({}, "", id="none"),
    ],
)
def test_the_catalogue_is_read_from_the_skills_page(tmp_path: Path, files: dict[str, str], wanted: str) -> None:
    found = load(repository_in(write(tmp_path, {"docs/index.md": "# Home\n", **files})))
    assert found.portfolio.catalogue.path == wanted
    assert len(found.portfolio.catalogue.skills) == (5 if wanted else 0)
