"""Finds the links in YAML: in the fields of front matter that hold one, and in the settings of mkdocs.yml."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

import yaml

from nexus_core.read.safe_yaml import nodes_below
from nexus_core.read.written_links import Kind, SourceText, Written, start_of

_SETTINGS = ("nav", "extra_css", "extra_javascript", "extra.homepage", "extra.social.link", "extra.alternate.link")
_ADDRESS_KEYS = frozenset({"url", "href", "link", "src", "path", "file", "address"})
"""The keys that hold the address of a link written as a mapping, such as `{ label: Docs, url: … }`."""

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.MULTILINE)


class FrontText(SourceText):
    """A Markdown file of which only the front matter counts as prose."""

    @cached_property
    def prose(self) -> str:
        """The front matter without its comments; everything else is blanked, so offsets stay right."""
        front = _COMMENT.sub(lambda match: " " * len(match[0]), self.text[: self.front_end])
        return front + re.sub(r"[^\n]", " ", self.text[self.front_end :])


def links_in_front_matter(text: SourceText, keys: Collection[str]) -> Iterator[Written]:
    """Yield the links of a Markdown file's front matter below any of the given keys, such as `author.url`."""
    if keys and text.front_end:
        first = text.text.index("\n") + 1
        front = re.sub(r"(?m)^(?:---|\.\.\.)[ \t]*\n?\Z", "", text.text[first : text.front_end])
        yield from _below(text, front, first, keys, _ADDRESS_KEYS)


def links_in_settings(text: SourceText) -> Iterator[Written]:
    """Yield the links in a file of settings that a site has whatever its theme; other files have none."""
    if text.path.endswith((".yml", ".yaml")):
        yield from _below(text, text.text, 0, _SETTINGS, None)


def own_addresses_in(text: SourceText) -> Iterator[Written]:
    """Yield the addresses of the site and its repository in a file of settings."""
    if text.path.endswith((".yml", ".yaml")):
        yield from _below(text, text.text, 0, ("site_url", "repo_url"), None)


def _below(
    text: SourceText, block: str, offset: int, keys: Iterable[str], fields: Collection[str] | None
) -> Iterator[Written]:
    """Yield the texts below some keys of a YAML block that begins at an offset of a file."""
    try:
        root = yaml.compose(block, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return
    found = (node for key in keys for node in nodes_below(root, key.split(".")))
    for node in {id(node): node for node in found}.values():  # `author` and `author.url` find the same one
        for scalar in _texts(node, fields):
            yield Written(scalar.value.strip(), start_of(scalar, offset, text.text), Kind.SCALAR)


def _texts(node: yaml.Node, fields: Collection[str] | None) -> Iterator[yaml.ScalarNode]:
    """Yield the texts in a node; of mappings, those of some fields, or of all."""
    if isinstance(node, yaml.ScalarNode):
        if node.tag == "tag:yaml.org,2002:str" and node.value.strip():
            yield node
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _texts(child, fields)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if fields is None or (isinstance(key, yaml.ScalarNode) and key.value.lower() in fields):
                yield from _texts(value, fields)
