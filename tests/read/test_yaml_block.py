"""A block of YAML locates each of its values in the file that it is part of."""

from __future__ import annotations

import pytest

from nexus_core.problems.problem import Problem, Span
from nexus_core.read.frontmatter import split_front_matter
from nexus_core.read.yaml_block import YamlBlock

OPTIONS = YamlBlock("n.md", "{ a: 1,\n b: 2 }", 7, first_column=20, whole_line="<!-- nexus/x { a: 1,")


@pytest.mark.parametrize(
    ("block", "location", "span"),
    [
        pytest.param(OPTIONS, ("a",), (7, 25, 1), id="on the first line, which begins farther right"),
        pytest.param(OPTIONS, ("b",), (8, 5, 1), id="on the second, which doesn't"),
        pytest.param(OPTIONS, (), (7, 20, 1), id="all, over two lines"),
        pytest.param(YamlBlock("n.md", "", 7, 20), ("a",), (7, 20, 1), id="nowhere"),
        pytest.param(YamlBlock("n.md", "a: [", 7, 20), ("a",), (7, 20, 1), id="in what is not YAML"),
        pytest.param(YamlBlock("n.md", "a: ''\nb: |\n  x\n", 2), ("a",), (2, 4, 2), id="text that is empty"),
        pytest.param(YamlBlock("n.md", "a: ''\nb: |\n  x\n", 2), ("b",), (3, 4, 1), id="text over lines"),
    ],
)
def test_a_block_knows_where_it_stands_in_the_file(
    block: YamlBlock, location: tuple[str, ...], span: tuple[int, int, int]
) -> None:
    assert tuple(block.locate(location)) == span


def test_a_problem_shows_the_line_it_points_into() -> None:
    block = YamlBlock("n.md", "a: 1\nb: two\n", 2)
    assert block.problem(("b",), "odd-space", "it is odd") == Problem(
        path="n.md", span=Span(3, 4, 3), code="odd-space", message="it is odd", source_line="b: two"
    )
    assert block.problem(("b",), "odd-space", "it is odd", "mend it", key=True) == Problem(
        path="n.md", span=Span(3, 1, 1), code="odd-space", message="it is odd", hint="mend it", source_line="b: two"
    )
    assert OPTIONS.problem(("b",), "odd-space", "it is odd").source_line == "<!-- nexus/x { a: 1,"


@pytest.mark.parametrize(
    ("location", "key", "span"),
    [
        pytest.param(("title",), False, (2, 8, 4), id="a value"),
        pytest.param(("title",), True, (2, 1, 5), id="its key"),
        pytest.param(("skills", 1), False, (3, 14, 5), id="an entry of a list"),
        pytest.param(("links", 0, "url"), False, (6, 10, 3), id="a value inside"),
        pytest.param(("links", 0, "url"), True, (6, 5, 3), id="a key inside"),
        pytest.param(("links", 0, "nope"), False, (5, 5, 1), id="the nearest around what is not there"),
        pytest.param(("skills", 2), False, (3, 9, 11), id="around an entry that is not there"),
        pytest.param(("skills", "a"), False, (3, 9, 11), id="around a field that a list can't have"),
        pytest.param(("title", 0), False, (2, 8, 4), id="around an entry that text can't have"),
        pytest.param(("title", "a"), True, (2, 8, 4), id="around a field that text can't have"),
        pytest.param(("empty", "a"), False, (7, 1, 5), id="the key of an empty value for what is not in it"),
        pytest.param(("empty",), False, (7, 1, 5), id="the key of an empty value"),
        pytest.param(("é",), False, (8, 4, 2), id="columns count characters"),
    ],
)
def test_a_value_can_be_located(location: tuple[str | int, ...], key: bool, span: tuple[int, int, int]) -> None:
    text = "---\ntitle: Shop\nskills: [Go, Redis]\nlinks:\n  - label: A\n    url: abc\nempty:\né: ää\n---\n"
    front, _, _, _ = split_front_matter("n.md", text)
    assert tuple(front.locate(location, key=key)) == span
