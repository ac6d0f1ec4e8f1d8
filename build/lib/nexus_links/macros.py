"""Finds the macro, or the tag of a template, that made an address which is written nowhere in a page's source."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from nexus_core.read.written_links import SourceText, Written

_CALL = re.compile(r"\{\{.+?\}\}|\{%.+?%\}|\{!.+?!\}|\[\[%.+?%\]\]|\[%.+?%\]", re.DOTALL)
_WORD = re.compile(r"[\w./#-]{3,}")
_INCLUDE = re.compile(
    r"(?:\{|\[)[%!]-?\s*(?:include(?:-markdown)?\s+)?(?P<quote>[\"']?)(?P<name>[^\s\"'%!]+\.\w+)(?P=quote)"
)
"""A file that mkdocs-macros or include-markdown puts into a page."""


def calls_in(text: SourceText, markup: str) -> list[Written]:
    """Return the calls of macros in a source, but for those that its page, given as HTML, still shows."""
    if not re.search(r"[{\[][{%!]", text.text):
        return []
    shown = html.unescape(markup)
    return [Written(match[0], match.start()) for match in _CALL.finditer(text.text) if match[0] not in shown]


def made_by(calls: list[Written], text: SourceText, value: str) -> Iterator[Written]:
    """Yield the calls that made an address, by what they share with it: what is around them, or their words."""
    for call in calls:
        before = re.search(r"[^\s()\[\]<>\"'{}]*$", text.text[max(0, call.offset - 200) : call.offset])
        after = re.match(r"[^\s()\[\]<>\"'{}]*", text.text[call.offset + len(call.value) :][:200])
        around = (before[0] if before else "", after[0] if after else "")
        is_part = max(map(len, around)) > 2 and value.startswith(around[0]) and value.endswith(around[1])
        if is_part or any(word in value for word in _WORD.findall(call.value)):
            yield call


def included_names(text: str) -> Iterator[str]:
    """Yield the names of the files that a source includes by a macro or a tag."""
    yield from (match["name"] for match in _INCLUDE.finditer(text))
