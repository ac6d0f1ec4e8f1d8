"""Reads the sentences of a Markdown text: which one holds a place, and whether it says something there.

A sentence is of prose: not of code, of a table, of a quotation or of a heading. What a link shows is its own,
unless it leads out of the portfolio and is the name that is looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from nexus_core.read.markdown import Heading, headings, without_html_blocks
from nexus_core.read.slow_markdown import paragraphs

_NO_PROSE = r"!!!|\?\?\?|===|>|\||\[[^\]\n]+\]:|\*\["
_NO_TEXT = re.compile(rf"[ \t]*(?:{_NO_PROSE})")
"""What begins a title of an admonition, a quotation, a row of a table, or what a label stands for."""
_ITEM = re.compile(rf"^[ \t]*(?:(?:[-*+]|\d+[.)]|:)[ \t]+(?:\[[ xX]\][ \t]+)?|(?={_NO_PROSE}))", re.MULTILINE)
_TABLE = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*\|[ \t:|-]*$", re.MULTILINE)
_END = re.compile(
    r"[.!?\u2026][\"')\]*_\u201d\u2019]*(?P<space>\s+)(?:(?<=\s\s\s)|(?=[\"'(\[*_\u201c\u2018]*[A-Z0-9]))"
)
"""The end of a sentence; code, which is blank here, can begin the next one."""
_MAY_BE_HEADING = re.compile(r" {0,3}(?:#|[^\n]*\n {0,3}(?:=+|-+)[ \t]*$)", re.MULTILINE)
_ABBREVIATION = re.compile(r"(?:^|[\W_])(?:[A-Z]|e\.g|i\.e|etc|vs|cf|Dr|Mr|Mrs|Ms|St|Nos?|Fig|approx|resp|pp?)\Z")
_LINK = re.compile(
    r"!?\[\[[^\[\]\n]*\]\]|(?P<image>!?)\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\](?:\((?P<to>[^()\s]*)[^()]*\)|\[[^\[\]]*\])"
    r"|<[^<>\s][^<>]*>|(?:https?://|www\.)\S+"
)
_LEAD_TO_OTHERS = re.compile(
    r"\W*(?:(?:primary |secondary |further )?sources?|further(?: reading)?|see(?: also)?|references?|read more"
    r"|links?|related)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_][\w'\u2019-]+")
MIN_WORDS = 3
"""Words that a sentence has besides the names in it, its links left out."""
PLENTY = 15
"""Words of a sentence that is no list of names, whatever they are."""
MOST_LINKS = 2
FOLLOWING_WORDS = 5
"""Words of a sentence that says something of the title above it."""


class Sentence(NamedTuple):
    """A sentence, from an offset to the one after its last character."""

    start: int
    end: int


class Sentences:
    """The sentences of a text; each part of it is read when a place in it is asked for."""

    def __init__(self, text: str) -> None:
        """Take a Markdown text without front matter."""
        self.text = text
        self.prose = without_html_blocks(text)
        """The text with blanks in the place of code, comments and HTML."""

    @cached_property
    def _paragraphs(self) -> Sequence[tuple[int, int]]:
        return paragraphs(self.prose)

    @cached_property
    def _headings(self) -> Sequence[tuple[int, int, Heading]]:
        """The headings with the offsets at which they begin and end."""
        lines = list(accumulate((len(line) + 1 for line in self.text.split("\n")), initial=0))
        return [(lines[each.first], lines[each.end] - 1, each) for each in headings(self.text)]

    def heading_at(self, place: int) -> Heading | None:
        """Return the heading that a place is in."""
        if not _MAY_BE_HEADING.match(self.prose, self.prose.rfind("\n", 0, place) + 1):
            return None
        return next((each for start, end, each in self._headings if start <= place < end), None)

    def heading_above(self, place: int) -> Heading | None:
        """Return the last heading that begins before a place."""
        return next((each for start, _, each in reversed(self._headings) if start <= place), None)

    def is_below(self, place: int, words: re.Pattern[str]) -> bool:
        """Return whether a place is in a section, of any level, whose heading begins with some words."""
        level = 7
        for start, _, heading in reversed(self._headings):
            if start <= place and heading.level < level:
                if words.match(heading.text):
                    return True
                level = heading.level
        return False

    def is_unique(self, heading: Heading) -> bool:
        """Return whether no other heading of the text has the same words."""
        same = [each for *_, each in self._headings if each.text.casefold() == heading.text.casefold()]
        return len(same) == 1

    def around(self, place: int) -> Sentence | None:
        """Return the sentence that a place is in; None where it isn't in a sentence of prose."""
        return next((each for each in self._of(*self._item(place)) if each.start <= place < each.end), None)

    def after(self, heading: Heading) -> Sentence | None:
        """Return the first sentence below a heading, if it is right there and long enough to say something."""
        return self._first(next(end for _, end, each in self._headings if each is heading))

    def first(self) -> Sentence | None:
        """Return the sentence that the text begins with, below its title, if it is long enough to say something."""
        title = self._headings[0] if self._headings else None
        is_above = title is not None and title[2].level == 1 and not self.text[: title[0]].strip()
        return self._first(title[1] if title and is_above else 0)

    def _first(self, start: int) -> Sentence | None:
        place = len(self.prose) - len(self.prose[start:].lstrip())
        if place >= len(self.prose) or self.text[start:place].strip() or self.heading_at(place):
            return None
        sentence = self.around(place)
        words = _WORDS.findall(self.prose[slice(*sentence)]) if sentence else ()
        return sentence if len(words) >= FOLLOWING_WORDS else None

    def says_something(self, sentence: Sentence, names: Callable[[str], Iterable[tuple[int, int]]]) -> bool:
        """Return whether a sentence is more than links, a list of names, or a few words around one.

        `names` finds where names stand in a text.
        """
        words = self.prose[slice(*sentence)]
        links = _links(words)
        if _LEAD_TO_OTHERS.match(words) or len(links) > MOST_LINKS:
            return False
        left = without(words, (link.span() for link in links))
        count = len(_WORDS.findall(left))
        if count > PLENTY:
            return True
        inside = list(names(left))
        others = len(_WORDS.findall(without(left, inside)))
        return others >= max(MIN_WORDS, 2 * len(inside) if len(inside) > MIN_WORDS else 0)

    def is_in_text(self, sentence: Sentence, start: int, end: int) -> bool:
        """Return whether a name stands in a sentence's own words, or is all that a link out of the site shows."""
        masked = self.prose[sentence.start : sentence.end]
        for link in _links(masked):
            if link.start() <= start - sentence.start < link.end():
                name = self.prose[start:end]
                is_outside = (link["to"] or "").startswith(("http://", "https://")) and not link["image"]
                return is_outside and (link["words"] or "").strip(" *_").removesuffix("'s") == name
        return True

    def _item(self, place: int) -> tuple[int, int]:
        """Return the paragraph or the list's item that a place is in; an empty one where it holds no prose."""
        spans = self._paragraphs
        start, end = spans[bisect_right(spans, (place, len(self.prose) + 1)) - 1]
        if _TABLE.search(self.prose, start, end) or self.heading_at(place):
            return place, place
        for item in _ITEM.finditer(self.prose, start, end):
            if item.end() > place:
                end = item.start()
                break
            start = item.end()
        return (place, place) if _NO_TEXT.match(self.prose, start) else (start, end)

    def _of(self, start: int, end: int) -> Iterator[Sentence]:
        begin = end - len(self.text[start:end].lstrip())
        for match in _END.finditer(self.prose, start, end):
            if not _ABBREVIATION.search(self.prose, max(start, match.start() - 8), match.start()):
                yield Sentence(begin, match.start("space"))
                begin = match.end("space")
        if self.text[begin:end].strip():
            yield Sentence(begin, end)


def _links(text: str) -> list[re.Match[str]]:
    return list(_LINK.finditer(text)) if "[" in text or "<" in text or "://" in text or "www." in text else []


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text with blanks in the place of some parts."""
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text
