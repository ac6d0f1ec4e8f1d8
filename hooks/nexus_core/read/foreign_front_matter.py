"""Finds a block at the top of a note that is meant as front matter and would be shown as text.

That is TOML or JSON, as Hugo and Zola have it, and YAML that an empty line or a word processor's dashes keep from
being front matter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple


class ForeignBlock(NamedTuple):
    """A block that is meant as front matter and is none. Lines count from 0."""

    first: int
    """The line of its fence, or of its opening brace."""
    end: int
    """The line behind it."""
    message: str
    hint: str
    is_yaml: bool = False
    """Whether what stands between its fences can be read for all that."""


_TOPS = frozenset("{+;-\u2012\u2013\u2014\u2015")
_FENCE = re.compile(r" {0,3}(?P<mark>\+\+\+|;;;|-{3,}|[\u2012-\u2015]+)[ \t]*")
_FIELD = re.compile(r"""[ \t]*["']?[^\W\d][\w.-]*["']?[ \t]*(?P<sign>[:=])(?:\s|\S)|[ \t]*\[+[\w.-]+\]+|[ \t]*\{""")

_TOML = "front matter in TOML is not read here"
_JSON = "front matter in JSON is not read here"
_AS_YAML = "write it as YAML, between two lines of three dashes; 'hugo convert toYAML' does it for many notes"
_DASHES = "put a line of three dashes above and below it: all JSON is YAML"


def find_foreign_block(text: str) -> ForeignBlock | None:
    """Return such a block, or None where the text begins with text."""
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
            "front matter begins on the first line, without a blank",
            "take out what is above and before it",
            True,
        )
    return "front matter is fenced by lines of exactly three plain dashes", f"write '---' for '{mark[:4]}'", True


def _json(lines: Sequence[str], first: int) -> ForeignBlock | None:
    """Read the JSON object that a text begins with; braces of another sort, such as Liquid's, are text."""
    text = "\n".join(lines[first:])
    try:
        value, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    if not value or text[end:].partition("\n")[0].strip():
        return None
    return ForeignBlock(first, first + text.count("\n", 0, end) + 1, _JSON, _DASHES)
