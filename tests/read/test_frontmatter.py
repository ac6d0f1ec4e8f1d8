"""Front matter is split from its body exactly, read as YAML, and every value can be located."""

from __future__ import annotations

import datetime as dt

import pytest

from nexus_core.problems.problem import Problem, Span
from nexus_core.read.frontmatter import FrontMatter, split


@pytest.mark.parametrize(
    ("text", "fields", "body", "body_line"),
    [
        pytest.param("Just text\n", {}, "Just text\n", 1, id="none at all"),
        pytest.param("", {}, "", 1, id="an empty file"),
        pytest.param("---\n---\nBody", {}, "Body", 3, id="an empty block"),
        pytest.param("---\n# only a comment\n---\nBody", {}, "Body", 4, id="only a comment"),
        pytest.param("---\na: 1\n---\n\nBody\n", {"a": 1}, "\nBody\n", 4, id="a field"),
        pytest.param("---\na: 1\n...\nBody\n", {"a": 1}, "Body\n", 4, id="closed with dots"),
        pytest.param("---  \na: 1\n---\t\nB", {"a": 1}, "B", 4, id="blanks after the dashes"),
        pytest.param("---\na: 1\n---", {"a": 1}, "", 3, id="nothing after it"),
        pytest.param("---\na: 1\n---\nx\n---\ny", {"a": 1}, "x\n---\ny", 4, id="a rule in the body"),
        pytest.param("---\na: x---\n---\nB", {"a": "x---"}, "B", 4, id="dashes at the end of a line"),
        pytest.param("Note: text\nMore\n", {}, "Note: text\nMore\n", 1, id="a first line like a field"),
        pytest.param("----\nText\n----\n", {}, "----\nText\n----\n", 1, id="rules around text"),
        pytest.param("\n---\nText\n", {}, "\n---\nText\n", 1, id="a rule below an empty line"),
        pytest.param("+++\nText\n+++\n", {}, "+++\nText\n+++\n", 1, id="pluses around text"),
        pytest.param("{{< x >}}\n", {}, "{{< x >}}\n", 1, id="a shortcode"),
        pytest.param("{}\nText\n", {}, "{}\nText\n", 1, id="braces around nothing"),
        pytest.param(
            "---\non: 1\n3.10: 2\n~: 3\n---\n", {"on": 1, "3.10": 2, "~": 3}, "", 6, id="odd keys are text"
        ),
        pytest.param("---\na: x\u2028y\n---\n", {"a": "x y"}, "", 4, id="a line separator is a blank"),
        pytest.param("---\na: =\n---\n", {"a": "="}, "", 4, id="a lone sign"),
        pytest.param(f"---\na: 0x{'F' * 99}\n---\n", {"a": f"0x{'F' * 99}"}, "", 4, id="a number too long"),
        pytest.param("---\nd: 2026-01-02\n---\n", {"d": dt.date(2026, 1, 2)}, "", 4, id="a date"),
        pytest.param("---\na: &x [1]\nb: *x\n---\n", {"a": [1], "b": [1]}, "", 5, id="an alias"),
    ],
)
def test_a_block_is_split_from_the_body(text: str, fields: object, body: str, body_line: int) -> None:
    front, found_body, line, problems = split("n.md", text)
    assert (front.fields, found_body, line, problems) == (fields, body, body_line, [])


@pytest.mark.parametrize(
    ("block", "what", "hint", "shown"),
    [
        pytest.param("- a\n- b\n", "a list", "", "- a\n- b\n---\nBody\n", id="a list"),
        pytest.param("just words\n\n", "text", "", "just words\n\n---\nBody\n", id="text"),
        pytest.param("title:words\n", "text", "put a space behind the ':'", "Body\n", id="a glued field"),
    ],
)
def test_a_block_that_holds_no_fields_is_a_problem(block: str, what: str, hint: str, shown: str) -> None:
    usual = "write one 'name: value' a line; a line of dashes at the top of a text needs an empty line above it"
    front, body, line, problems = split("n.md", f"---\n{block}---\nBody\n")
    whole = f"---\n{block}---\nBody\n"
    assert (front.fields, body, line) == ({}, shown, 1 + whole[: -len(shown)].count("\n"))
    assert [(p.code, p.span.line, p.span.column, p.message, p.hint) for p in problems] == [
        ("not-a-mapping", 2, 1, f"expected fields such as 'title: …', but found {what}", hint or usual)
    ]


