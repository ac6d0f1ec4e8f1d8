"""Tells, before it happens, that a converter would be busy with a text for minutes: with brackets and backticks.

Python-Markdown looks for the end of each of them from its beginning. Where thousands have none, or stand within
each other, that takes the square of the text's length.
"""

from __future__ import annotations

import re

from nexus_core.problems.problem import Problem
from nexus_core.read.positions import line_at, span_at

MAX_STEPS = 5_000_000
"""Characters looked at in one paragraph: a second or so, and far above any text that somebody reads."""

NOT_SHOWN = "**The text of this note can't be shown.** `nexus check` says why.\n"
"""What stands on a page in the place of a text that can't be converted."""

_MARK = re.compile(r"\\.|[\[\]()]|`+", re.DOTALL)


def check_cost(path: str, body: str, body_line: int) -> list[Problem]:
    """Return the problem of the first paragraph that no converter could be asked to read."""
    if sum(map(body.count, "[(`")) * len(body) <= MAX_STEPS:  # nearly every note
        return []
    for start, end in paragraphs(body):
        text = body[start:end]
        if _steps(text) > MAX_STEPS:
            first = end - len(text.lstrip("\n"))
            return [
                Problem(
                    path=path,
                    span=span_at(body, first, first_line=body_line),
                    code="costly-text",
                    message="one paragraph has thousands of brackets or backticks without an end, or nested",
                    hint="put it into a block of code, or a file beside the note; until then the text is left out",
                    source_line=line_at(body, first),
                )
            ]
    return []


def paragraphs(body: str) -> list[tuple[int, int]]:
    """Return where in a text each stretch without an empty line begins and ends."""
    found, start = [], 0
    for blank in re.finditer(r"\n[ \t]*(?=\n)", body):
        found.append((start, blank.start()))
        start = blank.end()
    return [*found, (start, len(body))]


def _steps(text: str) -> int:
    """Return how far it is, all in all, from brackets to their ends and from runs of backticks to the next ones."""
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
    # A run is looked for until the next one of its length.
    return steps + sum(len(text) - places[-1] for places in runs.values() if len(places) % 2)
