"""Finds the code of a Markdown text that is a block of its own: in fences, and told by its indentation.

Blocks are told apart as Python-Markdown does with the extensions of a MkDocs site, which is not as CommonMark does:
a list item, a footnote, a definition or an admonition holds what is indented by four columns, whatever the width of
its mark, and a fence may stand at any indentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

KEPT = 2048
"""Texts whose code is kept: a note's is asked for by its links, its components, its samples and what they show."""

FENCED, FOUND = "\x1a", "\x1b"
"""What the first character of a fence, or of another block that was found, becomes: its line is not empty."""

MAX_QUOTES = 20
"""Quotes within quotes; no converter gets through many more."""

_SIGN = re.compile("```+|~~~+")
LEAD = re.compile(r"(?P<lead>[ \t>]*)(?P<item>(?:[-*+]|\d+[.)])[ \t]+)?")
_INDENTED = re.compile(
    rf"\n(?:[ \t>]*+|[ >]*+#[^\n]*|=+ *|-+ *|{FOUND} *)\n(?: {{0,3}}> ?)*+(?: {{4}}| {{0,3}}\t)[ \t]*+[^\s>]"
)
"""An indented line that may begin a block: below an empty line, a heading or a block that was found."""
_LIST_ITEM = re.compile(r"(?:[-*+]|\d+\.)[ \t]+(?=\S)")
_HOLDER = re.compile(r":[ \t]{1,3}\S|\[\^[^\]\n]*\]:|!!!|\?\?\?|===[+!]?[ \t]")
"""What indented text below it belongs to, besides a list item: a definition, a footnote, an admonition, a tab."""
_RULE = re.compile(r"(?P<mark>[-*_])(?:[ \t]*(?P=mark)){2,}[ \t]*$")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
_QUOTE = re.compile(r"[ \t]*>[ ]?")
_TAB = 4


@lru_cache(maxsize=KEPT)
def fenced_code(text: str) -> tuple[tuple[tuple[int, int], ...], int]:
    """Return fenced code, and where a fence begins that is never closed: all that follows it is code.

    A fence lasts as long as the quote or the list item that holds it.
    """
    found: list[tuple[int, int]] = []
    unclosed: dict[str, int] = {}  # the shortest fence of each sign that the rest of the text doesn't close
    sign = _next_sign(text, 0)
    while sign:
        fence, start, end = sign[0], sign.start(), sign.end()
        lead = LEAD.match(text, text.rfind("\n", 0, start) + 1)
        if lead and lead.end() == start and _may_open(text, sign):
            closed = -1
            if len(fence) < unclosed.get(fence[0], len(fence) + 1):
                closed = _closing_fence(text, fence, end)
            if closed < 0:
                unclosed[fence[0]] = min(len(fence), unclosed.get(fence[0], len(fence)))
            quoted, levels = ">" in lead["lead"], _columns(lead["lead"]) // _TAB
            limit = _end_of_holder(text, end, closed if closed >= 0 else len(text), levels, quoted=quoted)
            if quoted or 0 <= closed <= limit:
                end = limit
                found.append((start, end))
            elif closed < 0 and not levels and not lead["item"]:
                return tuple(found), start
        sign = _next_sign(text, end)
    return tuple(found), len(text)


def _next_sign(text: str, start: int) -> re.Match[str] | None:
    places = [place for place in (text.find("```", start), text.find("~~~", start)) if place >= 0]
    return _SIGN.match(text, min(places)) if places else None


def _may_open(text: str, sign: re.Match[str]) -> bool:
    """Return whether what follows on the line can be about a block of code: backticks after backticks can't."""
    line_end = text.find("\n", sign.end())
    return sign[0][0] == "~" or "`" not in text[sign.end() : line_end if line_end >= 0 else None]


def _closing_fence(text: str, fence: str, start: int) -> int:
    """Return the end of the line that closes a fence, or -1."""
    place = text.find(fence, start)
    while place >= 0:
        line, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        end = end if end >= 0 else len(text)
        if not text[line:place].strip(" \t>") and not text[place:end].strip(f"{fence[0]} \t"):
            return end
        place = text.find(fence, end)
    return -1


def _end_of_holder(text: str, start: int, limit: int, levels: int, *, quoted: bool) -> int:
    """Return where the quote ends, or the item of so many levels, that a fence is opened in; at most a limit."""
    if not quoted and not levels:
        return limit
    inside = r"[ \t]*>" if quoted else rf"(?: {{4}}| {{0,3}}\t){{{levels}}}|[ \t]*\n"
    outside = re.compile(rf"\n(?!{inside})").search(text, start, limit)
    return outside.start() if outside else limit


def _columns(lead: str) -> int:
    return len(lead.expandtabs(_TAB))


def indented_code(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each block of indented code begins and ends, in a text in which other blocks are blank."""
    if not _INDENTED.search(f"\n\n{text}"):
        return
    lines, offset = [], 0
    for line in text.split("\n"):
        lines.append((offset, line))
        offset += len(line) + 1
    start = end = -1
    for first, last in _indented_lines(lines, MAX_QUOTES):
        if start >= 0 and text[end:first].strip():
            yield start, end
            start = -1
        start, end = first if start < 0 else start, last
    if start >= 0:
        yield start, end


def _indented_lines(lines: list[tuple[int, str]], quotes: int) -> Iterator[tuple[int, int]]:
    """Yield where the lines of indented code begin and end; a line is given with its offset.

    Quotes within quotes are followed for so many levels.
    """
    depth = 0  # how many items, footnotes and the like are open, each within the one before
    begins, in_list = True, False  # whether a block begins, and whether it is a list
    index = 0
    while index < len(lines):
        offset, line = lines[index]
        words = line.lstrip(" \t")
        index += 1
        if not words:
            begins = True
            continue
        columns = _columns(line[: len(line) - len(words)])
        level = min(columns // _TAB, depth)
        if begins:
            depth, in_list = level, False
            if columns - level * _TAB >= _TAB:
                yield offset, offset + len(line)
                continue  # what is less indented begins a block of its own
        if words[0] == ">":
            quoted = [lines[index - 1]]
            while index < len(lines) and lines[index][1].strip(" \t"):
                quoted.append(lines[index])
                index += 1
            if quotes:
                yield from _indented_lines([_unquoted(*each) for each in quoted], quotes - 1)
            begins = True
            continue
        if _LIST_ITEM.match(words) and (begins or in_list) and not _RULE.match(words):
            depth, in_list = level + 1, True
        elif _HOLDER.match(words):
            depth = level + 1
        begins = not words.strip(f"{FOUND} ") or _HEADING.match(words) is not None or not words.strip("=- ")


def _unquoted(offset: int, line: str) -> tuple[int, str]:
    mark = _QUOTE.match(line)
    return (offset + mark.end(), line[mark.end() :]) if mark else (offset, line)
