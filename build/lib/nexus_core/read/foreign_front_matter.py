"""Finds a block at the top of a note that was meant as front matter but would be shown as text.

It is TOML or JSON, as Hugo and Zola write it, or YAML below an empty line or between a word processor's dashes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple


class ForeignBlock(NamedTuple):
    """A block that was meant as front matter. Lines count from 0."""

    first: int
    """The line of its fence, or of its opening brace."""
    end: int
    """The line after it."""
    message: str
    hint: str
    is_yaml: bool = False
    """Whether its content can be read anyway."""


_TOPS = frozenset("{+;-\u2012\u2013\u2014\u2015")
_FENCE = re.compile(r" {0,3}(?P<mark>\+\+\+|;;;|-{3,}|[\u2012-\u2015]+)[ \t]*")
_FIELD = re.compile(r"""[ \t]*["']?[^\W\d][\w.-]*["']?[ \t]*(?P<sign>[:=])(?:\s|\S)|[ \t]*\[+[\w.-]+\]+|[ \t]*\{""")

_TOML = "front matter in TOML is not supported"
_JSON = "front matter in JSON is not supported"
_AS_YAML = "write it as YAML, between two lines of three dashes; 'hugo convert toYAML' does it for many notes"
_DASHES = "put a line of three dashes above and below it: JSON is YAML too"


def find_foreign_block(text: str) -> ForeignBlock | None:
    """Return such a block, or None."""
    top = text[:200].lstrip()[:1]
    if top not in _TOPS:
        return None
    lines = text.split("\n")
    first = next(index for index, line in enumerate(lines) if line.strip())
    if top == "{":
        return _json(lines, first)
    fence = _FENCE.fullmatch(lines[first])
    inside = next((line for line in lines[first + 1 :] if line.strip() and not line.lstrip().startswith("#")), "")
    if fence is None or not _FIELD.match(inside):
        return None
    mark = fence["mark"]
    last = next((index for index in range(first + 1, len(lines)) if lines[index].strip() == mark), None)
    if last is None:
        return None
    return ForeignBlock(first, last + 1, *_fault(mark))


def _fault(mark: str) -> tuple[str, str, bool]:
    if mark == "+++":
        return _TOML, _AS_YAML, False
    if mark == ";;;":
        return _JSON, _DASHES, False
    if mark == "---":
        return (
            "front matter must begin on the first line, without spaces before it",
            "remove what is above it and before it",
            True,
        )
    return "front matter needs lines of exactly three plain dashes", f"write '---' for '{mark[:4]}'", True


def _json(lines: Sequence[str], first: int) -> ForeignBlock | None:
    """Return the JSON object that a text begins with; other braces, such as Liquid's, are text."""
    text = "\n".join(lines[first:])
    try:
        value, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    if not value or text[end:].partition("\n")[0].strip():
        return None
    return ForeignBlock(first, first + text.count("\n", 0, end) + 1, _JSON, _DASHES)