def test_a_name_that_begins_with_a_blank_that_yaml_takes_for_a_letter_is_a_problem() -> None:
    front, _, _, problems = split("n.md", "---\na: 1\n\u00a0b: 2\nc\u00a0: 3\n\u2003d: 4\n---\n")
    assert list(front.fields) == ["a", "\u00a0b", "c\u00a0", "\u2003d"]
    assert [(p.code, tuple(p.span), p.message, p.hint) for p in problems] == [
        ("odd-blank", (3, 1, 2), "a blank (U+00A0) that is none to YAML", "indent with plain spaces"),
        ("odd-blank", (5, 1, 2), "a blank (U+2003) that is none to YAML", "indent with plain spaces"),
    ]


@pytest.mark.parametrize(
    ("opening", "body"),
    [
        pytest.param("---  ", "\ntitle: A\n\nText\n", id="fields and text"),
        pytest.param("---", "", id="three dashes are the whole note"),
    ],
)
def test_an_unclosed_block_keeps_the_text(opening: str, body: str) -> None:
    front, found, line, problems = split("n.md", opening + body)
    assert front == FrontMatter("n.md")
    assert (found, line) == (body.removeprefix("\n"), 2)
    assert problems == [
        Problem(
            path="n.md",
            span=Span(1, 1, 3),
            code="unclosed-front-matter",
            message="the front matter is never closed",
            hint="end it with a line of three dashes",
            source_line=opening,
        )
    ]


def test_a_note_without_front_matter_knows_its_path() -> None:
    front, _, _, _ = split("n.md", "Text\n")
    assert front == FrontMatter("n.md")


OPTIONS = FrontMatter("n.md", "{ a: 1,\n b: 2 }", 7, first_column=20, whole_line="<!-- nexus/x { a: 1,")


@pytest.mark.parametrize(
    ("block", "location", "span"),
    [
        pytest.param(OPTIONS, ("a",), (7, 25, 1), id="on the first line, which begins farther right"),
        pytest.param(OPTIONS, ("b",), (8, 5, 1), id="on the second, which doesn't"),
        pytest.param(OPTIONS, (), (7, 20, 1), id="all, over two lines"),
        pytest.param(FrontMatter("n.md", "", 7, 20), ("a",), (7, 20, 1), id="nowhere"),
        pytest.param(FrontMatter("n.md", "a: [", 7, 20), ("a",), (7, 20, 1), id="in what is not YAML"),
        pytest.param(FrontMatter("n.md", "a: ''\nb: |\n  x\n", 2), ("a",), (2, 4, 2), id="text that is empty"),
        pytest.param(FrontMatter("n.md", "a: ''\nb: |\n  x\n", 2), ("b",), (3, 4, 1), id="text over lines"),
    ],
)
def test_a_block_knows_where_it_stands_in_the_file(
    block: FrontMatter, location: tuple[str, ...], span: tuple[int, int, int]
) -> None:
    assert tuple(block.locate(location)) == span


def test_a_problem_shows_the_line_it_points_into() -> None:
    block = FrontMatter("n.md", "a: 1\nb: two\n", 2)
    assert block.problem(("b",), "odd", "it is odd") == Problem(
        path="n.md", span=Span(3, 4, 3), code="odd", message="it is odd", source_line="b: two"
    )
    assert block.problem(("b",), "odd", "it is odd", "mend it", key=True) == Problem(
        path="n.md", span=Span(3, 1, 1), code="odd", message="it is odd", hint="mend it", source_line="b: two"
    )
    assert OPTIONS.problem(("b",), "odd", "it is odd").source_line == "<!-- nexus/x { a: 1,"


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
    front, _, _, _ = split("n.md", text)
    assert tuple(front.locate(location, key=key)) == span
