"""Writes headings so that Python-Markdown reads those that GitHub shows: `# C#` whole, and `#tag` as text.

To Python-Markdown a heading needs no space after its marks, ends before any `#` at its end, and is not indented.
"""

from __future__ import annotations

import re

from nexus_core.read.markdown import first_heading, inline_text, without_html_blocks
from nexus_core.write.markup import escape

_LEAD = r"^(?P<lead>[ \t>]*(?:(?:[-*+]|\d+\.)[ \t]+)*)"
_TEXT = re.compile(rf"{_LEAD}(?=#{{1,6}}[^\s#]|#{{7}})", re.MULTILINE)
"""What GitHub doesn't show as a heading."""
_ENDING = re.compile(rf"{_LEAD}#{{1,6}}[ \t][^\n]*[^\s#\\]#*(?P<last>#)$", re.MULTILINE)
"""A heading whose last words end in a `#`, such as `# From C to C#`."""
_INDENTED = re.compile(r"^(?P<spaces> {1,3})#{1,6}[ \t]", re.MULTILINE)


def with_same_headings(text: str) -> str:
    """Return a note's text with the headings written as both read them alike."""
    if not any(pattern.search(text) for pattern in (_TEXT, _ENDING, _INDENTED)):
        return text
    seen = without_html_blocks(text)
    changes = [(match.end(), match.end(), "\\") for match in _TEXT.finditer(seen)]
    changes += [(match.start("last"), match.start("last"), "\\") for match in _ENDING.finditer(seen)]
    changes += [(*match.span("spaces"), "") for match in _INDENTED.finditer(seen)]
    parts, done = [], 0
    for start, end, new in sorted(changes):
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def title_heading(title: str) -> str | None:
    """Return the first heading of a new note, from which its title is read; None for what no heading can say."""
    for written in (title, str(escape(title))) if "[[" not in title and "<" not in title else (str(escape(title)),):
        if inline_text(first_heading(f"# {written}") or "") == title:
            return f"# {written}"
    return None
