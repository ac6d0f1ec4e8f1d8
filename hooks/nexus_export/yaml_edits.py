"""Changes a setting in the text of `mkdocs.yml`, so that all around it stays as its author wrote it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import yaml


class Edit(NamedTuple):
    """Text in the place of what stands between two offsets."""

    start: int
    end: int
    new: str


def edited(text: str, start: int, end: int, edits: Iterable[Edit]) -> str:
    """Return a part of a text with edits made to it."""
    for edit in sorted(edits, reverse=True):
        text, end = text[: edit.start] + edit.new + text[edit.end :], end + len(edit.new) - edit.end + edit.start
    return text[start:end]


def with_custom_dir(theme: yaml.Node, folder: str) -> Iterator[Edit]:
    """Yield the edit that makes a theme read a folder of templates."""
    start, end = theme.start_mark.index, theme.end_mark.index
    if not isinstance(theme, yaml.MappingNode):
        yield Edit(start, end, f"{{ name: {theme.value}, custom_dir: {folder} }}")
        return
    for key, value in theme.value:
        if key.value == "custom_dir":
            yield Edit(value.start_mark.index, value.end_mark.index, folder)
            return
    yield _first(theme, f"custom_dir: {folder}")


def with_items(text: str, setting: yaml.Node, items: Sequence[str | dict[str, str]]) -> Iterator[Edit]:
    """Yield the edits that put into a list what it lacks of some items, before those that it has."""
    nodes = setting.value if isinstance(setting, yaml.CollectionNode) else []
    keys = [node[0] if isinstance(node, tuple) else node for node in nodes]
    there = {text[key.start_mark.index : key.end_mark.index].strip() for key in keys}
    there |= {key.value for each in keys if isinstance(each, yaml.MappingNode) for key, _ in each.value}
    missing = [item if isinstance(item, str) else json.dumps(item) for item in items if item not in there]
    if not isinstance(setting, yaml.CollectionNode) or not nodes:
        yield Edit(setting.start_mark.index, setting.end_mark.index, f" [{', '.join(missing)}]")
    elif missing and isinstance(setting, yaml.MappingNode):
        yield _first(setting, *(f"{item}: {{}}" for item in missing))
    elif missing:
        yield _first(setting, *(item if setting.flow_style else f"- {item}" for item in missing))


def without_item(text: str, setting: yaml.Node, name: str) -> Iterator[Edit]:
    """Yield the edit that takes a plugin out of a list, or out of a mapping."""
    if not isinstance(setting, yaml.CollectionNode):
        return
    pairs = [item if isinstance(item, tuple) else (item, item) for item in setting.value]
    names = [key.value[0][0].value if isinstance(key, yaml.MappingNode) else key.value for key, _ in pairs]
    if name not in names:
        return
    at = names.index(name)
    first, last = pairs[at][0].start_mark.index, pairs[at][1].end_mark.index
    following = pairs[at + 1][0].start_mark.index if at + 1 < len(pairs) else None
    if len(pairs) == 1:
        yield Edit(setting.start_mark.index, setting.end_mark.index, "[]" if setting.flow_style else "[]\n")
    elif not setting.flow_style:
        # Up to the line of the next item, or the end of this one.
        end = text.rfind("\n", 0, following) + 1 if following else max(last, text.find("\n", first) + 1)
        yield Edit(text.rfind("\n", 0, first) + 1, end, "")
    else:
        yield Edit(first, following, "") if following else Edit(pairs[at - 1][1].end_mark.index, last, "")


def _first(setting: yaml.CollectionNode, *items: str) -> Edit:
    """Return the edit that puts items before all others."""
    start = setting.start_mark
    if setting.flow_style:
        return Edit(start.index + 1, start.index + 1, "".join(f"{item}, " for item in items))
    return Edit(start.index, start.index, "".join(f"{item}\n{' ' * start.column}" for item in items))
