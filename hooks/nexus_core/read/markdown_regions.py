"""Finds what is not prose in a Markdown text: code, comments and raw HTML, each with its place.

HTML is read as Python-Markdown reads it: a block lasts until its closing tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from nexus_core.read.markdown_code import FENCED, FOUND, LEAD, fenced_code, indented_code


class Kind(StrEnum):
    """What a region is."""

    CODE = "code"
    COMMENT = "comment"
    RAW = "raw"
    """The content of an element such as `<pre>` or `<code>`, without its tags."""
    HTML = "html"
    """An HTML block in which Markdown is not read, with its tags; there may be comments and raw content in it."""


class Region(NamedTuple):
    """A part of a text that is not prose, from an offset to the one after its last character."""

    start: int
    end: int
    kind: Kind


_RAW_NAMES = "pre|code|script|style|textarea|kbd|samp"
_BLOCK_NAMES = (
    "address|article|aside|blockquote|body|canvas|center|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure"
    "|footer|form|h[1-6]|header|hgroup|hr|html|iframe|legend|li|main|map|math|menu|nav|noscript|object|ol|option"
    "|output|p|pre|progress|script|search|section|style|summary|table|tbody|td|textarea|tfoot|th|thead|tr|ul|video"
)
_BLOCK = re.compile(
    rf" {{0,3}}(?P<tag><!--|<(?P<name>{_BLOCK_NAMES})(?P<attributes>(?:\s[^<>]*)?)>)", re.IGNORECASE
)
_HAS_MARKDOWN = re.compile(r"\smarkdown(?=[\s=/]|$)")
_ELEMENT = re.compile(rf"<!--|<(?P<name>{_RAW_NAMES})\b[^<>]*>", re.IGNORECASE)
_START = re.compile(r"[\\`<]")
_INLINE = re.compile(rf"\\[\\`<]|(?P<line>`[^`\n]+`(?!`))|`+|{_ELEMENT.pattern}", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}[ \t]")
_BREAK = re.compile(rf"\n(?=[ \t>]*(?:\n|\||[-*+:][ \t]|\d+[.)][ \t]|#{{1,6}}[ \t]|\[\^|[{FENCED}{FOUND}]))")
"""Where a paragraph, an item, a heading or a row of a table ends: inline markup never crosses it."""


def regions(text: str) -> list[Region]:
    """Return what is not prose in a Markdown text without front matter, in order; only HTML blocks hold others.

    Every step looks at a text in which what the steps before have found is blank.
    """
    fences, open_fence = fenced_code(text) if "```" in text or "~~~" in text else ((), len(text))
    left = blanked(text, fences, FENCED)
    found = [Region(*fence, Kind.CODE) for fence in fences]
    if "<" in left:
        blocks = [block for block in _html_blocks(left) if block.start < open_fence]
        if any(block.end > open_fence for block in blocks):
            open_fence = len(text)  # it is part of a comment or an HTML block
        left = _without(left, blocks, FOUND)
        found += blocks
    if open_fence < len(text):
        found.append(Region(open_fence, len(text), Kind.CODE))
        left = left[:open_fence] + FENCED
    indented = list(indented_code(left))
    left = blanked(left, indented, FOUND)
    found += (Region(*line, Kind.CODE) for line in indented)
    if "<" in left:
        deep = list(_elements(left, 0, len(left), anywhere=False))
        left = _without(left, deep, " ")
        found += deep
    if "`" in left or "<" in left:
        found += _inline(left)
    return sorted(found)


def blanked(text: str, spans: Iterable[tuple[int, int]], first: str = " ") -> str:
    """Return a text with some spans blank, given in order, and each other character and line break in its place.

    A character other than a blank can be put at the beginning of each.
    """
    parts, done = [], 0
    for start, end in spans:
        if end > done:
            head, *lines = text[max(start, done) : end].split("\n")
            blanks = [(first + " " * len(head))[: len(head)], *map(" ".__mul__, map(len, lines))]
            parts += [text[done:start], "\n".join(blanks)]
            done = end
    return "".join([*parts, text[done:]]) if parts else text


def _without(text: str, found: Iterable[Region], first: str) -> str:
    return blanked(text, ((region.start, region.end) for region in found), first)


def _html_blocks(text: str) -> Iterator[Region]:
    """Yield comments and HTML blocks that begin a line; of one whose Markdown is read, only the tag."""
    absent: set[str] = set()
    start = text.find("<")
    while start >= 0:
        opening, end = _BLOCK.match(text, text.rfind("\n", 0, start) + 1), start + 1
        if opening is None or opening.start("tag") != start:
            pass
        elif not opening["name"]:
            if comment := _closed(text, start, opening, len(text), absent):
                end = comment.end
                yield comment
        elif _HAS_MARKDOWN.search(opening["attributes"]):
            yield Region(start, end := opening.end(), Kind.HTML)
        else:
            yield Region(start, end := _end_of_element(text, opening), Kind.HTML)
            yield from _elements(text, start, end)
        start = text.find("<", end)


def _elements(text: str, start: int, limit: int, *, anywhere: bool = True) -> Iterator[Region]:
    """Yield comments and the content of elements such as `<pre>`, or only those that begin a line."""
    absent: set[str] = set()
    start = text.find("<", start, limit)
    while start >= 0:
        line = text.rfind("\n", 0, start) + 1
        lead = LEAD.match(text, line)
        opening = _ELEMENT.match(text, start) if anywhere or (lead and lead.end() == start) else None
        region = _closed(text, start, opening, limit, absent) if opening else None
        if region:
            yield region
        start = text.find("<", region.end if region else start + 1, limit)


def _end_of_element(text: str, opening: re.Match[str]) -> int:
    if opening["name"].lower() == "hr" or opening["attributes"].endswith("/"):
        return opening.end()
    depth = 1
    for tag in re.compile(rf"<(?P<slash>/?){opening['name']}\b[^<>]*>", re.I).finditer(text, opening.end()):
        depth += -1 if tag["slash"] else 1
        if not depth:
            return tag.end()
    return len(text)


def _inline(text: str) -> Iterator[Region]:
    """Yield code between backticks, comments and raw elements within paragraphs, whichever begins first."""
    limit = 0
    absent: set[str] = set()  # closings that the paragraph has no more of
    start = _START.search(text)
    while start:
        opening, end = _INLINE.match(text, start.start()), start.end()
        if opening and opening["line"]:  # nearly all
            end = opening.end()
            yield Region(start.start(), end, Kind.CODE)
        elif opening:
            end = opening.end()
            if opening.start() >= limit:
                limit = _end_of_paragraph(text, opening.start())
                absent.clear()
            region = _closed(text, start.start(), opening, limit, absent) if opening[0][0] != "\\" else None
            if region:
                yield region
                end = region.end
        start = _START.search(text, end)


def _end_of_paragraph(text: str, start: int) -> int:
    line = text.rfind("\n", 0, start) + 1
    if _HEADING.match(text, line):
        end = text.find("\n", start)
        return end if end >= 0 else len(text)
    found = _BREAK.search(text, start)
    return found.start() if found else len(text)


def _closed(text: str, start: int, opening: re.Match[str], limit: int, absent: set[str]) -> Region | None:
    """Return what begins with an opening if it is closed before a limit.

    `absent` remembers the closings that are known not to follow, so that none is looked for twice.
    """
    end = opening.end()
    marks = opening[0].lstrip(" ")
    if marks[0] == "`":
        closing, kind = rf"(?<!`){marks}(?!`)", Kind.CODE
    elif opening["name"]:
        closing, kind = rf"</{opening['name'].lower()}\s*>", Kind.RAW
    else:
        closing, kind = "-->", Kind.COMMENT
    closed = None if closing in absent else re.compile(closing, re.IGNORECASE).search(text, end, limit)
    if closed is None:
        absent.add(closing)
        return None
    return Region(end, closed.start(), kind) if kind is Kind.RAW else Region(start, closed.end(), kind)
