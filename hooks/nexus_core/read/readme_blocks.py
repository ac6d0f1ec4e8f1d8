"""Finds what `nexus readme` writes between its marks, for readers on GitHub; the site has components for it."""

from __future__ import annotations

import re

from nexus_core.read.markdown import code
from nexus_core.read.markdown_regions import blanked

MARK = "<!-- nexus/readme "
_BLOCK = re.compile(
    r"(?P<open><!-- nexus/readme (?P<name>[\w-]+) -->)(?P<text>.*?)(?P<close><!-- /nexus/readme -->)", re.DOTALL
)
_OPEN = re.compile(r"<!-- nexus/readme ([\w-]+) -->")


def find_blocks(text: str) -> list[re.Match[str]]:
    """Return the blocks of a text in order, each with what opens it, its `name`, its text and what closes it.

    Raises:
        ValueError: a block has no end.
    """
    seen = blanked(text, code(text))  # a mark in code shows how to write one
    blocks = list(_BLOCK.finditer(seen))
    if len(blocks) != len(_OPEN.findall(seen)):
        raise ValueError("a block that begins with <!-- nexus/readme … --> has no <!-- /nexus/readme -->")
    return blocks


def without_blocks(text: str) -> str:
    """Return a text with its blocks blank, and every other character in its place."""
    if MARK not in text:
        return text
    try:
        return blanked(text, (block.span() for block in find_blocks(text)))
    except ValueError:
        return text
