"""Lets Pygments' lexers find the next token in less time, and the same token.

A lexer tries the rules of its state one after the other, some forty for Python. For nearly all of them the next
character tells whether they can match; so for each state and character those that can are kept, in their order.

This reaches into a private part of Pygments: the rules of a lexer's class, `_tokens`. A lexer without such rules,
or one that finds its tokens in its own way, is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from markdown import Extension
from pygments.lexer import Lexer, RegexLexer
from pygments.token import Error, Token, Whitespace
from pymdownx.highlight import Highlight, HighlightExtension

from nexus_mkdocs.speed.first_characters import KNOWN, first_characters

EXTENSION = "pymdownx.highlight"

Rule = tuple[Callable[[str, int], Any], Any, Any]
"""What matches a text at a place, what it is then, and the state that follows."""
_TokenType = type(Token)


class _Rules:
    """The rules of all states of a lexer's class, by state and next character."""

    def __init__(self, states: dict[str, Sequence[Rule]]) -> None:
        self.states = states
        self._first: dict[re.Pattern[str], frozenset[str]] = {}
        self._found: dict[str, dict[str, Sequence[Rule]]] = {}

    def by_character(self, state: str) -> dict[str, Sequence[Rule]]:
        """Return the rules of a state by the next character, as far as it was met."""
        return self._found.setdefault(state, {})

    def look(self, state: str, character: str) -> Sequence[Rule]:
        """Return those rules of a state that can match a text which begins with a character."""
        rules = self.states[state]
        found = rules
        if character in KNOWN:
            found = [rule for rule in rules if character in self._first_characters(rule)]
        self._found[state][character] = found
        return found

    def _first_characters(self, rule: Rule) -> frozenset[str]:
        pattern = getattr(rule[0], "__self__", None)
        if not isinstance(pattern, re.Pattern):
            return KNOWN
        if pattern not in self._first:
            self._first[pattern] = first_characters(pattern)
        return self._first[pattern]


@cache
def _rules_of(lexer: type[RegexLexer]) -> _Rules | None:
    """Return the rules of a class of lexers, if they are where this module knows them."""
    states = getattr(lexer, "_tokens", None)
    return _Rules(states) if isinstance(states, dict) and all(map(_are_rules, states.values())) else None


def _are_rules(rules: Any) -> bool:
    return isinstance(rules, list) and all(isinstance(rule, tuple) and len(rule) == 3 for rule in rules)


def speed_up_lexer(lexer: Lexer) -> None:
    """Let a lexer find its tokens this way, if it finds them as most do."""
    finds_as_most = type(lexer).get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed
    rules = _rules_of(type(lexer)) if finds_as_most and isinstance(lexer, RegexLexer) else None
    if rules is not None and "_tokens" not in vars(lexer):  # else its rules are not its class's
        lexer.get_tokens_unprocessed = partial(_tokens, lexer, rules)  # type: ignore[method-assign]


class _QuickHighlight(Highlight):  # type: ignore[misc] # it has no types
    def get_lexer(self, src: str, language: str, inline: bool, stripnl: bool) -> tuple[Lexer, str]:
        lexer, name = super().get_lexer(src, language, inline, stripnl)
        speed_up_lexer(lexer)
        return lexer, name


class _QuickHighlightExtension(HighlightExtension):  # type: ignore[misc]
    def get_pymdownx_highlighter(self) -> type[Highlight]:
        return _QuickHighlight


def with_quick_lexers(
    extensions: Sequence[str | Extension], configs: Mapping[str, Mapping[str, Any]]
) -> list[str | Extension]:
    """Return Markdown extensions with the one that highlights code in the place of pymdownx's."""
    own = configs.get(EXTENSION, {})
    return [_QuickHighlightExtension(**own) if name == EXTENSION else name for name in extensions]


def _tokens(
    lexer: Lexer, rules: _Rules, text: str, stack: Sequence[str] = ("root",)
) -> Iterator[tuple[int, Any, str]]:
    place, states = 0, list(stack)
    known = rules.by_character(states[-1])
    while True:
        character = text[place : place + 1]
        for matches, action, following in known.get(character) or rules.look(states[-1], character):
            match = matches(text, place)
            if not match:
                continue
            if action is not None:
                if type(action) is _TokenType:
                    yield place, action, match.group()
                else:
                    yield from action(lexer, match)
            place = match.end()
            if following is not None:
                _follow(states, following)
                known = rules.by_character(states[-1])
            break
        else:
            if not character:
                return
            if character == "\n":  # a line that nothing knows ends what was begun
                states = ["root"]
                known = rules.by_character("root")
                yield place, Whitespace, character
            else:
                yield place, Error, character
            place += 1


def _follow(states: list[str], following: Any) -> None:
    """Change the stack of states as a rule says."""
    if isinstance(following, int):
        del states[max(1, len(states) + following) :]
        return
    for state in following if isinstance(following, tuple) else (following,):
        if state == "#pop":
            del states[max(1, len(states) - 1) :]
        else:
            states.append(states[-1] if state == "#push" else state)
