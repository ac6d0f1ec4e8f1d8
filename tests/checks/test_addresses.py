"""Of the notes that would have one address the first is kept, and the others are problems."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from nexus_core.checks import check_portfolio
from nexus_core.model.loading import Loaded, load
from support.small_sites import BASE, repository_in, write


def loaded(root: Path, files: Mapping[str, str | bytes]) -> Loaded:
    return load(repository_in(write(root, {**BASE, **files})))


def headlines(found: Loaded) -> list[str]:
    return [problem.headline() for problem in check_portfolio(found)]


@pytest.mark.parametrize(
    ("files", "paths", "problems"),
    [
        pytest.param(
            {"learnings/new.md": "# B\n", "learnings/new/README.md": "# A\n", "learnings/z.md": "# Z\n"},
            ["learnings/new.md", "learnings/z.md"],
            [
                "learnings/new/README.md:1:1: this note and learnings/new.md both become the page /learnings/new/: "
                "rename one; until then this one is left out"
            ],
            id="a note and a folder",
        ),
        pytest.param(
            {"learnings/A.md": "", "learnings/a.markdown": "", "learnings/a/README.md": ""},
            ["learnings/A.md"],
            [
                f"learnings/{name}:1:1: this note and learnings/A.md both become the page /learnings/a/: "
                "rename one; until then this one is left out"
                for name in ("a.markdown", "a/README.md")
            ],
            id="three of which two differ in case",
        ),
    ],
)
def test_the_first_of_the_notes_that_become_one_page_is_kept(
    tmp_path: Path, files: dict[str, str | bytes], paths: list[str], problems: list[str]
) -> None:
    found = loaded(tmp_path, files)
    assert [path for path in found.portfolio.notes if path.startswith("learnings/")] == paths
    assert headlines(found) == problems
    assert {(problem.code, problem.path in files) for problem in check_portfolio(found)} == {("same-page", True)}


def test_names_that_differ_in_how_an_accent_is_written_are_one(tmp_path: Path) -> None:
    composed, decomposed = "learnings/\u00e9.md", "learnings/e\u0301.md"
    found = loaded(tmp_path, {composed: "", decomposed: ""})
    if len(list((tmp_path / "learnings").iterdir())) == 1:
        pytest.skip("this file system takes both names for one")
    assert headlines(found) == [
        f"{composed}:1:1: this note and {decomposed} both become the page /learnings/\u00e9/, since their names "
        "differ only in Unicode normalization: rename one; until then this one is left out"
    ]


def test_a_page_where_a_skills_page_will_be_is_left_out_unless_it_stands_for_it(tmp_path: Path) -> None:
    pages = {"docs/skills/redis.md": "# Mine\n", "docs/skills/sql/README.md": "# Not mine\n", "docs/t.md": "# T\n"}
    found = loaded(tmp_path, {**pages})
    assert [path for path in pages if path in found.portfolio.notes] == ["docs/skills/redis.md", "docs/t.md"]
    assert headlines(found) == [
        "docs/skills/sql/README.md:1:1: this page and the page of the skill 'SQL' have the same address: "
        "move it; to replace the skill's page, name it docs/skills/sql.md"
    ]
    assert check_portfolio(found)[0].code == "same-page"


def test_what_lies_where_a_long_list_goes_on_is_a_problem(tmp_path: Path) -> None:
    many = {f"learnings/note-{number:02}.md": "" for number in range(61)}
    others = {
        "learnings/page/2.md": "# Mine\n",
        "docs/a.md": "---\naliases: [/challenges-solutions/page/2/]\n---\n",
    }
    found = loaded(tmp_path, {**many, **others, **{f"challenges-solutions/{n}.md": "" for n in range(61)}})
    assert headlines(found) == [
        "docs/a.md:2:11: '/challenges-solutions/page/2/' is the address of "
        "challenges-solutions/page/2/index.html: remove the alias, or move what is there",
        "learnings/page/2.md:1:1: this note and the page 'Learnings, page 2 of 2' have the same address: "
        "move it; until then that page is left out",
    ]
    assert [problem.code for problem in check_portfolio(found)] == ["alias-taken", "same-page"]
