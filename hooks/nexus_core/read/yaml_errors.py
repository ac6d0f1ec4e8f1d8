"""Says in the words of someone who writes notes what is wrong with a block of YAML, and what to do about it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from nexus_core.read.safe_yaml import as_read

_UNCLOSED = {
    "did not find expected ',' or ']'": "a list that lacks its ']', or a comma in it",
    "did not find expected ',' or '}'": "fields that lack their '}', or a comma between them",
    "found unexpected end of stream": "a quote that is never closed",
    "could not find expected ':'": "a line that is neither 'name: value' nor part of a value",
}
"""libyaml's messages for what is mended where it began, not where the parser gave up."""

_SECOND_COLON = "mapping values are not allowed in this context"

_PLAIN = {
    _SECOND_COLON: "a second ':' in a value that is not quoted",
    "found character that cannot start any token": "a character that cannot begin a value",
    "did not find expected <document start>": "text after the end of the fields",
    "but found another document": "text after the end of the fields",
    "found a tab character that violates indentation": "a tab where YAML wants spaces",
    "found undefined alias": "'*' refers to an anchor ('&') that is not there",
    "second occurrence": "an anchor ('&') of a name that another has",
    "did not find expected alphabetic or numeric character": "'*' and '&' have a meaning of their own in YAML",
    "did not find expected '-' indicator": "a line that is indented like none above it",
    "found invalid Unicode character escape code": "an escape (\\u…) for a character that there is not",
    "found unknown escape character": "a backslash that begins no escape",
    "did not find expected hexdecimal number": "a backslash that begins no escape",
    "expected a mapping or list of mappings for merging, but found scalar": "'<<' takes fields, not a value",
}

_QUOTE = "put the value in quotes if it is text"


class Fault(NamedTuple):
    """What is wrong with a block, and where in it: lines and columns count from 0."""

    line: int
    column: int
    message: str
    hint: str = ""


def explain(error: yaml.MarkedYAMLError | yaml.reader.ReaderError, source: str) -> Fault:
    """Return what an error of the parser means; these two are all that reading raises."""
    if isinstance(error, yaml.reader.ReaderError):
        # libyaml counts bytes.
        before = as_read(source).encode()[: error.position].decode()
        line, column = before.count("\n"), len(before) - (before.rfind("\n") + 1)
        return Fault(line, column, "a character that YAML does not allow")
    raw = str(error.problem)
    mark: Any = error.context_mark if raw in _UNCLOSED else error.problem_mark
    line, column = mark.line, mark.column
    lines = source.split("\n")
    message, hint = _words(raw, lines[line], column)
    if raw == _SECOND_COLON and line and re.match(r"[ \t]*[\w-]+:[^\s/]", lines[line - 1]):
        hint = "put a space behind the ':' of the line above"
    return Fault(line, column, message, hint)


def _words(raw: str, text: str, column: int) -> tuple[str, str]:
    """Return the message and the hint for what libyaml says of a column of a line."""
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" in indent and raw != "found unexpected end of stream":
        return "a tab where YAML wants spaces", "indent with spaces"
    if "could not determine a constructor for the tag" in raw:
        return "a YAML tag (such as !!python/object) that is not allowed here", f"take it out, or {_QUOTE}"
    if re.match(r"expected a \w+ node, but found ", raw):
        return "a tag that doesn't fit what stands behind it", "take it out"
    if raw == "did not find expected key":
        if column > len(indent):
            return (
                "text behind a value that has ended",
                "put all of it in one pair of quotes, '' within '…' is a quote",
            )
        return "a line that is indented like none above it", ""
    if raw == "a key must be plain text" and text[:column].endswith("{"):
        return "'{{' has a meaning of its own in YAML", _QUOTE
    return _UNCLOSED.get(raw) or _PLAIN.get(raw, raw), _hint(raw, text)


def _hint(raw: str, text: str) -> str:
    if raw == _SECOND_COLON:
        if re.search(r":\s.*:(?:\s|$)", text):
            return "put the value in quotes"
        return "indent the line like the field above it" if text[:1].isspace() else ""
    if raw == "could not find expected ':'":
        is_field = re.match(r"\s*[\w-]+:\S", text)
        return "put a space behind the ':'" if is_field else "is the line of three dashes missing above it?"
    if _PLAIN.get(raw) == _PLAIN["found unknown escape character"]:
        return "write two of them, or put the value in single quotes"
    if raw.startswith("did not find expected <document start>"):
        return "a line that begins with % is no field: take it out"
    if re.match(r"[^:]+:\s*[@`%&*!|>]", text) and raw in _PLAIN:
        return _QUOTE
    return ""
