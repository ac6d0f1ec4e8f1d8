"""A problem reads like a compiler's: the place, what is wrong, what to do, and the line underlined."""

from __future__ import annotations

import pytest

from nexus_core.problems.problem import Problem, Span


def problem(span: Span, line: str, hint: str = "") -> Problem:
    return Problem(path="a/n.md", span=span, code="wrong-type", message="wrong", hint=hint, source_line=line)


@pytest.mark.parametrize(
    ("found", "rendered"),
    [
        pytest.param(
            problem(Span(7, 16, 9), "technologies: [Postgress, Redis]", "did you mean 'PostgreSQL'?"),
            "a/n.md:7:16: wrong: did you mean 'PostgreSQL'?\n"
            "    7 | technologies: [Postgress, Redis]\n"
            "      |                ^^^^^^^^^",
            id="with a hint",
        ),
        pytest.param(problem(Span(1), ""), "a/n.md:1:1: wrong", id="without a line"),
        pytest.param(
            problem(Span(12, 3, 99), "\tab"), "a/n.md:12:3: wrong\n   12 | \tab\n      | \t ^", id="a tab before"
        ),
    ],
)
def test_a_problem_is_rendered(found: Problem, rendered: str) -> None:
    assert found.render() == rendered


def test_problems_sort_by_file_line_and_column() -> None:
    spans = [Span(10, 1), Span(2, 9), Span(2, 1)]
    found = sorted((problem(span, "") for span in spans), key=lambda each: each.order)
    assert [each.span for each in found] == [Span(2, 1), Span(2, 9), Span(10, 1)]
