"""Finds Markdown that would keep a converter busy for minutes, before it is converted.

Python-Markdown looks for the end of each bracket and each run of backticks from its beginning. Where thousands have
no end, or are nested, that takes the square of the text's length.
"""

from __future__ import annotations

import re

from nexus_core.read.markdown import without_code_blocks

MAX_STEPS = 5_000_000
"""Characters looked at in one paragraph: a second or so, and far above any text that somebody reads."""

NOT_SHOWN = "**The text of this note can't be shown.** `nexus check` says why.\n"
"""What a page shows instead of a text that can't be converted."""

_MARK = re.compile(r"\\.|[\[\]()]|`+", re.DOTALL)


def slow_paragraph(text: str) -> int | None:
    """Return where the first paragraph begins that takes too long to convert, or None."""
    if sum(map(text.count, "[(`")) * len(text) <= MAX_STEPS:  # nearly every note
        return None
    text = without_code_blocks(text)
    for start, end in paragraphs(text):
        paragraph = text[start:end]
        if _steps(paragraph) > MAX_STEPS:
            return end - len(paragraph.lstrip("\n"))
    return None


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return where each stretch without an empty line begins and ends."""
    found, start = [], 0
    for blank in re.finditer(r"\n[ \t]*(?=\n)", text):
        found.append((start, blank.start()))
        start = blank.end()
    return [*found, (start, len(text))]


def _steps(text: str) -> int:
    """Return the summed distance from brackets to their ends and from runs of backticks to the next ones."""
    steps = 0
    opened: dict[str, list[int]] = {"[": [], "(": []}
    runs: dict[int, list[int]] = {}
    for mark in _MARK.finditer(text):
        sign, place = mark[0], mark.start()
        if sign in opened:
            opened[sign].append(place)
        elif sign in "])":
            pending = opened["[" if sign == "]" else "("]
            steps += place - pending.pop() if pending else 0
        elif sign[0] == "`":
            runs.setdefault(len(sign), []).append(place)
    steps += sum(len(text) - place for pending in opened.values() for place in pending)
    # The converter looks for the next run of the same length.
    return steps + sum(len(text) - places[-1] for places in runs.values() if len(places) % 2)
