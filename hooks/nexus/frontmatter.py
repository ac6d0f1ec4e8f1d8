"""Splits a note into front matter and body, and reads the front matter as YAML that knows its lines.

Values are plain Python data. Where a value stands is worked out only when a problem needs it, by composing the
block again (`FrontMatter.locate`), so a collection without problems never pays for locations.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import yaml

from nexus.problem import Problem, Span

Location: TypeAlias = Sequence[str | int]
"""The way to a value: `("links", 0, "url")`."""

_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)

_UNCLOSED = {
    "did not find expected ',' or ']'": "a list that lacks its ']', or a comma in it",
    "did not find expected ',' or '}'": "fields that lack their '}', or a comma between them",
    "found unexpected end of stream": "a quote that is never closed",
}
"""libyaml's messages for what opens and doesn't close, in the words of someone who writes notes."""

MAX_NODES = 50_000
"""Values that one front matter may expand to: far above any note, far below what an alias bomb makes."""

MAX_DEPTH = 40
"""Levels of nesting; a deeper block is refused before the parser recurses into it."""


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
        try:
            node = yaml.compose(self.source, Loader=_Loader)
        except yaml.YAMLError:
            return Span(self.first_line, self.first_column)
        return self._span_of(_walk(node, location, key=key))

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

    def _problem_at(self, span: Span, code: str, message: str, hint: str = "") -> Problem:
        lines = self.source.splitlines()
        index = span.line - self.first_line
        text = lines[index] if 0 <= index < len(lines) else ""
        return Problem(
            path=self.path,
            span=span,
            code=code,
            message=message,
            hint=hint,
            source_line=self.whole_line or text,
        )


class _Loader(yaml.CSafeLoader):
    """YAML 1.1 as PyYAML reads it, except that nothing in a note can raise anything but a YAMLError."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: dict[Any, yaml.Node] = {}
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _refuse(key_node, "a key must be plain text")
            if key_node.value in seen and key_node.tag != "tag:yaml.org,2002:merge":
                first = seen[key_node.value].start_mark.line
                lines_up = key_node.start_mark.line - first
                where = f"{lines_up} lines above" if lines_up > 1 else "just before"
                raise _refuse(key_node, f"'{key_node.value}' is given twice, first {where}")
            seen[key_node.value] = key_node
        return super().construct_mapping(node, deep=deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep=deep)
        except (ValueError, TypeError, OverflowError):
            # A date such as 2024-13-45 matches the timestamp pattern and then has no value: it stays text,
            # and the field that wanted a date says so.
            return self.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None


def split(path: str, text: str) -> tuple[FrontMatter, str, int, list[Problem]]:
    """Split a note's text into front matter, body and the line on which the body begins.

    A block opens with `---` on the first line and closes with `---` or `...` on a line of its own. An unclosed
    or unreadable block is a problem; the note then has no fields, and its whole text below the opening line, or
    below the block, is its body.
    """
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter(path), text, 1, []
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
    source = text[opening.end() : closing.start()]
    body = text[closing.end() :].removeprefix("\n")
    body_line = 1 + text.count("\n", 0, len(text) - len(body))
    front, problems = parse(FrontMatter(path, source, first_line=2))
    return front, body, body_line, problems


def parse(block: FrontMatter) -> tuple[FrontMatter, list[Problem]]:
    """Read the block's YAML into its fields: a mapping with text keys, or a problem and no fields."""
    try:
        value = _construct(block.source)
    except yaml.MarkedYAMLError as error:
        raw = error.problem or error.context or "this is not YAML"
        # What is never closed is mended where it was opened, not where the parser gave up.
        opened = error.context_mark if raw in _UNCLOSED else None
        mark = opened or error.problem_mark or error.context_mark
        span = block._span_at(mark.line, mark.column) if mark else block._span_at(0, 0)
        message = _UNCLOSED.get(raw) or _plain(raw)
        return block, [block._problem_at(span, "invalid-yaml", message, _yaml_hint(block, span))]
    except yaml.reader.ReaderError as error:
        line = block.source.count("\n", 0, error.position)
        column = error.position - (block.source.rfind("\n", 0, error.position) + 1)
        message = "a character that YAML does not allow"
        return block, [block._problem_at(block._span_at(line, column), "invalid-yaml", message)]
    except RecursionError:
        span = block._span_at(0, 0)
        return block, [block._problem_at(span, "invalid-yaml", "the front matter is nested too deep")]
    if value is None:
        return block, []
    if not isinstance(value, dict):
        got = "a list" if isinstance(value, list) else "text"
        message = f"expected fields such as 'title: …', but found {got}"
        return block, [block.problem((), "not-a-mapping", message, "write one 'name: value' a line")]
    odd = [key for key in value if not isinstance(key, str)]
    problems = [
        block.problem((key,), "key-not-text", f"the field name {key!r} is not text", "quote it", key=True)
        for key in odd
    ]
    fields = {key: item for key, item in value.items() if isinstance(key, str)}
    return replace(block, fields=fields), problems


def _construct(source: str) -> Any:
    loader = _Loader(source)
    try:
        _check_depth(source)
        node = loader.get_single_node()
        if node is None:
            return None
        _check_size(node)
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _check_depth(source: str) -> None:
    """Refuse nesting that would exhaust the parser's stack, by what opens it in flow and block style."""
    depth = 0
    for number, line in enumerate(source.split("\n")):
        depth += line.count("[") + line.count("{") - line.count("]") - line.count("}")
        indent = len(line) - len(line.lstrip(" -"))
        if depth > MAX_DEPTH or indent > MAX_DEPTH * 8:
            mark = yaml.Mark("", 0, number, 0, None, 0)
            raise yaml.MarkedYAMLError(problem="the front matter is nested too deep", problem_mark=mark)


def _check_size(root: yaml.Node) -> None:
    """Refuse a block whose aliases expand to more values than anything could want."""
    sizes: dict[int, int] = {}

    def size(node: yaml.Node) -> int:
        known = sizes.get(id(node))
        if known is not None:
            return known
        sizes[id(node)] = 1  # an alias to a node around it counts once, so that the walk ends
        total = 1
        if isinstance(node, yaml.SequenceNode):
            total += sum(map(size, node.value))
        elif isinstance(node, yaml.MappingNode):
            total += sum(size(key) + size(value) for key, value in node.value)
        sizes[id(node)] = total
        return total

    if size(root) > MAX_NODES:
        raise _refuse(root, f"the front matter expands to more than {MAX_NODES:,} values")


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


def _refuse(node: yaml.Node, message: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=message, problem_mark=node.start_mark)


def _plain(message: str) -> str:
    """Return any other of libyaml's messages in such words."""
    table = {
        "mapping values are not allowed in this context": "a second ':' in a value that is not quoted",
        "could not find expected ':'": "a line that is neither 'name: value' nor part of a value",
        "found character that cannot start any token": "a character that cannot begin a value",
        "did not find expected <document start>": "text after the end of the fields",
        "found a tab character that violates indentation": "a tab where YAML wants spaces",
    }
    if "could not determine a constructor for the tag" in message:
        return "a YAML tag (such as !!python/object) that is not allowed here"
    return table.get(message, message)


def _yaml_hint(block: FrontMatter, span: Span) -> str:
    lines = block.source.splitlines()
    index = span.line - block.first_line
    line = lines[index] if 0 <= index < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with spaces, YAML allows no tabs there"
    if re.search(r":\s.*:\s", line):
        return "put the value in quotes"
    if re.match(r"[^:]+:\s*[@`%&*!|>]", line):
        return "put the value in quotes if it is text"
    return ""
