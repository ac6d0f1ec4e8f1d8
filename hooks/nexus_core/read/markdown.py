"""What can be told of a Markdown text without rendering it: its headings and its comments, outside code.

CommonMark's block structure comes from markdown-it, so code, quotes and comments are told apart as on GitHub.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

_BLOCKS = MarkdownIt("commonmark").disable("inline")
"""Finds blocks and leaves what is inside them alone, which is most of a parser's work."""

_INLINE = MarkdownIt("commonmark")


class Block(NamedTuple):
    """A heading or an HTML block: what it is, its source and its lines (from 0, the end excluded)."""

    kind: str
    """`heading` or `html`."""
    level: int
    """1 to 6 for a heading, else 0."""
    text: str
    first: int
    end: int


def blocks(text: str) -> Iterator[Block]:
    """Yield the headings and HTML blocks of a text in order."""
    tokens = _BLOCKS.parse(text)
    for index, token in enumerate(tokens):
        if token.map is None:
            continue
        if token.type == "heading_open":
            yield Block("heading", int(token.tag[1]), tokens[index + 1].content, *token.map)
        elif token.type == "html_block":
            yield Block("html", 0, token.content, *token.map)


def indented_code(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines (from 0, the end excluded) of each block of code that only its indentation tells."""
    for token in _BLOCKS.parse(text):
        if token.type == "code_block" and token.map:
            yield token.map[0], token.map[1]


def split_heading(text: str) -> tuple[str, str]:
    """Split a text behind its first heading where that is on level one; else the first part is empty.

    What stands above the heading, such as a comment, stays above it.
    """
    lines = text.split("\n")
    start = next((index for index, line in enumerate(lines) if line.strip()), None)
    if start is not None and re.match(r"# +\S", lines[start]):  # nearly every note: no parser needed
        return "\n".join(lines[: start + 1]), "\n".join(lines[start + 1 :])
    heading = next((block for block in blocks(text) if block.kind == "heading"), None)
    end = heading.end if heading and heading.level == 1 else 0
    return "\n".join(lines[:end]), "\n".join(lines[end:])


def first_heading(text: str) -> str | None:
    """Return the source of the first level-one heading that no other heading comes before, or None."""
    start = re.search(r"\S.*", text)
    if start and re.match(r"# +\S", start.group()):  # nearly every note: no parser needed
        return re.sub(r"\s+#+\s*$", "", start.group()[2:]).strip()
    if not re.search(r"^ {0,3}(?:#[ \t]|=+[ \t]*$)", text, re.MULTILINE):
        return None
    heading = next((block for block in blocks(text) if block.kind == "heading"), None)
    return heading.text if heading and heading.level == 1 else None


def plain(markup: str) -> str:
    """Return the words of an inline Markdown text, without emphasis, links, attribute lists or HTML."""
    markup = re.sub(r"\s*\{:?[^{}]*\}\s*$", "", markup)
    inline = _INLINE.parseInline(markup)
    return " ".join("".join(_words(inline[0].children or [])).split()) if inline else ""


def _words(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "image":
            yield token.content
