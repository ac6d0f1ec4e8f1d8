"""A block that was meant as front matter is told from text, and is no part of the body."""

from __future__ import annotations

import pytest

from nexus_core.problems.problem import Problem, Span
from nexus_core.read.frontmatter import split_front_matter

TOML = "front matter in TOML is not supported"
JSON = "front matter in JSON is not supported"
LATE = "front matter must begin on the first line, without spaces before it"
FENCE = "front matter needs lines of exactly three plain dashes"
AS_YAML = "write it as YAML, between two lines of three dashes; 'hugo convert toYAML' does it for many notes"
DASHES = "put a line of three dashes above and below it: JSON is YAML too"
TAKE_OUT = "remove what is above it and before it"


@pytest.mark.parametrize(
    ("text", "span", "fault", "fields", "rest"),
    [
        pytest.param("+++\na = 1\n+++\nB\n", (1, 1, 3), (TOML, AS_YAML), {}, (4, "B\n"), id="TOML"),
        pytest.param(
            "+++\n\n  # x\n[a.b]\nc=1\n+++", (1, 1, 3), (TOML, AS_YAML), {}, (7, ""), id="a table of TOML"
        ),
        pytest.param(';;;\n"a": 1\n;;;\nB', (1, 1, 3), (JSON, DASHES), {}, (4, "B"), id="JSON in semicolons"),
        pytest.param('{"a": 1}\nB\nC', (1, 1, 8), (JSON, DASHES), {}, (2, "B\nC"), id="JSON"),
        pytest.param('\n{\n"a": 1\n} \nB', (2, 1, 1), (JSON, DASHES), {}, (5, "B"), id="JSON on more lines"),
        pytest.param("\n\n---\na: 1\n---\nB", (3, 1, 3), (LATE, TAKE_OUT), {"a": 1}, (6, "B"), id="a line late"),
        pytest.param(
            "\n" * 199 + "---\na: 1\n---\nB",
            (200, 1, 3),
            (LATE, TAKE_OUT),
            {"a": 1},
            (203, "B"),
            id="many lines late",
        ),
        pytest.param("  --- \na: 1\n---\nB", (1, 3, 3), (LATE, TAKE_OUT), {"a": 1}, (4, "B"), id="a blank before"),
        pytest.param(
            "-----\na: 1\nb: 2\n-----\nB",
            (1, 1, 5),
            (FENCE, "write '---' for '----'"),
            {"a": 1, "b": 2},
            (5, "B"),
            id="five dashes",
        ),
        pytest.param(
            "—\n'a': 1\n—\nB", (1, 1, 1), (FENCE, "write '---' for '—'"), {"a": 1}, (4, "B"), id="a dash of words"
        ),
    ],
)
def test_a_block_that_is_meant_as_front_matter_is_a_problem(
    text: str, span: tuple[int, int, int], fault: tuple[str, str], fields: object, rest: tuple[int, str]
) -> None:
    front, body, line, problems = split_front_matter("n.md", text)
    assert problems == [
        Problem(
            path="n.md",
            span=Span(*span),
            code="foreign-front-matter",
            message=fault[0],
            hint=fault[1],
            source_line=text.split("\n")[span[0] - 1],
        )
    ]
    assert (front.path, front.fields, line, body) == ("n.md", fields, *rest)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("+++\nText\n+++\n", id="pluses around text"),
        pytest.param("+++\na = 1\n", id="pluses that don't end"),
        pytest.param("++++\na = 1\n++++\n", id="four pluses"),
        pytest.param("    ---\na: 1\n    ---\n", id="code"),
        pytest.param("---- x\na: 1\n---- x\n", id="dashes and words"),
        pytest.param("-----\n\n# a: 1\n\nText\n-----\n", id="a heading between rules"),
        pytest.param("-----\n", id="a rule by itself"),
        pytest.param("- a: 1\n- b\n", id="a list"),
        pytest.param("*****\na: 1\n*****\n", id="stars"),
        pytest.param("{}\nText\n", id="braces around nothing"),
        pytest.param("{{< x >}}\n", id="a shortcode"),
        pytest.param("{% x %}\n", id="a tag"),
        pytest.param('{"a": 1} and more\n', id="braces in a sentence"),
        pytest.param("{" * 10_000, id="braces without an end"),
        pytest.param('{"a":' * 10_000, id="JSON without an end"),
        pytest.param("Text\n\n+++\na = 1\n+++\n", id="below text"),
        pytest.param("\n" * 200 + "---\na: 1\n---\n", id="far below"),
        pytest.param("\n \n", id="blanks"),
    ],
)
def test_what_is_text_stays_text(text: str) -> None:
    front, body, line, problems = split_front_matter("n.md", text)
    assert (front.path, front.fields, body, line, problems) == ("n.md", {}, text, 1, [])


def test_what_is_wrong_within_such_a_block_has_its_place() -> None:
    _, body, _, problems = split_front_matter("n.md", "\n----\na: 1\nb: [1\n----\nB\n")
    assert [(problem.code, tuple(problem.span)) for problem in problems] == [
        ("foreign-front-matter", (2, 1, 4)),
        ("invalid-yaml", (4, 4, 1)),
    ]
    assert body == "B\n"
