"""Applies a converter's inline patterns in less time than Python-Markdown takes, and with the same result.

Python-Markdown tries every pattern on every piece of text. Most text has nothing in it that a pattern could begin
with, and to find that out takes one look for a character instead of a search. What is known of a pattern is read
off its regular expression; one that isn't in the table, such as an extension's, is tried everywhere as before.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown import inlinepatterns as patterns
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

NEEDED: dict[str, tuple[str, ...]] = {
    patterns.BACKTICK_RE: ("`",),
    patterns.ESCAPE_RE: ("\\",),
    patterns.LINK_RE: ("[",),
    patterns.IMAGE_LINK_RE: ("![",),
    patterns.AUTOLINK_RE: ("<",),
    patterns.AUTOMAIL_RE: ("<",),
    patterns.HTML_RE: ("<",),
    patterns.ENTITY_RE: ("&",),
    patterns.LINE_BREAK_RE: ("  \n",),
    r"\*|_": ("*", "_"),
    r"\[\^([^\]]*)\]": ("[^",),
}
"""What a text must have one of, two at most, for a regular expression to match anywhere in it."""

_BEGINNING = re.compile(r"[`\\\[!<&*_]")
"""What each of these begins with, but for the end of a line: a text without any stays as it is."""

_APPLY = "_InlineProcessor__applyPattern"


class QuickInlineProcessor(InlineProcessor):
    """Python-Markdown's own processor, which passes over patterns that can't match."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to a document's tree."""
        self._apply: Any = getattr(self, _APPLY)
        self._steps = [(pattern, NEEDED.get(_expression(pattern))) for pattern in self.md.inlinePatterns]
        self._are_known = all(needed for _, needed in self._steps)
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Return a text with what the patterns from an index on make of it, as the method of this name does."""
        if isinstance(data, AtomicString):
            return data
        if self._are_known and not _BEGINNING.search(data) and "  \n" not in data:
            return data
        for index in range(patternIndex, len(self._steps)):
            pattern, needed = self._steps[index]
            if needed is not None and needed[0] not in data and needed[-1] not in data:
                continue
            matched, start = True, 0
            while matched:
                data, matched, start = self._apply(pattern, data, index, start)
        return data


def _expression(pattern: patterns.Pattern) -> str:
    """Return what a pattern searches a text for; nothing for one of the old kind, which only matches as a whole."""
    return pattern.getCompiledRegExp().pattern if isinstance(pattern, patterns.InlineProcessor) else ""


def speed_up_inline(converter: Markdown) -> None:
    """Let a converter use this processor, unless it has another than Python-Markdown's."""
    if hasattr(InlineProcessor, _APPLY) and type(converter.treeprocessors["inline"]) is InlineProcessor:
        converter.treeprocessors.register(QuickInlineProcessor(converter), "inline", 20)
