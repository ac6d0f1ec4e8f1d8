"""What is wrong with a portfolio is found all at once, in the order of files and lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from nexus_core.checks import check_portfolio
from nexus_core.model.loading import Loaded, load
from nexus_core.problems.problem import Problem, Span
from nexus_core.read.slow_markdown import NOT_SHOWN
from support.small_sites import BASE, repository_in, write


def loaded(root: Path, files: Mapping[str, str | bytes]) -> Loaded:
    return load(repository_in(write(root, {**BASE, **files})))


def headlines(found: Loaded) -> list[str]:
    return [problem.headline() for problem in check_portfolio(found)]


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
    assert [(p.path, p.span.line, p.code) for p in check_portfolio(found)] == [
        ("challenges-solutions/a.md", 2, "missing-image"),
        ("challenges-solutions/b.md", 2, "unknown-project"),
        ("docs/a.md", 2, "alias-taken"),
        ("docs/a.md", 4, "unknown-component"),
        ("docs/skills/sql.markdown", 1, "same-page"),
        ("docs/z.md", 2, "held-twice"),
        ("learnings/latin.md", 1, "not-utf-8"),
        ("learnings/open.md", 1, "unclosed-front-matter"),
        ("learnings/x.md", 3, "unknown-skill"),
        ("learnings/x.md", 6, "secret"),
        ("learnings/x.md", 8, "unknown-name"),
        ("learnings/x/README.md", 1, "same-page"),
        ("projects/shop/id_rsa", 1, "secret-file"),
        ("projects/shop/server.pem", 1, "secret-file"),
    ]
    assert [check_portfolio(found)[index].hint for index in (1, 10)] == [
        "did you mean 'projects/shop/README.md'?",
        "did you mean 'Redis'?",
    ]


def test_what_only_one_page_can_hold_is_read_from_the_first(tmp_path: Path) -> None:
    goals = "goals: [{ title: A, goals: [{ title: Learn }] }]"
    phases = "phases: [{ title: A }]"
    files = {
        "docs/a.md": f"---\n{goals}\n---\n",
        "docs/b.md": f"---\ntitle: B\n{goals}\n{phases}\n---\n",
        "docs/c.md": f"---\n{phases}\ncatalogue: [{{ category: A, skills: [X] }}]\n---\n",
        "learnings/a.md": "# A\n",
    }
    found = load(repository_in(write(tmp_path, files)))
    assert headlines(found) == [
        "docs/b.md:3:1: 'goals' is read from docs/a.md, not from this page: move it there, or remove it",
        "docs/c.md:2:1: 'phases' is read from docs/b.md, not from this page: move it there, or remove it",
        "docs/c.md:3:1: 'catalogue' is read from docs/skills/README.md, not from this page: "
        "move it there, or remove it",
    ]
    assert [(problem.code, problem.span.width) for problem in check_portfolio(found)] == [
        ("held-twice", 5),
        ("held-twice", 6),
        ("held-twice", 9),
    ]


@pytest.mark.parametrize("name", ["a.mdx", "a.MD", "a.Markdown", "a.MDX"])
def test_what_is_a_note_to_other_tools_is_left_out(tmp_path: Path, name: str) -> None:
    found = loaded(tmp_path, {f"learnings/{name}": "---\ntitle: A\n---\n", "learnings/b.txt": ""})
    assert check_portfolio(found) == (
        Problem(
            path=f"learnings/{name}",
            span=Span(1),
            code="not-a-note",
            message=f"a note's name must end in .md, not {name[1:]}",
            hint="rename it; until then it is left out",
        ),
    )
    assert found.assets == ("learnings/b.txt",)


def test_a_text_that_would_take_long_is_a_problem_and_not_shown(tmp_path: Path) -> None:
    found = loaded(tmp_path, {"learnings/a.md": "---\ntitle: A\n---\n\n" + "[" * 5000 + "\n"})
    assert [(problem.path, problem.span.line) for problem in check_portfolio(found)] == [("learnings/a.md", 5)]
    assert found.portfolio.notes["learnings/a.md"].body == NOT_SHOWN
