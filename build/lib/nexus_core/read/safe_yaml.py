"""Safe YAML: reading a block only raises `YAMLError`, and is bounded in time and size.

It is YAML 1.1 as PyYAML reads it, with the exceptions that notes need: a key is the text that is written (`on:` is
a field called "on"), an invalid date stays a string, and no tag makes anything but text, numbers and dates.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import yaml

from nexus_core.problems.characters import NON_PRINTABLE

MAX_NODES = 50_000
"""Values that one block may expand to: far above any note, far below what an alias bomb makes."""

MAX_DEPTH = 40
"""Levels of nesting; a deeper block is refused before the parser recurses into it."""

MAX_DIGITS = 40
"""Longest integer that is parsed; longer ones stay strings, since Python refuses to print the longest."""

_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(f"{_TAG}{name}" for name in ("bool", "float", "int", "null", "str", "timestamp", "value"))
_MERGE = f"{_TAG}merge"
_REFUSED = tuple(f"{_TAG}{name}" for name in ("binary", "omap", "pairs", "set"))

_NO_VALUE = (ValueError, TypeError, ArithmeticError, AttributeError, LookupError)
"""What PyYAML raises for a text that is not a valid value of a type."""
_TYPES = frozenset({"bool", "float", "int", "timestamp"})
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_OPENINGS = (
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
    yaml.BlockEntryToken,
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
)
"""What a list or fields begin with."""

_BREAKS = dict.fromkeys((0x0D, 0x85, 0x2028, 0x2029), " ")
"""Line breaks to YAML but not to an editor: they are read as spaces."""


class Loader(yaml.CSafeLoader):
    """PyYAML's safe loader in C, with those exceptions."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Read a mapping whose keys are text, each given once."""
        if not isinstance(node, yaml.MappingNode):  # a tag says that it is one
            raise refuse(node, "expected fields here")
        _refuse_odd_keys(node)
        self.flatten_mapping(node)
        node.value = [(_as_text(key), value) for key, value in node.value]
        return super().construct_mapping(node, deep=deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Read a value; a scalar that isn't what its form or tag says is text."""
        if isinstance(node, yaml.ScalarNode) and NON_PRINTABLE.search(node.value):
            node.value = NON_PRINTABLE.sub("\ufffd", node.value)
        too_long = node.tag == f"{_TAG}int" and len(node.value) > MAX_DIGITS
        if too_long or (node.tag == f"{_TAG}null" and node.value not in _NULLS):
            return node.value
        try:
            return super().construct_object(node, deep=deep)
        except yaml.YAMLError:
            raise
        except _NO_VALUE:
            # A date such as 2024-13-45 matches the timestamp pattern and then has no value: it stays text,
            # and the field that wanted a date says so.
            return node.value


def _refuse_tag(loader: yaml.CSafeLoader, node: yaml.Node) -> Any:
    return loader.construct_undefined(node)


yaml.add_constructor(f"{_TAG}value", yaml.CSafeLoader.construct_yaml_str, Loader)  # a lone '='
for _tag in _REFUSED:  # a set has no order, and the others are no data that any field takes
    yaml.add_constructor(_tag, _refuse_tag, Loader)


def as_read(source: str) -> str:
    """Return a block as the parser gets it: of the same length, with spaces for odd line breaks."""
    return source.translate(_BREAKS)


def construct(source: str) -> Any:
    """Return the data of a block; None for an empty one.

    Raises:
        yaml.YAMLError: it isn't YAML, is nested too deep, expands to too much or has a tag that isn't allowed.
    """
    source = as_read(source)
    _refuse_depth(source)
    loader = Loader(source)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        _refuse_size(node)
        return loader.construct_document(node)
    finally:
        loader.dispose()


@lru_cache(maxsize=4)
def compose(source: str) -> yaml.Node | None:
    """Return the nodes of a block, which know their places; None if it can't be read.

    Cached, since a block with one problem often has more.
    """
    source = as_read(source)
    try:
        _refuse_depth(source)
        return yaml.compose(source, Loader=Loader)
    except yaml.YAMLError:
        return None


def hidden_text(source: str) -> Iterator[tuple[int, int]]:
    """Yield where a `#` hides the rest of a value that was not meant as a comment, as in `title: Issue #5`.

    Lines and columns count from 0. The block has to be one that can be read.
    """
    if not re.search(r"[ \t]#\w", source):
        return
    source = as_read(source)
    lines = source.split("\n")
    for token in yaml.scan(source, Loader=Loader):
        is_value = isinstance(token, yaml.ScalarToken) and token.plain
        if not (is_value or isinstance(token, yaml.ValueToken)):
            continue
        mark = token.end_mark
        found = re.match(r"[ \t]+(?=#\w)", lines[mark.line][mark.column :])
        if found:
            yield mark.line, mark.column + found.end()


def unfit_text(source: str) -> Iterator[tuple[int, int]]:
    """Yield where a quoted value begins that has an escape for a non-printable character.

    Lines and columns count from 0. The block has to be one that can be read; such a character is read as �.
    """
    if re.search(r"\\[0abefvxuU]", source):
        for token in yaml.scan(as_read(source), Loader=Loader):
            if isinstance(token, yaml.ScalarToken) and NON_PRINTABLE.search(token.value):
                yield token.start_mark.line, token.start_mark.column


def mistagged(source: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a tag such as `!!int` stands before a value that it does not fit, and the tag.

    Lines and columns count from 0. The block has to be one that can be read; such a value is read as text.
    """
    if "!" not in source:
        return
    tag: yaml.TagToken | None = None
    for token in yaml.scan(as_read(source), Loader=Loader):
        if isinstance(token, yaml.TagToken):
            tag = token
        elif tag and not isinstance(token, yaml.AnchorToken):
            name = tag.value[1].removeprefix(_TAG)
            text = token.value if isinstance(token, yaml.ScalarToken) else ""
            if not isinstance(token, _OPENINGS) and not _has_value(name, text):
                yield tag.start_mark.line, tag.start_mark.column, f"!!{name}"
            tag = None


def _has_value(name: str, text: str) -> bool:
    if name == "null":
        return text in _NULLS
    if name not in _TYPES:
        return True
    try:
        yaml.CSafeLoader("").construct_object(yaml.ScalarNode(f"{_TAG}{name}", text))
    except _NO_VALUE:
        return False
    return True


def refuse(place: Any, message: str) -> yaml.MarkedYAMLError:
    """Return the error of a node or an event of the parser that can't be let through."""
    return yaml.MarkedYAMLError(problem=message, problem_mark=place.start_mark)


def _as_text(key: yaml.Node) -> yaml.Node:
    if key.tag not in _PLAIN_TAGS:
        return key
    return yaml.ScalarNode(f"{_TAG}str", key.value)


def _refuse_odd_keys(node: yaml.MappingNode) -> None:
    seen: dict[str, yaml.Node] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise refuse(key, "a key must be plain text")
        if key.value in seen and key.tag != _MERGE:
            lines_up = key.start_mark.line - seen[key.value].start_mark.line
            where = f"{lines_up} lines above" if lines_up > 1 else "just before"
            raise refuse(key, f"'{key.value}' is given twice, first {where}")
        seen[key.value] = key


def _refuse_depth(source: str) -> None:
    """Refuse nesting that would exhaust the stack; the parser's events come one by one, without a stack."""
    if sum(map(source.count, "[{-?:")) <= MAX_DEPTH:  # each level takes one of these
        return
    depth = 0
    for event in yaml.parse(source, Loader=Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise refuse(event, "the front matter is nested too deep")


def _refuse_size(root: yaml.Node) -> None:
    """Refuse a block whose aliases expand to more values than anything could want."""
    sizes: dict[int, int] = {}

    def size(node: yaml.Node) -> int:
        known = sizes.get(id(node))
        if known == 0:
            raise refuse(node, "a value that holds itself, by an alias ('*')")
        if known is not None:
            return known
        sizes[id(node)] = 0  # until all that is in it is counted
        total = 1
        if isinstance(node, yaml.SequenceNode):
            total += sum(map(size, node.value))
        elif isinstance(node, yaml.MappingNode):
            total += sum(1 + size(value) for _, value in node.value)
        sizes[id(node)] = total
        return total

    if size(root) > MAX_NODES:
        raise refuse(root, f"the front matter expands to more than {MAX_NODES:,} values")


def nodes_below(node: yaml.Node | None, keys: Sequence[str]) -> Iterator[yaml.Node]:
    """Yield the nodes at a path of keys, in each item of a list on the way."""
    if node is None or not keys:
        yield from [node] if node else ()
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from nodes_below(child, keys)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == keys[0]:
                yield from nodes_below(value, keys[1:])
