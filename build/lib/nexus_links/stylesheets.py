"""Finds the addresses in CSS: `url()` and `@import`, with their lines, and none in comments or plain strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import tinycss2


class StyleAddress(NamedTuple):
    """An address in a style sheet."""

    value: str
    line: int
    """From 1."""
    column: int
    """From 1."""


def addresses_in(css: str, *, inline: bool = False) -> Iterator[StyleAddress]:
    """Yield the addresses of a style sheet, or of a `style` attribute."""
    if inline:
        yield from _walk(tinycss2.parse_component_value_list(css, skip_comments=True))
        return
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.lower_at_keyword == "import":
            yield from _import(rule)
        if rule.type == "at-rule" and rule.lower_at_keyword in {"namespace", "document"}:
            continue  # these name things; nothing is loaded
        yield from _walk(rule.prelude or ()) if rule.type in {"at-rule", "qualified-rule"} else ()
        yield from _walk(rule.content or ()) if rule.type in {"at-rule", "qualified-rule"} else ()


def _import(rule: Any) -> Iterator[StyleAddress]:
    first = next((token for token in rule.prelude if token.type != "whitespace"), None)
    if first is not None and first.type == "string":
        yield StyleAddress(first.value, first.source_line, first.source_column)


def _walk(tokens: Iterable[Any]) -> Iterator[StyleAddress]:
    for token in tokens:
        if token.type == "url":
            yield StyleAddress(token.value, token.source_line, token.source_column)
        elif token.type == "function":
            name = token.lower_name
            if name in {"url", "src"} or name.endswith("image-set"):
                strings = [argument for argument in token.arguments if argument.type == "string"]
                yield from (StyleAddress(s.value, s.source_line, s.source_column) for s in strings)
            yield from _walk(token.arguments)
        elif hasattr(token, "content") and isinstance(token.content, list):
            yield from _walk(token.content)
