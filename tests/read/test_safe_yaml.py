"""A block of YAML is read within bounds, and what has no value of its type stays text."""

from __future__ import annotations

import pytest
import yaml

from nexus_core.read.frontmatter import split_front_matter

TOO_DEEP = "the front matter is nested too deep"
TOO_MANY = "the front matter expands to more than 50,000 values"
ENDLESS = "a value that holds itself, by an alias ('*')"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [*{last}, *{last}, *{last}, *{last}, *{last}, *{last}, *{last}]\n"
    for last, name in zip("abcdefghijklmno", "bcdefghijklmnop", strict=True)
)


@pytest.mark.parametrize(
    ("block", "where", "message"),
    [
        pytest.param("a: &x [1, *x]\n", (2, 4), ENDLESS, id="a list within itself"),
        pytest.param("a: &x\n  b: [*x]\n", (2, 4), ENDLESS, id="fields within themselves"),
        pytest.param(BOMB, (2, 1), TOO_MANY, id="an alias bomb"),
        pytest.param(f"a: [[], {'[' * 39}{']' * 39}]\n", (2, 47), TOO_DEEP, id="deep beside what has ended"),
        pytest.param(f"a: {'[' * 500}\n", (2, 43), TOO_DEEP, id="deep in brackets"),
        pytest.param(f"a: {'{a: ' * 40}{'}' * 40}\n", (2, 160), TOO_DEEP, id="deep in braces"),
        pytest.param("- " * 41 + "a\n", (2, 81), TOO_DEEP, id="deep in dashes"),
        pytest.param("? " * 100_000 + "a\n", (2, 81), TOO_DEEP, id="deep in keys"),
        pytest.param(f"a: '{']' * 99}'\nb: {'[' * 99}\n", (3, 43), TOO_DEEP, id="brackets that close nothing"),
        pytest.param("a:\n" + " [ # ]\n" * 50, (42, 2), TOO_DEEP, id="brackets closed in comments"),
        pytest.param("".join(f"{' ' * n}a:\n" for n in range(42)), (42, 41), TOO_DEEP, id="deep by indentation"),
    ],
)
def test_what_has_no_end_is_refused_where_it_begins(block: str, where: tuple[int, int], message: str) -> None:
    front, _, _, problems = split_front_matter("n.md", f"---\n{block}---\nBody\n")
    assert [(problem.span[:2], problem.message) for problem in problems] == [(where, message)]
    assert front.fields == {}


@pytest.mark.parametrize(
    ("block", "fields"),
    [
        pytest.param("d: 2026-13-02\n", {"d": "2026-13-02"}, id="a date"),
        pytest.param("a: 1e400\n", {"a": "1e400"}, id="a number without its point"),
        pytest.param(f"a: {'9' * 40}\n", {"a": int("9" * 40)}, id="a number of as many digits as may be"),
        pytest.param(f"a: {'9' * 41}\n", {"a": "9" * 41}, id="one digit too many"),
        pytest.param("a: =\n", {"a": "="}, id="a sign that has a tag of its own"),
        pytest.param(
            "on: 1\n~: 2\n3.10: 3\n2026-01-02: 4\n",
            dict(zip(("on", "~", "3.10", "2026-01-02"), (1, 2, 3, 4), strict=True)),
            id="names of fields",
        ),
        pytest.param("a: {=: 1, 0x1F: 2}\n", {"a": {"=": 1, "0x1F": 2}}, id="names of fields within"),
        pytest.param("a: x\x85y\u2028z\u2029\n", {"a": "x y z"}, id="ends of lines that no editor knows"),
    ],
)
def test_what_has_no_value_of_its_type_stays_text(block: str, fields: object) -> None:
    front, _, _, problems = split_front_matter("n.md", f"---\n{block}---\n")
    assert (front.fields, problems) == (fields, [])


