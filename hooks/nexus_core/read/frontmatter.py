"""Splits a note into front matter and body, and reads the front matter as YAML that knows its lines.

Values are plain Python data. Where a value stands is worked out only when a problem needs it, by composing the
block again (`FrontMatter.locate`), so a collection without problems never pays for locations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, TypeAlias

import yaml

from nexus_core.problems.problem import Problem, Span
from nexus_core.read.foreign_front_matter import find_foreign
from nexus_core.read.safe_yaml import compose, construct, hidden_text, mistagged, unfit_text
from nexus_core.read.yaml_errors import explain

Location: TypeAlias = Sequence[str | int]
"""The way to a value: `("links", 0, "url")`."""

_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_GLUED = re.compile(r"\s*[\w-]+:\S")
"""A field without a blank behind its name, which is a word to YAML."""
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The block between the `---` lines of one file."""

    path: str
    source: str = ""
    """The YAML text, without its fences."""
    first_line: int = 1
    """The line of the file on which `source` begins, from 1."""
    first_column: int = 1
    """The column on which its first line begins: more than 1 for the options of a component."""
    whole_line: str = ""
    """The line around the options of a component, to be shown with a problem."""
    fields: dict[str, Any] = field(default_factory=dict)
    """What the block says; empty where there is none or it could not be read."""

    def locate(self, location: Location, *, key: bool = False) -> Span:
        """Return where a value stands, or its key; the nearest enclosing value where it isn't there."""
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


def split(path: str, text: str) -> tuple[FrontMatter, str, int, list[Problem]]:
    """Split a note's text into front matter, body and the line on which the body begins.

    A block opens with `---` on the first line and closes with `---` or `...` on a line of its own. An unclosed
    or unreadable block is a problem; the note then has no fields, and its whole text below the opening line, or
    below the block, is its body. So is a block in another tool's form. A block of words is text of the note.
    """
    opening = _OPENING.match(text)
    if not opening:
        return _split_foreign(path, text)
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        problem = Problem(
            path=path,
            span=Span(1, 1, 3),
            code="unclosed-front-matter",
            message="the front matter is never closed",
            hint="end it with a line of three dashes",
            source_line=text.split("\n", 1)[0],
        )
        return FrontMatter(path), text[opening.end() :], 2, [problem]
    front, problems = parse(FrontMatter(path, text[opening.end() : closing.start()], first_line=2))
    if any(problem.code == "not-a-mapping" for problem in problems) and not _GLUED.match(front.source):
        # The dashes are a rule above a text, and what is lost to its readers is worse than one rule less.
        return front, text[opening.end() :], 2, problems
    body = text[closing.end() :].removeprefix("\n")
    body_line = 1 + text.count("\n", 0, len(text) - len(body))
    return front, body, body_line, problems


def _split_foreign(path: str, text: str) -> tuple[FrontMatter, str, int, list[Problem]]:
    """Split a text that doesn't begin with front matter; a block that was meant as such is no part of its body."""
    block = find_foreign(text)
    if block is None:
        return FrontMatter(path), text, 1, []
    lines = text.split("\n")
    line = lines[block.first]
    problem = Problem(
        path=path,
        span=Span(block.first + 1, len(line) - len(line.lstrip()) + 1, len(line.strip())),
        code="foreign-front-matter",
        message=block.message,
        hint=block.hint,
        source_line=line,
    )
    body = "\n".join(lines[block.end :])
    if not block.is_yaml:
        return FrontMatter(path), body, block.end + 1, [problem]
    source = "\n".join(lines[block.first + 1 : block.end - 1]) + "\n"
    front, problems = parse(FrontMatter(path, source, first_line=block.first + 2))
    return front, body, block.end + 1, [problem, *problems]


def parse(block: FrontMatter) -> tuple[FrontMatter, list[Problem]]:
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
        return block, [block.problem((), "not-a-mapping", message, _mapping_hint(block.source))]
    read = replace(block, fields=value)
    return read, [*_odd_blanks(read), *_hidden(read), *_unfit(read), *_mistagged(read)]


def _mapping_hint(source: str) -> str:
    if _GLUED.match(source):
        return "put a space behind the ':'"
    return "write one 'name: value' a line; a line of dashes at the top of a text needs an empty line above it"


def _odd_blanks(block: FrontMatter) -> Iterator[Problem]:
    """Find field names that begin with a blank which YAML takes for a letter."""
    for name in block.fields:
        if name != name.strip() and name[0].isspace():
            message = f"a blank (U+{ord(name[0]):04X}) that is none to YAML"
            yield block.problem((name,), "odd-blank", message, "indent with plain spaces", key=True)


def _hidden(block: FrontMatter) -> Iterator[Problem]:
    for place in hidden_text(block.source):
        span = block._span_at(*place)
        message = "what comes from '#' on is a comment to YAML"
        hint = "put the value in quotes; a comment begins with '# '"
        yield block._problem_at(span, "hidden-text", message, hint)


def _unfit(block: FrontMatter) -> Iterator[Problem]:
    for place in unfit_text(block.source):
        span = block._span_at(*place)
        yield block._problem_at(
            span, "unfit-character", "an escape for a character that no page can show", "take it out"
        )


def _mistagged(block: FrontMatter) -> Iterator[Problem]:
    for line, column, tag in mistagged(block.source):
        span = block._span_at(line, column, len(tag))
        message = f"a value that its tag ({tag}) can't be, read as text"
        yield block._problem_at(span, "mistagged-value", message, "take the tag out, or mend the value")


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
