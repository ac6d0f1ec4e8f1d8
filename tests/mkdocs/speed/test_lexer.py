"""Code is told apart into the tokens that Pygments finds, in less time."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexer import Lexer
from pygments.lexers import PythonLexer, get_lexer_by_name

from benchmarks.samples import sample
from nexus_mkdocs.speed import first_characters as module
from nexus_mkdocs.speed.first_characters import KNOWN, first_characters
from nexus_mkdocs.speed.lexer import speed_up_lexer

LANGUAGES = (
    *(
        "python",
        "pycon",
        "sql",
        "postgresql",
        "javascript",
        "typescript",
        "json",
        "yaml",
        "bash",
        "console",
        "toml",
    ),
    *(
        "dockerfile",
        "http",
        "graphql",
        "go",
        "rust",
        "java",
        "c",
        "cpp",
        "ruby",
        "php",
        "html",
        "css",
        "ini",
        "make",
    ),
    *(
        "nginx",
        "groovy",
        "terraform",
        "lua",
        "perl",
        "kotlin",
        "swift",
        "diff",
        "markdown",
        "powershell",
        "haskell",
    ),
)
ODD = """\
def \u0394(x: "str", *, \u017f=1_000.5e-3) -> None: # \u212a und \u017f
    '''never closed \\N{DEGREE SIGN} {x!r:>{4}}
\tselect \u0130, 'it''s' from "T" where a <> $1 -- ende
<?php echo `ls`; ?> <a href='x' b=y>&amp;<!-- --></a> ${HOME:-"$(pwd)"} \x0b\x1c\x85\u2028\ufeff
/* open // more */ @decorator #!shebang %y ^z ~w | & ; , . : ? ! = + - * / \\ ( [ { < > } ] )
"""
TEXTS = st.text(
    st.sampled_from("abfrsux_09'\"`#{}()[]<>=+-*/\\.,;:!?%$&|^~@ \n\t\u00e9\u0130\u017f\u212a\x1c"), max_size=60
)


def lexers(name: str) -> tuple[Lexer, Lexer]:
    quick, slow = get_lexer_by_name(name), get_lexer_by_name(name)
    speed_up_lexer(quick)
    return quick, slow


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_language_has_the_same_tokens(name: str) -> None:
    quick, slow = lexers(name)
    dice = Random(name)  # noqa: S311 # the same text every time
    for text in (ODD, ODD[::-1], *(sample(dice) for _ in range(12))):
        assert list(quick.get_tokens(text)) == list(slow.get_tokens(text))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["python", "sql", "javascript", "bash", "html"]), TEXTS)
def test_any_text_has_the_same_tokens(name: str, text: str) -> None:
    quick, slow = lexers(name)
    assert list(quick.get_tokens(text)) == list(slow.get_tokens(text))


def test_a_lexer_that_has_its_own_way_keeps_it() -> None:
    for name in ("yaml", "json", "text"):
        quick, slow = lexers(name)
        assert vars(quick).keys() == vars(slow).keys()


class WithOtherRules(PythonLexer):  # type: ignore[misc] # it has no types
    """A lexer of a Pygments that keeps its rules in another form."""

    _tokens = {"root": ["rules", "of another form"]}  # noqa: RUF012


def test_a_lexer_with_rules_in_another_form_keeps_its_way() -> None:
    lexer = WithOtherRules()
    before = dict(vars(lexer))
    speed_up_lexer(lexer)
    assert vars(lexer) == before


@pytest.mark.parametrize(
    ("expression", "flags", "expected"),
    [
        ("abc", 0, "a"),
        ("(a|b)c", 0, "ab"),
        ("a?b", 0, "ab"),
        ("(?:a*)(?:b+|c)", 0, "abc"),
        (r"\b(?=x)a", 0, "a"),
        ("^#.*$", re.MULTILINE, "#"),
        ("[a-c-]", 0, "abc-"),
        (r"\d", 0, "0123456789"),
        (r"[^\w\s!-/:-@[-^`{-~]", 0, ""),
        ("(?i:a)b", 0, "aA"),
        ("a", re.IGNORECASE, "aA"),
        ("(?>ab|cd)", 0, "ac"),
        ("(?P<q>['\"]).*(?P=q)", 0, "'\""),
        ("\u00e9", 0, ""),
    ],
)
def test_an_expression_begins_with(expression: str, flags: int, expected: str) -> None:
    assert first_characters(re.compile(expression, flags)) == frozenset(expected)


@pytest.mark.parametrize("expression", ["", "a*", "(?=a)", "$", "(?i:\u212a)", r"(a)?(?(1)b|c)", "(?s:.)"])
def test_an_expression_that_is_not_sure_begins_with_anything(expression: str) -> None:
    assert first_characters(re.compile(expression)) == KNOWN


@pytest.mark.parametrize("name", ["python", "sql", "javascript", "bash", "rust", "php", "html", "http"])
def test_no_rule_matches_text_that_it_is_said_not_to_begin(name: str) -> None:
    states = get_lexer_by_name(name)._tokens  # type: ignore[attr-defined] # it has no types
    texts = [ODD[start : start + 30] for start in range(len(ODD))]
    for pattern in {rule[0].__self__ for rules in states.values() for rule in rules}:
        first = first_characters(pattern)
        for text in texts:
            assert text[0] in first or text[0] not in KNOWN or not pattern.match(text), pattern.pattern


def test_without_the_parser_everything_is_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "parser", None)
    assert first_characters(re.compile("abc")) == KNOWN
