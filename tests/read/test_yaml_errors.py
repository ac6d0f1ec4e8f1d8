"""What is wrong with a block of YAML is said in an author's words, in its place, with what to do."""

from __future__ import annotations

import pytest

from nexus_core.problems.problem import Problem, Span
from nexus_core.read.frontmatter import split_front_matter

SPACES = "indent with spaces"
QUOTE = "put the value in quotes"
IF_TEXT = "put the value in quotes if it is text"
ONE_PAIR = "put the whole value in one pair of quotes; inside '…', write '' for a quote"
DASHES = "did you forget the closing '---'?"
BLANK = "put a space after the ':'"
PERCENT = "a line that begins with '%' is not a field: remove it"
TWO_OF_THEM = "write two of them, or put the value in single quotes"
LIKE_ABOVE = "indent the line like the field above it"

OPEN_LIST = "a list without its closing ']', or without a comma"
OPEN_FIELDS = "a mapping without its closing '}', or without a comma"
OPEN_QUOTE = "a quote that is never closed"
TAB = "a tab where YAML needs spaces"
NO_START = "a character that cannot begin a value"
NO_FIELD = "a line that is neither 'name: value' nor part of a value"
SECOND_COLON = "a second ':' in an unquoted value"
AFTER_END = "a second YAML document ('---' inside the front matter?)"
BEHIND_VALUE = "text after the end of the value"
INDENTED = "indentation does not match any line above"
NO_KEY = "a key must be plain text"
TAG = "a YAML tag (such as !!python/object) that is not allowed here"
UNFIT_TAG = "a tag that does not fit the value after it"
NO_ANCHOR = "'*' refers to an anchor ('&') that does not exist"
NOT_ALLOWED = "a character that YAML does not allow"


