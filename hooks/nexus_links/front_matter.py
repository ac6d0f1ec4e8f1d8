"""Finds the links in front matter: the values of those fields that the project says hold one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property

import yaml

from nexus_core.read.safe_yaml import nodes_below
from nexus_core.read.written_links import Kind, SourceText, Written, start_of

_ADDRESS_KEYS = frozenset({"url", "href", "link", "src", "path", "file", "address"})
"""The keys of a link that is written as a mapping, such as `{ label: Docs, url: … }`."""

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.MULTILINE)


class FrontText(SourceText):
    """A Markdown file of which only the words in its front matter count as prose."""

    @cached_property
    def prose(self) -> str:
        """The front matter without its comments; all else is blanked, every character in its place."""
        front = _COMMENT.sub(_blank, self.text[: self.front_end])
        return front + re.sub(r"[^\n]", " ", self.text[self.front_end :])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def links_in(text: SourceText, keys: Collection[str]) -> Iterator[Written]:
    """Yield the links in a Markdown file's front matter, below any of the given keys.

    A key may be one below another, `author.url`.
    """
    if not keys or not text.front_end:
        return
    first = text.text.index("\n") + 1
    front = re.sub(r"(?m)^(?:---|\.\.\.)[ \t]*\n?\Z", "", text.text[first : text.front_end])
    try:
        root = yaml.compose(front, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return
    found = (node for key in keys for node in nodes_below(root, key.split(".")))
    for node in {id(node): node for node in found}.values():
        yield from _links(node, first, text.text)


def _links(node: yaml.Node, offset: int, text: str) -> Iterator[Written]:
    if isinstance(node, yaml.ScalarNode):
        if node.tag == "tag:yaml.org,2002:str" and node.value.strip():
            yield Written(node.value.strip(), start_of(node, offset, text), Kind.SCALAR)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _links(child, offset, text)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value.lower() in _ADDRESS_KEYS:
                yield from _links(value, offset, text)
