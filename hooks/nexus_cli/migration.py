"""Rewrites the front matter of a note from an older version of the fields to the newest.

The round-trip reader says where each field and its value stand; only those places change, so that comments, order,
quotes, spaces and line ends stay as they are. What comes out is read again, and refused if it says anything else
than what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError as RoundTripError

from nexus_core.problems.problem import Problem
from nexus_core.read.frontmatter import split_front_matter
from nexus_core.read.safe_yaml import construct
from nexus_core.read.yaml_block import YamlBlock
from nexus_core.schema.kinds import kind_of
from nexus_core.schema.other_tools import Change, changes
from nexus_core.write.yaml_text import scalar

_LINE_END = re.compile(r"\r\n|\n|\r")
_SCALAR = re.compile(r"""(?P<quote>['"])(?:(?!(?P=quote)|\\).|\\.|'')*(?P=quote)|[^\n]*?(?=[ \t]+#|[ \t]*\n)""")
"""A value on one line, without the comment behind it."""


class _UnsureError(Exception):
    """A change that can't be made by changing its place alone."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """A note as it was found and as it is in the newest version."""

    text: str
    """Its newest text; the same where nothing had to change, or could."""
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Why it was left as it is."""


def migrate(path: str, text: str) -> Migrated:
    """Return a note's text with the front matter of the newest version."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = _LINE_END.sub("\n", text.removeprefix(mark))
    front, _, _, problems = split_front_matter(path, lines)
    if problems:
        return Migrated(text, problems=tuple(problems))
    wanted = tuple(changes(front.fields, kind_of(path).name))
    source = front.source
    for change in wanted:
        try:
            source = _changed(source, change)
        except (_UnsureError, RoundTripError, yaml.YAMLError) as error:
            return Migrated(text, problems=(_problem(front, change, error),))
    if source == front.source:
        return Migrated(text)
    ends = set(_LINE_END.findall(text))
    if len(ends) > 1:
        unsure = _UnsureError("the note's lines end in different ways")
        return Migrated(text, problems=(_problem(front, wanted[0], unsure),))
    return Migrated(mark + lines.replace(front.source, source, 1).replace("\n", ends.pop()), wanted)


def _problem(front: YamlBlock, change: Change, error: Exception) -> Problem:
    why = (
        f"{change}, but {error}" if isinstance(error, _UnsureError) else f"{change}, but it could not be rewritten"
    )
    return front.problem((change.field,), "not-migrated", why, "change it by hand", key=True)


def _changed(source: str, change: Change) -> str:
    """Return front matter with one change made.

    Raises:
        _UnsureError: the change can't be made in place, or something else would change with it.
    """
    data, before = _read(source), construct(source)
    if data.fa.flow_style():
        raise _UnsureError("the fields stand between braces")
    if change.obstacle:
        raise _UnsureError(change.obstacle)
    lines = [f"{line}\n" for line in source.split("\n")][:-1]
    if change.absorbs:
        result = _absorbed(lines, data, change)
    else:
        line, column = data.lc.key(change.field)
        name = re.compile(rf"""(["']?){re.escape(change.field)}\1""")
        if change.value != before[change.field]:
            _set_value(lines, data, change)
        lines[line] = lines[line][:column] + name.sub(rf"\g<1>{change.name}\1", lines[line][column:], count=1)
        result = "".join(lines)
    if _plain(construct(result)) != _expected(before, change):
        raise _UnsureError("what it means would change")
    return result


def _set_value(lines: list[str], data: CommentedMap, change: Change) -> None:
    """Write a newer value where the older one stands."""
    written = _written(change.value)
    line, column = data.lc.value(change.field)
    first, last = data.lc.key(change.field)[0], _end(lines, data, change.field)
    if isinstance(data[change.field], list):
        if any("#" in each for each in lines[first:last]):
            raise _UnsureError("there is a comment in its list")
        head = lines[first][: data.lc.key(change.field)[1]]
        lines[first] = f"{head}{change.field}: {written}\n"
        lines[first + 1 : last] = [""] * (last - first - 1)
        return
    found = _SCALAR.match(lines[line], column)
    if found is None or last - first > 1:
        raise _UnsureError("its value takes more than one line")
    quote = (found["quote"] or "") if isinstance(change.value, str) else ""
    lines[line] = lines[line][:column] + f"{quote}{written}{quote}" + lines[line][found.end() :]


def _written(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(scalar, value))}]"
    return scalar(value) if isinstance(value, str) else str(value)


def _absorbed(lines: list[str], data: CommentedMap, change: Change) -> str:
    """Return the lines with two fields as the parts of a new one, each with its comment."""
    parts = []
    for field in (change.field, change.absorbs):
        first, last = data.lc.key(field)[0], _end(lines, data, field)
        parts.append((first, lines[first:last]))
        lines[first:last] = [""] * (last - first)
    inside = (line for _, part in parts for line in part)
    lines[parts[0][0]] = f"{change.name}:\n" + "".join(f"  {line}" for line in inside)
    return "".join(lines)


def _end(lines: list[str], data: CommentedMap, field: str) -> int:
    """Return the line behind a field: comments and blank lines below it are its neighbour's."""
    first = data.lc.key(field)[0]
    following = [data.lc.key(other)[0] for other in data if data.lc.key(other)[0] > first]
    end = min(following, default=len(lines))
    while end > first + 1 and re.match(r"\s*(?:#|$)", lines[end - 1]):
        end -= 1
    return end


def _read(source: str) -> CommentedMap:
    data = YAML(typ="rt").load(source)
    if not isinstance(data, CommentedMap):
        raise _UnsureError("the fields can't be read")
    return data


def _plain(value: Any) -> Any:
    """Return data in a form in which the order of fields counts."""
    if isinstance(value, dict):
        return [(key, _plain(item)) for key, item in value.items()]
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _expected(before: Mapping[str, Any], change: Change) -> Any:
    fields = {}
    for name, value in before.items():
        if name == change.field:
            fields[change.name] = change.value
        elif name != change.absorbs:
            fields[name] = value
    return _plain(fields)
