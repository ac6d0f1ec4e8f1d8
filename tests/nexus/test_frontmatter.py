"""Front matter is split from its body exactly, read as YAML, and every value can be located."""

from __future__ import annotations

import datetime as dt

import pytest

from nexus.frontmatter import split


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
        pytest.param("---\na: !!timestamp x\n---\n", {"a": "x"}, "", 4, id="a tag that does not fit"),
        pytest.param("---\na: !!bool x\nb: !!int ''\n---\n", {"a": "x", "b": ""}, "", 5, id="two of them"),
        pytest.param("---\nd: 2026-01-02\n---\n", {"d": dt.date(2026, 1, 2)}, "", 4, id="a date"),
        pytest.param("---\nd: 2026-13-02\n---\n", {"d": "2026-13-02"}, "", 4, id="no date stays text"),
        pytest.param("---\na: &x [1]\nb: *x\n---\n", {"a": [1], "b": [1]}, "", 5, id="an alias"),
    ],
)
def test_a_block_is_split_from_the_body(text: str, fields: object, body: str, body_line: int) -> None:
    front, found_body, line, problems = split("n.md", text)
    assert (front.fields, found_body, line, problems) == (fields, body, body_line, [])


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [*{last}, *{last}, *{last}, *{last}, *{last}, *{last}, *{last}]\n"
    for last, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("block", "where", "message"),
    [
        pytest.param("a: [1, 2\n", (2, 4), "a list that lacks its ']'", id="an open list"),
        pytest.param("a: 1\na: 2\n", (3, 1), "'a' is given twice", id="a key twice"),
        pytest.param("a:\n  b: 1\n  b: 2\n", (4, 3), "'b' is given twice", id="a key twice, inside"),
        pytest.param("title: a: b\n", (2, 9), "a second ':'", id="an unquoted colon"),
        pytest.param("a:\n\t- b\n", (3, 1), "a tab where YAML wants spaces", id="a tab"),
        pytest.param("- a\n- b\n", (2, 1), "found a list", id="a list"),
        pytest.param("just words\n", (2, 1), "found text", id="text"),
        pytest.param("a: !!python/object:os.system x\n", (2, 4), "not allowed here", id="a Python tag"),
        pytest.param('a: "open\n', (2, 4), "a quote that is never closed", id="an open quote"),
        pytest.param("a: 'x\x07y'\n", (2, 6), "a character that YAML does not allow", id="a bell"),
        pytest.param("a: !!set {b, c}\n", (2, 4), "not allowed here", id="a set"),
        pytest.param("a: !!map 3\n", (2, 4), "expected fields", id="a tag that makes fields of a number"),
        pytest.param("<<: 3\n", (2, 5), "'<<' takes fields", id="a merge of nothing"),
        pytest.param("a: *b\n", (2, 4), "an anchor ('&') that is not there", id="an alias of nothing"),
        pytest.param('a: "\\e[31m"\n', (2, 4), "no page can show", id="an escape for a control character"),
        pytest.param("a: Issue #5\n", (2, 10), "is a comment to YAML", id="a number sign that hides text"),
        pytest.param("? " * 99 + "\n", (2, 81), "nested too deep", id="deep nesting of keys"),
        pytest.param("[a, b]: x\n", (2, 1), "a key must be plain text", id="a list as a key"),
        pytest.param(BOMB, (2, 1), "expands to more than", id="an alias bomb"),
        pytest.param(f"a: {'[' * 500}\n", (2, 43), "nested too deep", id="deep nesting"),
        pytest.param("a: @home\n", (2, 4), "a character that cannot begin a value", id="an at sign"),
    ],
)
def test_what_is_not_yaml_is_located(block: str, where: tuple[int, int], message: str) -> None:
    _, _, _, problems = split("n.md", f"---\n{block}---\nBody\n")
    assert [(p.span.line, p.span.column) for p in problems] == [where]
    assert message in problems[0].message


def test_an_unclosed_block_keeps_the_text() -> None:
    front, body, line, problems = split("n.md", "---\ntitle: A\n\nText\n")
    assert front.fields == {}
    assert (body, line) == ("title: A\n\nText\n", 2)
    assert problems[0].headline().startswith("n.md:1:1: the front matter is never closed")


@pytest.mark.parametrize(
    ("location", "key", "span"),
    [
        pytest.param(("title",), False, (2, 8, 4), id="a value"),
        pytest.param(("title",), True, (2, 1, 5), id="its key"),
        pytest.param(("skills", 1), False, (3, 14, 5), id="an entry of a list"),
        pytest.param(("links", 0, "url"), False, (6, 10, 3), id="a value inside"),
        pytest.param(("links", 0, "url"), True, (6, 5, 3), id="a key inside"),
        pytest.param(("links", 0, "nope"), False, (5, 5, 1), id="the nearest around what is not there"),
        pytest.param(("empty",), False, (7, 1, 5), id="the key of an empty value"),
        pytest.param(("é",), False, (8, 4, 2), id="columns count characters"),
    ],
)
def test_a_value_can_be_located(location: tuple[str | int, ...], key: bool, span: tuple[int, int, int]) -> None:
    text = "---\ntitle: Shop\nskills: [Go, Redis]\nlinks:\n  - label: A\n    url: abc\nempty:\né: ää\n---\n"
    front, _, _, _ = split("n.md", text)
    assert tuple(front.locate(location, key=key)) == span
