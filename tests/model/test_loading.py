"""Loading joins up what the files say: each note once, checked against all others, every problem in its place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from nexus_core.checks.slow_markdown import NOT_SHOWN
from nexus_core.model.loading import Loaded, load
from nexus_core.problems.problem import Problem, Span
from nexus_core.read.git_dates import CommitDates, History
from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import FOLDERS
from support.small_sites import BASE, CATALOGUE, repository_in, write


def loaded(root: Path, files: dict[str, str | bytes]) -> Loaded:
    return load(repository_in(write(root, {**BASE, **files})))


def headlines(found: Loaded) -> list[str]:
    return [problem.headline() for problem in found.problems]


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
    assert {(problem.code, problem.path in files) for problem in found.problems} == {("same-page", True)}


def test_names_that_differ_in_how_an_accent_is_written_are_one(tmp_path: Path) -> None:
    composed, decomposed = "learnings/\u00e9.md", "learnings/e\u0301.md"
    found = loaded(tmp_path, {composed: "", decomposed: ""})
    if len(list((tmp_path / "learnings").iterdir())) == 1:
        pytest.skip("this file system takes both names for one")
    assert headlines(found) == [
        f"{composed}:1:1: this note and {decomposed} both become the page /learnings/\u00e9/, since their names "
        "differ only in how Unicode writes an accent: rename one; until then this one is left out"
    ]


def test_a_page_where_a_skills_page_will_be_is_left_out_unless_it_stands_for_it(tmp_path: Path) -> None:
    pages = {"docs/skills/redis.md": "# Mine\n", "docs/skills/sql/README.md": "# Not mine\n", "docs/t.md": "# T\n"}
    found = loaded(tmp_path, {**pages})
    assert [path for path in pages if path in found.portfolio.notes] == ["docs/skills/redis.md", "docs/t.md"]
    assert headlines(found) == [
        "docs/skills/sql/README.md:1:1: this page and that of the skill 'SQL' have the same address: "
        "move it; to replace the skill's page, call it docs/skills/sql.md"
    ]
    assert found.problems[0].code == "same-page"


def test_what_lies_where_a_long_list_goes_on_is_a_problem(tmp_path: Path) -> None:
    many = {f"learnings/note-{number:02}.md": "" for number in range(61)}
    others = {
        "learnings/page/2.md": "# Mine\n",
        "docs/a.md": "---\naliases: [/challenges-solutions/page/2/]\n---\n",
    }
    found = loaded(tmp_path, {**many, **others, **{f"challenges-solutions/{n}.md": "" for n in range(61)}})
    assert headlines(found) == [
        "docs/a.md:2:11: '/challenges-solutions/page/2/' is the address of "
        "challenges-solutions/page/2/index.html: remove it, or move that",
        "learnings/page/2.md:1:1: this note and the page 'Learnings, page 2 of 2' have the same address: "
        "move it; until then that page is left out",
    ]
    assert [problem.code for problem in found.problems] == ["alias-taken", "same-page"]


def test_problems_of_every_sort_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        {
            "docs/a.md": "---\naliases: [/learnings/x/]\n---\n<!-- nexus/nothing -->\n",
            "docs/skills/sql.markdown": "---\nskills: [Rubin]\n---\n[[Rubin]]\n\n<!-- nexus/nothing -->\n",
            "docs/z.md": "---\ncatalogue: [{ category: A, skills: [X] }]\n---\n",
            "learnings/latin.md": b"caf\xe9\n",
            "learnings/open.md": "---\ntitle: A\n",
            "learnings/x.md": "---\nproject: a\nskills: [Postgress]\n---\n\nghp_" + "a" * 36 + "\n\n[[Rediss]]\n",
            "learnings/x/README.md": "# Twin\n",
            "challenges-solutions/a.md": "---\nimage: no.png\nimage_alt: x\n---\n",
            "challenges-solutions/c.md": "---\nproject: projects/shop/README.md\n---\n",
            "challenges-solutions/b.md": "---\nproject: projects/none/README.md\n---\n",
            "projects/shop/server.pem": "x",
            "projects/shop/id_rsa": "x",
        },
    )
    assert [(p.path, p.span.line, p.code) for p in found.problems] == [
        ("challenges-solutions/a.md", 2, "missing-image"),
        ("challenges-solutions/b.md", 2, "unknown-project"),
        ("docs/a.md", 2, "alias-taken"),
        ("docs/a.md", 4, "unknown-component"),
        ("docs/skills/sql.markdown", 1, "same-page"),
        ("docs/z.md", 2, "held-twice"),
        ("learnings/latin.md", 1, "not-utf-8"),
        ("learnings/open.md", 1, "unclosed-front-matter"),
        ("learnings/x.md", 2, "unknown-field"),
        ("learnings/x.md", 3, "unknown-skill"),
        ("learnings/x.md", 6, "secret"),
        ("learnings/x.md", 8, "unknown-name"),
        ("learnings/x/README.md", 1, "same-page"),
        ("projects/shop/id_rsa", 1, "secret-file"),
        ("projects/shop/server.pem", 1, "secret-file"),
    ]
    assert [found.problems[index].hint for index in (1, 11)] == [
        "did you mean 'projects/shop/README.md'?",
        "did you mean 'Redis'?",
    ]


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
    assert {problem.path for problem in found.problems} == {"projects/shop/c.key", f"projects/shop/{name}"}


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


def test_drafts_are_left_out_unless_they_are_asked_for_but_keep_their_addresses(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "learnings/a.md": "---\ndraft: true\naliases: [/old/]\n---\n\n[[Nothing]]\n",
        "learnings/b.md": "---\naliases: [/learnings/a/, /older/]\n---\n",
    }
    taken = "learnings/b.md:2:11: '/learnings/a/' is the address of learnings/a.md: remove it, or move that"
    without, within = loaded(tmp_path, files), load(repository_in(tmp_path), drafts=True)
    assert "learnings/a.md" not in without.portfolio.notes
    assert "learnings/a.md" in within.portfolio.notes
    assert headlines(without) == [taken]
    assert headlines(within) == ["learnings/a.md:6:1: no skill and no note is called 'Nothing'", taken]
    assert [redirect.target for redirect in without.redirects] == ["learnings/b.md"]
    assert [redirect.target for redirect in within.redirects] == ["learnings/a.md", "learnings/b.md"]


def test_an_old_address_may_be_written_with_the_sites_own(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "mkdocs.yml": "site_url: https://me.test/nexus/\n",
        "learnings/a.md": "---\naliases: [https://me.test/nexus/old/]\n---\n",
    }
    found = loaded(tmp_path, files)
    assert found.problems == ()
    assert [redirect.target for redirect in found.redirects] == ["learnings/a.md"]


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
    assert found.problems
    assert {(problem.path, problem.span.line) for problem in found.problems} == {("docs/skills/README.md", 2)}
    assert list(found.portfolio.notes) == ["docs/skills/README.md", "learnings/a.md"]


@pytest.mark.parametrize("name", ["PostgreSQL", "Postgres", "'  Post  SQL '", "Post SQL", "My DB"])
def test_a_skill_may_imply_another_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    postgres = "{ name: PostgreSQL, aliases: [Postgres, 'Post   SQL', My DB] }"
    entries = f"[{postgres}, {{ name: Psycopg, implies: [{name}, My  Words] }}, My  Words]"
    page = f"---\ncatalogue: [{{ category: A, skills: {entries} }}]\n---\n"
    found = load(repository_in(write(tmp_path, {"docs/skills/README.md": page})))
    assert found.problems == ()
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


def test_what_only_one_page_can_hold_is_read_from_the_first(tmp_path: Path) -> None:
    goals = "goals: [{ title: A, goals: [{ title: Learn }] }]"
    phases = "phases: [{ title: A }]"
    found = load(
        Repository(
            write(
                tmp_path,
                {
                    "docs/a.md": f"---\n{goals}\n---\n",
                    "docs/b.md": f"---\ntitle: B\n{goals}\n{phases}\n---\n",
                    "docs/c.md": f"---\n{phases}\ncatalogue: [{{ category: A, skills: [X] }}]\n---\n",
                    "learnings/a.md": "# A\n",
                },
            ),
            FOLDERS,
        )
    )
    assert headlines(found) == [
        "docs/b.md:3:1: the goals is read from docs/a.md, not from here: keep it there",
        "docs/c.md:2:1: the phases is read from docs/b.md, not from here: keep it there",
        "docs/c.md:3:1: the catalogue is read from docs/skills/README.md, not from here: keep it there",
    ]
    assert [(problem.code, problem.span.width) for problem in found.problems] == [
        ("held-twice", 5),
        ("held-twice", 6),
        ("held-twice", 9),
    ]


@pytest.mark.parametrize("name", ["a.mdx", "a.MD", "a.Markdown", "a.MDX"])
def test_what_is_a_note_to_other_tools_is_left_out(tmp_path: Path, name: str) -> None:
    found = loaded(tmp_path, {f"learnings/{name}": "---\ntitle: A\n---\n", "learnings/b.txt": ""})
    assert found.problems == (
        Problem(
            path=f"learnings/{name}",
            span=Span(1),
            code="not-a-note",
            message=f"a note's name ends in .md, not in {name[1:]}",
            hint="rename it; until then it is left out",
        ),
    )
    assert found.assets == ("learnings/b.txt",)


def test_a_text_that_would_take_long_is_a_problem_and_not_shown(tmp_path: Path) -> None:
    found = loaded(tmp_path, {"learnings/a.md": "---\ntitle: A\n---\n\n" + "[" * 5000 + "\n"})
    assert [(problem.path, problem.span.line) for problem in found.problems] == [("learnings/a.md", 5)]
    assert found.portfolio.notes["learnings/a.md"].body == NOT_SHOWN
