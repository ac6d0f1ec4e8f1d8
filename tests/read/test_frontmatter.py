"""Front matter is split from its body exactly and read as YAML."""

from __future__ import annotations

import datetime as dt

import pytest

from nexus_core.problems.problem import Problem, Span
from nexus_core.read.frontmatter import split_front_matter
from nexus_core.read.yaml_block import YamlBlock


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
    front, found_body, line, problems = split_front_matter("n.md", text)
    assert (front.fields, found_body, line, problems) == (fields, body, body_line, [])


@pytest.mark.parametrize(
    ("block", "what", "hint", "shown"),
    [
        pytest.param("- a\n- b\n", "a list", "", "- a\n- b\n---\nBody\n", id="a list"),
        pytest.param("just words\n\n", "text", "", "just words\n\n---\nBody\n", id="text"),
        pytest.param("title:words\n", "text", "put a space after the ':'", "Body\n", id="a glued field"),
    ],
)
def test_a_block_that_holds_no_fields_is_a_problem(block: str, what: str, hint: str, shown: str) -> None:
    usual = "write one 'name: value' a line; a line of dashes at the top of a text needs an empty line above it"
    front, body, line, problems = split_front_matter("n.md", f"---\n{block}---\nBody\n")
    whole = f"---\n{block}---\nBody\n"
    assert (front.fields, body, line) == ({}, shown, 1 + whole[: -len(shown)].count("\n"))
    assert [(p.code, p.span.line, p.span.column, p.message, p.hint) for p in problems] == [
        ("not-a-mapping", 2, 1, f"expected fields such as 'title: …', but found {what}", hint or usual)
    ]


def test_a_name_that_begins_with_a_blank_that_yaml_takes_for_a_letter_is_a_problem() -> None:
    front, _, _, problems = split_front_matter("n.md", "---\na: 1\n\u00a0b: 2\nc\u00a0: 3\n\u2003d: 4\n---\n")
    assert list(front.fields) == ["a", "\u00a0b", "c\u00a0", "\u2003d"]
    assert [(p.code, tuple(p.span), p.message, p.hint) for p in problems] == [
        (
            "odd-space",
            (3, 1, 2),
            "non-breaking space (U+00A0) where YAML needs an ordinary space",
            "indent with plain spaces",
        ),
        ("odd-space", (5, 1, 2), "space (U+2003) where YAML needs an ordinary space", "indent with plain spaces"),
    ]


@pytest.mark.parametrize(
    ("opening", "body"),
    [
        pytest.param("---  ", "\ntitle: A\n\nText\n", id="fields and text"),
        pytest.param("---", "", id="three dashes are the whole note"),
    ],
)
def test_an_unclosed_block_keeps_the_text(opening: str, body: str) -> None:
    front, found, line, problems = split_front_matter("n.md", opening + body)
    assert front == YamlBlock("n.md")
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
    front, _, _, _ = split_front_matter("n.md", "Text\n")
    assert front == YamlBlock("n.md")
