"""Finds the links in mkdocs.yml that a site has whether or not its theme shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from nexus_core.read.safe_yaml import nodes_below
from nexus_core.read.written_links import Kind, SourceText, Written, start_of

_KEYS = ("nav", "extra_css", "extra_javascript", "extra.homepage", "extra.social.link", "extra.alternate.link")


def links_in_settings(text: SourceText) -> Iterator[Written]:
    """Yield the links in a file of settings; any other file has none."""
    yield from _below(text, _KEYS)


def own_addresses_in(text: SourceText) -> Iterator[Written]:
    """Yield the addresses that a file of settings gives the site and its repository."""
    yield from _below(text, ("site_url", "repo_url"))


def _below(text: SourceText, keys: Iterable[str]) -> Iterator[Written]:
    if not text.path.endswith((".yml", ".yaml")):
        return
    try:
        root = yaml.compose(text.text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return
    for key in keys:
        for node in nodes_below(root, key.split(".")):
            for scalar in _leaves(node):
                if scalar.value.strip():
                    yield Written(scalar.value.strip(), start_of(scalar, 0, text.text), Kind.SCALAR)


def _leaves(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str":
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _leaves(child)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _leaves(value)


def words(value: Any) -> Iterator[str]:
    """Yield every text in settings as MkDocs has read them."""
    if isinstance(value, dict):
        for child in value.values():
            yield from words(child)
    elif isinstance(value, list | tuple):
        for child in value:
            yield from words(child)
    elif value is not None:
        yield str(value)
