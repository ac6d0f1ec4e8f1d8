"""Finds the links in front matter: the values of those fields that the project says hold one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import yaml

from nexus_links.sources import Kind, SourceText, Written

_ADDRESS_KEYS = frozenset({"url", "href", "link", "src", "path", "file", "address"})
"""The keys of a link that is written as a mapping, such as `{ label: Docs, url: … }`."""


def links_in(text: SourceText, keys: Collection[str]) -> Iterator[Written]:
    """Yield the links in a Markdown file's front matter, below any of the given keys."""
    if not keys or not text.front_end:
        return
    first = text.text.index("\n") + 1
    front = re.sub(r"(?m)^(?:---|\.\.\.)[ \t]*\n?\Z", "", text.text[first : text.front_end])
    try:
        root = yaml.compose(front, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if isinstance(key, yaml.ScalarNode) and key.value in keys:
                yield from _links(value, first)


def _links(node: yaml.Node, offset: int) -> Iterator[Written]:
    if isinstance(node, yaml.ScalarNode):
        if node.tag == "tag:yaml.org,2002:str" and node.value.strip():
            quoted = node.style in {"'", '"'}
            yield Written(node.value, offset + node.start_mark.index + quoted, Kind.SCALAR)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _links(child, offset)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value.lower() in _ADDRESS_KEYS:
                yield from _links(value, offset)
