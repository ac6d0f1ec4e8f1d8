"""A block of YAML that knows its place in a file: a note's front matter, or the options of a component.

Values are plain Python data. Where a value stands is worked out only when a problem needs it, by composing the
block again (`YamlBlock.locate`), so a collection without problems never pays for locations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, TypeAlias

import yaml

from nexus_core.problems.problem import Problem, Span
from nexus_core.read.safe_yaml import compose, construct, hidden_text, mistagged, unfit_text
from nexus_core.read.yaml_errors import explain

Location: TypeAlias = Sequence[str | int]
"""The way to a value: `("links", 0, "url")`."""

_MISSING_SPACE = re.compile(r"\s*[\w-]+:\S")
"""A `name:value` without a space, which YAML reads as plain text."""


@dataclass(frozen=True, slots=True)
class YamlBlock:
    """A block of YAML, its place, and its fields once they are read."""

    path: str
    source: str = ""
    """The YAML text, without what encloses it."""
    first_line: int = 1
    """The line of the file on which `source` begins, from 1."""
    first_column: int = 1
    """The column on which its first line begins; more than 1 for the options of a component."""
    whole_line: str = ""
    """The line that holds the options of a component, to be shown with a problem."""
    fields: dict[str, Any] = field(default_factory=dict)
    """What the block says; empty if there is none or it could not be read."""

    def locate(self, location: Location, *, key: bool = False) -> Span:
        """Return the place of a value or of its key; if it isn't there, of the nearest value around it."""
        return self._span_of(_walk(compose(self.source), location, key=key))

    def problem(
        self,
        location: Location,
        code: str,
        message: str,
        hint: str = "",
        *,
        key: bool = False,
    ) -> Problem:
        """Return a problem that points at a value, or at its key."""
        return self._problem_at(self.locate(location, key=key), code, message, hint)

    def problem_within(
        self, location: Location, code: str, message: str, hint: str, *, part: tuple[int, int]
    ) -> Problem:
        """Return a problem that points at a part of a text, where the line of a component's options has it."""
        span = self.locate(location)
        found = self.whole_line.find(str(self.fields[str(location[0])]), span.column - 1) if part[1] else -1
        place = span if found < 0 else Span(span.line, found + part[0] + 1, part[1])
        return self._problem_at(place, code, message, hint)

    def _span_of(self, node: yaml.Node | None) -> Span:
        if node is None:
            return Span(self.first_line, self.first_column)
        start, end = node.start_mark, node.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return self._span_at(start.line, start.column, max(1, width))

    def _span_at(self, line: int, column: int, width: int = 1) -> Span:
        offset = self.first_column if line == 0 else 1
        return Span(self.first_line + line, offset + column, width)

    def _problem_at(self, span: Span, code: str, message: str, hint: str) -> Problem:
        return Problem(
            path=self.path,
            span=span,
            code=code,
            message=message,
            hint=hint,
            source_line=self.whole_line or _lines(self.source)[span.line - self.first_line],
        )


@lru_cache(maxsize=4)
def _lines(source: str) -> list[str]:
    return source.split("\n")


def parse_block(block: YamlBlock) -> tuple[YamlBlock, list[Problem]]:
    """Read the block's YAML into its fields: a mapping with text keys, or a problem and no fields."""
    try:
        value = construct(block.source)
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as error:
        fault = explain(error, block.source)
        span = block._span_at(fault.line, fault.column)
        return block, [block._problem_at(span, "invalid-yaml", fault.message, fault.hint)]
    if value is None:
        return block, []
    if not isinstance(value, dict):
        got = "a list" if isinstance(value, list) else "text"
        message = f"expected fields such as 'title: …', but found {got}"
        return block, [block.problem((), "not-a-mapping", message, _mapping_hint(block))]
    read = replace(block, fields=value)
    return read, [*_odd_spaces(read), *_hidden(read), *_unfit(read), *_mistagged(read)]


def has_missing_space(block: YamlBlock) -> bool:
    """Return whether a block begins with a `name:value`, which was meant as a field."""
    return _MISSING_SPACE.match(block.source) is not None


def _mapping_hint(block: YamlBlock) -> str:
    if has_missing_space(block):
        return "put a space after the ':'"
    return "write one 'name: value' a line; a line of dashes at the top of a text needs an empty line above it"


def _odd_spaces(block: YamlBlock) -> Iterator[Problem]:
    """Find field names that begin with a space which YAML reads as a letter."""
    for name in block.fields:
        if name != name.strip() and name[0].isspace():
            kind = "non-breaking space" if name[0] == "\u00a0" else "space"
            message = f"{kind} (U+{ord(name[0]):04X}) where YAML needs an ordinary space"
            yield block.problem((name,), "odd-space", message, "indent with plain spaces", key=True)


def _hidden(block: YamlBlock) -> Iterator[Problem]:
    for place in hidden_text(block.source):
        span = block._span_at(*place)
        message = "YAML treats everything after '#' as a comment"
        hint = "put the value in quotes; a comment begins with '# '"
        yield block._problem_at(span, "hidden-text", message, hint)


def _unfit(block: YamlBlock) -> Iterator[Problem]:
    for place in unfit_text(block.source):
        span = block._span_at(*place)
        yield block._problem_at(span, "unfit-character", "an escape for a non-printable character", "remove it")


def _mistagged(block: YamlBlock) -> Iterator[Problem]:
    for line, column, tag in mistagged(block.source):
        span = block._span_at(line, column, len(tag))
        message = f"'{tag}' does not fit this value, so it was read as text"
        yield block._problem_at(span, "mistagged-value", message, "remove the tag, or correct the value")


def _walk(node: yaml.Node | None, location: Location, *, key: bool) -> yaml.Node | None:
    """Follow a location as far as it goes; with `key`, the last step ends at the mapping's key."""
    for depth, step in enumerate(location):
        if isinstance(node, yaml.MappingNode):
            pairs: list[tuple[yaml.Node, yaml.Node]] = [p for p in node.value if p[0].value == str(step)]
            if not pairs:
                return node
            name, value = pairs[0]
            is_empty = value.start_mark.index == value.end_mark.index  # then it has no place of its own
            node = name if is_empty or (key and depth == len(location) - 1) else value
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return node
    return node
