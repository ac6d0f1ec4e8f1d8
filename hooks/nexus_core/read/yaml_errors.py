"""Translates the errors of the YAML parser into the words of someone who writes notes, each with a hint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import yaml

from nexus_core.problems.characters import CURLY_QUOTES
from nexus_core.read.positions import span_at
from nexus_core.read.safe_yaml import as_read

_UNCLOSED = {
    "did not find expected ',' or ']'": "a list without its closing ']', or without a comma",
    "did not find expected ',' or '}'": "a mapping without its closing '}', or without a comma",
    "found unexpected end of stream": "a quote that is never closed",
    "could not find expected ':'": "a line that is neither 'name: value' nor part of a value",
}
"""libyaml's messages for faults that are corrected where they begin, not where the parser gave up."""

_SECOND_COLON = "mapping values are not allowed in this context"

_INDENTED = "indentation does not match any line above"

_PLAIN = {
    _SECOND_COLON: "a second ':' in an unquoted value",
    "found character that cannot start any token": "a character that cannot begin a value",
    "did not find expected <document start>": "a second YAML document ('---' inside the front matter?)",
    "but found another document": "a second YAML document ('---' inside the front matter?)",
    "found a tab character that violates indentation": "a tab where YAML needs spaces",
    "found undefined alias": "'*' refers to an anchor ('&') that does not exist",
    "second occurrence": "anchor name used twice",
    "did not find expected alphabetic or numeric character": "'*' and '&' have a special meaning in YAML",
    "did not find expected '-' indicator": _INDENTED,
    "found invalid Unicode character escape code": "\\u escape for a code point that does not exist",
    "found unknown escape character": "invalid escape sequence",
    "did not find expected hexdecimal number": "invalid escape sequence",
    "expected a mapping or list of mappings for merging, but found scalar": "'<<' takes fields, not a value",
}

_SHOWN = 40
"""Characters of a line that a hint quotes."""

_QUOTE = "put the value in quotes if it is text"


class Fault(NamedTuple):
    """What is wrong with a block, and where; lines and columns count from 0."""

    line: int
    column: int
    message: str
    hint: str = ""


def explain(error: yaml.MarkedYAMLError | yaml.reader.ReaderError, source: str) -> Fault:
    """Return what an error of the parser means. Reading a block raises only these two."""
    if isinstance(error, yaml.reader.ReaderError):
        # libyaml counts bytes.
        before = as_read(source).encode()[: error.position].decode()
        span = span_at(before, len(before))
        return Fault(span.line - 1, span.column - 1, "a character that YAML does not allow")
    raw = str(error.problem)
    mark: Any = error.context_mark if raw in _UNCLOSED else error.problem_mark
    line, column = mark.line, mark.column
    lines = source.split("\n")
    message, hint = _words(raw, lines[line], column)
    if message == _INDENTED:
        hint = _indentation_above(lines[line], lines[:line])
    if raw == _SECOND_COLON and line and re.match(r"[ \t]*[\w-]+:[^\s/]", lines[line - 1]):
        hint = "put a space after the ':' of the line above"
    return Fault(line, column, message, hint)


def _words(raw: str, text: str, column: int) -> tuple[str, str]:
    """Return the message and the hint for an error of libyaml at a column of a line."""
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" in indent and raw != "found unexpected end of stream":
        return "a tab where YAML needs spaces", "indent with spaces"
    if "could not determine a constructor for the tag" in raw:
        return "a YAML tag (such as !!python/object) that is not allowed here", f"remove it, or {_QUOTE}"
    if re.match(r"expected a \w+ node, but found ", raw):
        return "a tag that does not fit the value after it", "remove it"
    if raw == "did not find expected key":
        if column > len(indent):
            return (
                "text after the end of the value",
                "put the whole value in one pair of quotes; inside '…', write '' for a quote",
            )
        return _INDENTED, ""
    if raw == "a key must be plain text" and text[:column].endswith("{"):
        return "'{{' has a special meaning in YAML", _QUOTE
    return _UNCLOSED.get(raw) or _PLAIN.get(raw, raw), _hint(raw, text)


def _indentation_above(text: str, above: Sequence[str]) -> str:
    """Return which of the lines above one was probably meant to be indented like."""
    is_item = text.lstrip().startswith("- ")
    alike = (line.strip() for line in reversed(above) if line.strip() and line.lstrip().startswith("- ") == is_item)
    return f"indent it like '{shown[:_SHOWN]}' above" if (shown := next(alike, "")) else ""


def _hint(raw: str, text: str) -> str:
    if raw == _SECOND_COLON:
        if re.search(rf"(?::|-)\s+[{CURLY_QUOTES}]", text):
            return 'curly quotes are letters to YAML: put the value in straight ones, "…"'
        if re.search(r":\s.*:(?:\s|$)", text):
            return "put the value in quotes"
        return "indent the line like the field above it" if text[:1].isspace() else ""
    if raw == "could not find expected ':'":
        is_field = re.match(r"\s*[\w-]+:\S", text)
        return "put a space after the ':'" if is_field else "did you forget the closing '---'?"
    if _PLAIN.get(raw) == _PLAIN["found unknown escape character"]:
        return "write two of them, or put the value in single quotes"
    if raw.startswith("did not find expected <document start>"):
        return "a line that begins with '%' is not a field: remove it"
    if re.match(r"[^:]+:\s*[@`%&*!|>]", text) and raw in _PLAIN:
        return _QUOTE
    return ""
