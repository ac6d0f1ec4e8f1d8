"""What a Markdown text says without rendering it: its prose, its code, its headings.

There is one answer to "what is code in this text?", and everyone who asks gets it from here: links, names in
brackets, components, advice and the link checker. A text is handed out with the same length and with blanks in
the place of what is not prose, so that every offset stays right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from nexus_core.read.markdown_code import KEPT, fenced_code, indented_code
from nexus_core.read.markdown_regions import Kind, Region, blanked, regions

_INLINE = MarkdownIt("commonmark")

_HEADING = re.compile(
    r"^ {0,3}(?:(?P<marks>#{1,6})(?:[ \t]+(?P<text>.*?))??(?:[ \t]+#+)?|(?P<underline>=+|-+))[ \t]*$", re.MULTILINE
)
_NO_PARAGRAPH = re.compile(
    r" {0,3}(?:>|[-*+][ \t]|\d+[.)][ \t]|<|\||#{1,6}[ \t]|([-*_])(?:[ \t]*\1){2,}[ \t]*$)| {4}|\t|\s*$"
)
"""A line that a row of dashes below it doesn't make a heading."""
_ATTRIBUTES = re.compile(r"\s*\{:?[^{}]*\}\s*$")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")


class Heading(NamedTuple):
    """A heading: its level, its source and its lines, from 0 and with the end excluded."""

    level: int
    text: str
    first: int
    end: int


@lru_cache(maxsize=KEPT)
def _regions(text: str) -> tuple[Region, ...]:
    """Return what is not prose in a text, in order."""
    return tuple(regions(text))


@lru_cache(maxsize=16)
def prose(text: str) -> str:
    """Return a text with its code, its comments and the content of elements such as `<pre>` blank."""
    return blanked(text, _spans(text, Kind.CODE, Kind.COMMENT, Kind.RAW))


@lru_cache(maxsize=KEPT)
def without_html_blocks(text: str) -> str:
    """Return a text's prose with the HTML blocks blank in which Markdown is not read."""
    return blanked(text, ((region.start, region.end) for region in _regions(text)))


def code(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each piece of code begins and ends: in fences, indented or between backticks."""
    return _spans(text, Kind.CODE)


def without_code_blocks(text: str) -> str:
    """Return a text with the code blank that is a block of its own."""
    left = blanked(text, fenced_code(text)[0])
    return blanked(left, indented_code(left))


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each comment begins and ends."""
    return _spans(text, Kind.COMMENT)


def _spans(text: str, *kinds: Kind) -> Iterator[tuple[int, int]]:
    return ((region.start, region.end) for region in _regions(text) if region.kind in kinds)


def headings(text: str) -> Iterator[Heading]:
    """Yield the headings of a text in order, without those within lists and quotes."""
    source = text.split("\n")
    lines: list[str] = []
    number = done = 0
    for match in _HEADING.finditer(text):
        number, done = number + text.count("\n", done, match.start()), match.start()
        lines = lines or without_html_blocks(text).split("\n")
        if match["marks"] and lines[number].strip():
            yield Heading(len(match["marks"]), (match["text"] or "").strip(), number, number + 1)
        elif number and lines[number].strip() and not _NO_PARAGRAPH.match(lines[number - 1]):
            above = lines[number - 2] if number > 1 else ""
            # What runs on over lines is a paragraph to Python-Markdown.
            if not above.strip() or _HEADING.match(above):
                level = 1 if match["underline"][0] == "=" else 2
                yield Heading(level, source[number - 1].strip(), number - 1, number + 1)


def split_heading(text: str) -> tuple[str, str]:
    """Split a text after its first heading if that is on level one; else the first part is empty.

    What stands above the heading, such as a comment, stays above it.
    """
    lines = text.split("\n")
    start = next((index for index, line in enumerate(lines) if line.strip()), None)
    if start is not None and re.match(r"# +\S", lines[start]):  # nearly every note
        return "\n".join(lines[: start + 1]), "\n".join(lines[start + 1 :])
    heading = next(headings(text), None)
    end = heading.end if heading and heading.level == 1 else 0
    return "\n".join(lines[:end]), "\n".join(lines[end:])


def first_heading(text: str) -> str | None:
    """Return the source of the first heading if that is on level one, or None."""
    start = re.search(r"\S.*", text)
    if start and re.match(r"# +\S", start.group()):  # nearly every note
        return re.sub(r"\s+#+\s*$", "", start.group()[2:]).strip()
    heading = next(headings(text), None)
    return heading.text if heading and heading.level == 1 else None


def inline_text(markup: str) -> str:
    """Return the words of an inline Markdown text, without emphasis, links, footnotes, attribute lists or HTML."""
    inline = _INLINE.parseInline(_FOOTNOTE.sub("", _ATTRIBUTES.sub("", markup)))
    return " ".join("".join(_words(inline[0].children or [])).split()) if inline else ""


def _words(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "image":
            yield token.content