@pytest.mark.parametrize(
    ("block", "fields", "places"),
    [
        pytest.param("a: [!!bool x]\n", {"a": ["x"]}, [(2, 5, "!!bool")], id="no yes or no"),
        pytest.param("a: !!int ''\n", {"a": ""}, [(2, 4, "!!int")], id="no number"),
        pytest.param("a: !!float x\n", {"a": "x"}, [(2, 4, "!!float")], id="no number with a point"),
        pytest.param("a: !!timestamp x\n", {"a": "x"}, [(2, 4, "!!timestamp")], id="no time"),
        pytest.param("a: !!timestamp 2026-13-02\n", {"a": "2026-13-02"}, [(2, 4, "!!timestamp")], id="no day"),
        pytest.param("a: !!null x\n", {"a": "x"}, [(2, 4, "!!null")], id="something"),
        pytest.param("b: é\na: !!int\nc: 1\n", {"b": "é", "a": "", "c": 1}, [(3, 4, "!!int")], id="nothing"),
        pytest.param("a: !!int &b c\n", {"a": "c"}, [(2, 4, "!!int")], id="an anchor behind it"),
        pytest.param("!!int a: !!int b\n", {"a": "b"}, [(2, 1, "!!int"), (2, 10, "!!int")], id="a name, too"),
        pytest.param("a: !<tag:yaml.org,2002:int> b\n", {"a": "b"}, [(2, 4, "!!int")], id="a tag in full"),
        pytest.param("a: !!int '5'\n", {"a": 5}, [], id="a number in quotes"),
        pytest.param("a: !!bool yes\n", {"a": True}, [], id="a yes"),
        pytest.param("a: !!str 5\n", {"a": "5"}, [], id="a number as text"),
        pytest.param("a: [!!null , !!null ~]\n", {"a": [None, None]}, [], id="nothing at all"),
        pytest.param("a: !!seq\n- b\nc: !!seq [d]\n", {"a": ["b"], "c": ["d"]}, [], id="lists"),
        pytest.param("a: !!map\n  b: c\nd: !!map {}\n", {"a": {"b": "c"}, "d": {}}, [], id="fields"),
        pytest.param("a: !!value b\n", {"a": "b"}, [], id="a tag that any text fits"),
        pytest.param("a: '!!int b'\n", {"a": "!!int b"}, [], id="a tag in quotes"),
    ],
)
def test_a_tag_that_its_value_does_not_fit_is_found(
    block: str, fields: object, places: list[tuple[int, int, str]]
) -> None:
    front, _, _, problems = split_front_matter("n.md", f"---\n{block}---\n")
    assert front.fields == fields
    assert [(problem.code, *problem.span, problem.message, problem.hint) for problem in problems] == [
        (
            "mistagged-value",
            line,
            column,
            len(tag),
            f"'{tag}' does not fit this value, so it was read as text",
            "remove the tag, or correct the value",
        )
        for line, column, tag in places
    ]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("a: " + "[" * 39 + "]" * 39, id="brackets"),
        pytest.param("a: " + "{a: " * 39 + "}" * 39, id="braces"),
        pytest.param("a: [" + ", ".join(["[]", "{}"] * 99) + "]", id="many side by side"),
        pytest.param("".join(f"{' ' * n}a:\n" for n in range(40)), id="indentation"),
        pytest.param("a: |\n" + " " * 99 + "x", id="text that is indented far"),
        pytest.param("a: x # " + "-" * 99, id="a rule in a comment"),
        pytest.param("<<: {a: 1}\n<<: {b: 2}", id="fields merged twice"),
        pytest.param("a: &x [1]\nb: [*x, *x]\nc: *x", id="an alias used often"),
    ],
)
def test_what_is_within_the_bounds_is_read(block: str) -> None:
    front, _, _, problems = split_front_matter("n.md", f"---\n{block}\n---\n")
    assert problems == []
    assert front.fields == yaml.safe_load(f"{block}\n")


