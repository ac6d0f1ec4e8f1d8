"""A name in double brackets that nothing has is a problem in its place, and other brackets are not."""

from __future__ import annotations

from pathlib import Path

from nexus_core.checks import check_portfolio
from nexus_core.model.loading import load
from nexus_core.problems.problem import Problem
from support.small_sites import BASE, repository_in, write


def problems_of(root: Path, body: str) -> list[Problem]:
    """Return the problems of a portfolio with one more note."""
    found = load(repository_in(write(root, {**BASE, "learnings/n.md": f"# N\n\n{body}"})))
    return [problem for problem in check_portfolio(found, advice=True) if problem.path == "learnings/n.md"]


def test_a_name_that_nothing_has_is_a_problem_where_it_stands(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, "- a\n    - [[Nothing|at all]]\n\n        [[Redis]]\n")
    assert [(p.code, p.span, p.target, p.source_line) for p in problems if p.code == "unknown-name"] == [
        ("unknown-name", (4, 7, 18), "[[Nothing|at all]]", "    - [[Nothing|at all]]")
    ]


def test_brackets_that_are_not_meant_as_a_name_are_no_problem(tmp_path: Path) -> None:
    body = "`[[nodiscard]]` [[1, 2]] [[...]] <!-- [[Write about this]] -->\n\n<pre>\n[[package]]\n</pre>\n"
    assert "unknown-name" not in {problem.code for problem in problems_of(tmp_path, body)}


def test_text_to_be_replaced_is_found_outside_of_code_only(tmp_path: Path) -> None:
    body = "- a\n\n    TODO\n\n`TODO` <!-- TODO -->\n\n```\nTODO\n```\n\n    TODO\n"
    problems = problems_of(tmp_path, body)
    assert [p.span for p in problems if p.code == "placeholder"] == [(5, 5, 4)]