@pytest.mark.parametrize(
    ("block", "where", "message", "hint"),
    [
        pytest.param("a: [1, 2\n", (2, 4), OPEN_LIST, "", id="an open list"),
        pytest.param("a: [" + "[], " * 50 + "x\n", (2, 4), OPEN_LIST, "", id="an open list of many"),
        pytest.param("b: 1\na: {x: 1 y: 2}\n", (3, 4), OPEN_FIELDS, "", id="a comma that lacks"),
        pytest.param('a: "open\n', (2, 4), OPEN_QUOTE, "", id="an open quote"),
        pytest.param("a: 'open\n\tb: 1\n", (2, 4), OPEN_QUOTE, "", id="an open quote above a tab"),
        pytest.param("a: [\n\t'open\n", (3, 2), OPEN_QUOTE, "", id="an open quote behind a tab"),
        pytest.param("a: 1\na: 2\n", (3, 1), "'a' is given twice, first just before", "", id="a key twice"),
        pytest.param("a: 1\nb:\na: 2\n", (4, 1), "'a' is given twice, first 2 lines above", "", id="farther"),
        pytest.param("a: 1\nb:\nc:\na: 2\n", (5, 1), "'a' is given twice, first 3 lines above", "", id="far"),
        pytest.param("b:\nc:\na: 1\na: 2\n", (5, 1), "'a' is given twice, first just before", "", id="far down"),
        pytest.param("a: {b: 1, b: 2}\n", (2, 11), "'b' is given twice, first just before", "", id="inside"),
        pytest.param("title: a: b\n", (2, 9), SECOND_COLON, QUOTE, id="an unquoted colon"),
        pytest.param("title: a:\n", (2, 9), SECOND_COLON, QUOTE, id="an unquoted colon at the end"),
        pytest.param("a: b\n c: d\n", (3, 3), SECOND_COLON, LIKE_ABOVE, id="a field indented too far"),
        pytest.param("a: b\n c:\n", (3, 3), SECOND_COLON, LIKE_ABOVE, id="an empty one"),
        pytest.param("a: 'b\n\n c': d\n", (4, 4), SECOND_COLON, LIKE_ABOVE, id="a colon behind lines of text"),
        pytest.param("a: 'b\n\nc': d\n", (4, 3), SECOND_COLON, "", id="a colon behind a closed quote"),
        pytest.param("a:b\nc: d\n", (3, 2), SECOND_COLON, f"{BLANK} of the line above", id="no blank above"),
        pytest.param("a://b\nc: d\n", (3, 2), SECOND_COLON, "", id="an address above"),
        pytest.param("a:\n\t- b\n", (3, 1), TAB, SPACES, id="a tab"),
        pytest.param("a: 1\n\tb: 2\n", (3, 1), TAB, SPACES, id="a tab before a field"),
        pytest.param("a: |\n\tb\n", (3, 1), TAB, SPACES, id="a tab before text"),
        pytest.param("a: 1\n \tb: 2\n", (3, 4), TAB, SPACES, id="a space and a tab"),
        pytest.param("a: @h\tx\n", (2, 4), NO_START, IF_TEXT, id="a tab within a line is none of these"),
        pytest.param("a: b\nwords\nc: d\n", (3, 1), NO_FIELD, DASHES, id="words between fields"),
        pytest.param("a: 1\nb:2\n", (3, 1), NO_FIELD, BLANK, id="a field without a blank"),
        pytest.param("a: 1\n--- x\n", (3, 1), AFTER_END, "", id="a second block"),
        pytest.param("a: 1\n%YAML 1.1\nb: 2\n", (4, 1), AFTER_END, PERCENT, id="a directive"),
        pytest.param("%YAML 1.1\na: 1\n", (3, 1), AFTER_END, PERCENT, id="a directive on top"),
        pytest.param("a: 'x' y\n", (2, 8), BEHIND_VALUE, ONE_PAIR, id="words behind a quote"),
        pytest.param(" a: 'x' y\n", (2, 9), BEHIND_VALUE, ONE_PAIR, id="indented"),
        pytest.param("a: 1\n}\n", (3, 1), INDENTED, "indent it like 'a: 1' above", id="a brace by itself"),
        pytest.param(
            "a:\n    b: 1\n  c: 2\n", (4, 3), INDENTED, "indent it like 'b: 1' above", id="half the indentation"
        ),
        pytest.param("a:\n  - b\n c\n", (4, 2), INDENTED, "indent it like 'a:' above", id="less than its list"),
        pytest.param("a: {{ x }}\n", (2, 5), "'{{' has a special meaning in YAML", IF_TEXT, id="a template's"),
        pytest.param("[a, b]: x\n", (2, 1), NO_KEY, "", id="a list as a key"),
        pytest.param("a: @home\n", (2, 4), NO_START, IF_TEXT, id="an at sign"),
        pytest.param("@home\n", (2, 1), NO_START, "", id="an at sign by itself"),
        pytest.param("a: 1\nb: '\\'\nc: `x`\n", (4, 4), NO_START, IF_TEXT, id="a tick on the third line"),
        pytest.param("a: !!python/object:os.system x\n", (2, 4), TAG, f"remove it, or {IF_TEXT}", id="a tag"),
        pytest.param("a: !!int [1]\n", (2, 4), UNFIT_TAG, "remove it", id="a tag that a list does not fit"),
        pytest.param("a: !!seq x\n", (2, 4), UNFIT_TAG, "remove it", id="a tag that text does not fit"),
        pytest.param("a: !!set {b}\n", (2, 4), TAG, f"remove it, or {IF_TEXT}", id="a set"),
        pytest.param("a: !!map x\n", (2, 4), "expected fields here", "", id="fields that are none"),
        pytest.param("a: *b\n", (2, 4), NO_ANCHOR, IF_TEXT, id="an alias of nothing"),
        pytest.param("a: [*b]\n", (2, 5), NO_ANCHOR, "", id="an alias of nothing, in a list"),
        pytest.param("a: **b**\n", (2, 5), "'*' and '&' have a special meaning in YAML", IF_TEXT, id="stars"),
        pytest.param("<<: 3\n", (2, 5), "'<<' takes fields, not a value", "", id="a merge of nothing"),
        pytest.param('a: "\\q"\n', (2, 5), "invalid escape sequence", TWO_OF_THEM, id="an escape"),
        pytest.param('a: "\\xg"\n', (2, 7), "invalid escape sequence", TWO_OF_THEM, id="no number"),
        pytest.param('a: "\\uD800"\n', (2, 7), "\\u escape for a code point that does not exist", "", id="half"),
        pytest.param("a: &b [1]\nc: &b 2\n", (3, 4), "anchor name used twice", IF_TEXT, id="&&"),
        pytest.param("a: 'x\x07y'\n", (2, 6), NOT_ALLOWED, "", id="a bell"),
        pytest.param("a: 1\nb: é\né: é\x07\n", (4, 5), NOT_ALLOWED, "", id="a bell behind letters of two bytes"),
        pytest.param("a: '\u2028\x85\x07'\n", (2, 7), NOT_ALLOWED, "", id="a bell behind ends of lines"),
        pytest.param("a: - b\n", (2, 4), "block sequence entries are not allowed in this context", "", id="other"),
    ],
)
def test_what_is_not_yaml_is_explained_where_it_is_mended(
    block: str, where: tuple[int, int], message: str, hint: str
) -> None:
    front, body, line, problems = split_front_matter("n.md", f"---\n{block}---\nBody\n")
    source_line = block.split("\n")[where[0] - 2]
    span = Span(*where)
    assert problems == [
        Problem(path="n.md", span=span, code="invalid-yaml", message=message, hint=hint, source_line=source_line)
    ]
    assert (front.fields, body, line) == ({}, "Body\n", block.count("\n") + 3)