@pytest.mark.parametrize(
    ("block", "is_refused"),
    [
        pytest.param("a: [{}]".format(", ".join(["x"] * 49_997)), False, id="as many entries as may be"),
        pytest.param("a: [{}]".format(", ".join(["x"] * 49_998)), True, id="one entry too many"),
        pytest.param("a: {{{}}}".format(", ".join(f"b{n}: x" for n in range(24_998))), False, id="fields"),
        pytest.param(
            "a: {{{}}}".format(", ".join(f"b{n}: x" for n in range(24_999))), True, id="two fields too many"
        ),
        pytest.param("a: &x [1, 2]\nb: [{}]".format(", ".join(["*x"] * 16_664)), False, id="entries by an alias"),
        pytest.param("a: &x [1, 2]\nb: [{}]".format(", ".join(["*x"] * 16_665)), True, id="one alias too many"),
    ],
)
def test_values_are_counted_as_often_as_an_alias_repeats_them(block: str, is_refused: bool) -> None:
    _, _, _, problems = split_front_matter("n.md", f"---\n{block}\n---\n")
    assert [problem.message for problem in problems] == [TOO_MANY] * is_refused


@pytest.mark.parametrize(
    ("block", "places"),
    [
        pytest.param("a: Issue #5\n", [(2, 10)], id="behind a word"),
        pytest.param("a: #5\n", [(2, 4)], id="instead of a value"),
        pytest.param("b: x\na: y\t #z\nc: z #1\n", [(3, 7), (4, 6)], id="behind a tab and a blank, twice"),
        pytest.param("a: [b, c] #5\n", [], id="behind a list"),
        pytest.param("a: Issue # 5\n", [], id="a comment"),
        pytest.param("a: Issue#5\n", [], id="within a word"),
        pytest.param("a: 'Issue #5'\n", [], id="in quotes"),
        pytest.param("#5\na: x\n", [], id="a line by itself"),
        pytest.param("a: é\u2028é #5\n", [(2, 8)], id="behind an end of a line that no editor knows"),
    ],
)
def test_text_that_a_number_sign_hides_is_found(block: str, places: list[tuple[int, int]]) -> None:
    _, _, _, problems = split_front_matter("n.md", f"---\n{block}---\n")
    wanted = ("hidden-text", "YAML treats everything after '#' as a comment")
    assert [(p.code, p.message) for p in problems] == [wanted] * len(places)
    assert [problem.span[:2] for problem in problems] == places
    assert {problem.hint for problem in problems} <= {"put the value in quotes; a comment begins with '# '"}


@pytest.mark.parametrize(
    ("block", "fields", "places"),
    [
        pytest.param('a: "\\e[1m"\n', {"a": "\ufffd[1m"}, [(2, 4)], id="an escape"),
        pytest.param('b: 1\na: ["x", "\\x00"]\n', {"b": 1, "a": ["x", "\ufffd"]}, [(3, 10)], id="a null in a list"),
        pytest.param('a: "\\U0010FFFF"\n', {"a": "\U0010ffff"}, [], id="the last character there is"),
        pytest.param('a: "\\U0000FFFF"\n', {"a": "\ufffd"}, [(2, 4)], id="in eight digits"),
        pytest.param('"a\\u0007": "\\v"\n', None, [(2, 1), (2, 12)], id="in a name and a value"),
        pytest.param('a: "\\t\\u00e9"\n', {"a": "\t\u00e9"}, [], id="escapes of what a page can show"),
        pytest.param("a: '\\e[1m'\n", {"a": "\\e[1m"}, [], id="no escape in single quotes"),
        pytest.param('a: "x\\u2028y"\n', {"a": "x\u2028y"}, [], id="an end of a line"),
    ],
)
def test_an_escape_for_what_no_page_can_show_is_found(
    block: str, fields: object, places: list[tuple[int, int]]
) -> None:
    front, _, _, problems = split_front_matter("n.md", f"---\n{block}---\n")
    wanted = ("unfit-character", "an escape for a non-printable character", "remove it")
    assert [(p.code, p.message, p.hint) for p in problems] == [wanted] * len(places)
    assert [problem.span[:2] for problem in problems] == places
    assert fields is None or front.fields == fields
