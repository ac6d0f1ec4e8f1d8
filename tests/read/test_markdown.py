"""What is code in a Markdown text is known without rendering it, and every other character keeps its place."""

from __future__ import annotations

import pytest

from nexus_core.read.markdown import (
    Heading,
    code,
    comments,
    first_heading,
    headings,
    inline_text,
    prose,
    split_heading,
)
from support.markdown_cases import CODE, PROSE


@pytest.mark.parametrize("text", CODE)
def test_code_is_not_prose(text: str) -> None:
    left = prose(text)
    assert "word" not in left
    assert len(left) == len(text)
    assert left.count("\n") == text.count("\n")


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_not_code(text: str) -> None:
    left = prose(text)
    assert left.count("word") == text.count("word") >= 1
    assert left.index("word") == text.index("word")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a `b` c ``d ` e``", ["`b`", "``d ` e``"]),
        ("a\n\n    b\n\n    c\n\nd", ["    b\n\n    c"]),
        ("- a\n\n    ```py\n    b\n    ```\n", ["```py\n    b\n    ```"]),
        ("> ~~~\n> b\n> ~~~\n> c", ["~~~\n> b\n> ~~~"]),
        ("~~~~\n~~~\n~~~~\n`a`", ["~~~~\n~~~\n~~~~", "`a`"]),
        ("<code>a</code> <!-- `b` --> `c`", ["`c`"]),
    ],
)
def test_each_piece_of_code_has_its_place(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in code(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a <!-- b --> c\n\n<!-- d\n\ne -->", ["<!-- b -->", "<!-- d\n\ne -->"]),
        ("`<!-- a -->`\n\n    <!-- b -->\n\n```\n<!-- c -->\n```", []),
        ("- a\n\n    <!-- b -->", ["<!-- b -->"]),
        ("<div>\n<!-- a -->\n</div>\n<pre>\n<!-- b -->\n</pre>", ["<!-- a -->"]),
        ("<!-- open", []),
    ],
)
def test_each_comment_has_its_place(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in comments(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# A\n\n## B ##\n", [(1, "A"), (2, "B")]),
        ("A\n===\n\nB\n---\n", [(1, "A"), (2, "B")]),
        ("# C#\n## `a` and F# ###", [(1, "C#"), (2, "`a` and F#")]),
        ("#A\n\n####### B\n\n\\# C\n", []),
        ("```\n# A\n```\n\n    # B\n\n<!--\n# C\n-->\n", []),
        ("- A\n---\n\n> B\n---\n\na\nb\n---\n\n---\n", []),
        ("# A\nB\n---\n", [(1, "A"), (2, "B")]),
    ],
)
def test_headings_are_those_that_the_page_has(text: str, found: list[tuple[int, str]]) -> None:
    assert [(heading.level, heading.text) for heading in headings(text)] == found


def test_a_heading_knows_its_lines() -> None:
    assert list(headings("a\n\nB\n===\n# C\n")) == [Heading(1, "B", 2, 4), Heading(1, "C", 4, 5)]


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("# A\n\nb", "# A", "\nb"),
        ("\n<!-- a -->\n\nA\n===\nb", "\n<!-- a -->\n\nA\n===", "b"),
        ("```\n# A\n```\n# B\nc", "```\n# A\n```\n# B", "c"),
        ("## A\n\n# B", "", "## A\n\n# B"),
        ("a", "", "a"),
    ],
)
def test_a_text_is_split_after_its_title(text: str, heading: str, rest: str) -> None:
    assert split_heading(text) == (heading, rest)


@pytest.mark.parametrize(
    ("text", "heading"),
    [("# A #\n", "A"), ("\n# A", "A"), ("a\n\n# B", "B"), ("## A\n\n# B", None), ("```\n# A\n```", None)],
)
def test_the_title_is_the_first_heading(text: str, heading: str | None) -> None:
    assert first_heading(text) == heading


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("*A* `b` [c](d.md)", "A b c"),
        ("A &amp; B<br>", "A & B"),
        ("A[^1] {#id}", "A"),
        ("![alt](a.png) A", "alt A"),
    ],
)
def test_inline_markdown_has_words(markup: str, words: str) -> None:
    assert inline_text(markup) == words
