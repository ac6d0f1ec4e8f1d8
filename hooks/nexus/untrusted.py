"""Makes text that anybody may have written safe to print: in a terminal, in a workflow's log, in GitHub's Markdown.

A pull request's author chooses its titles, paths and branches. GitHub looks for mentions, references and addresses
in what is left after Markdown was read, where an escape no longer counts, so a zero-width space breaks them up.
"""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup

from nexus.markup import escape

MAX_LENGTH = 300
"""Characters of one text; more is no name of anything."""

_BREAK = "\u200b"
_UNSEEN = {"Cc", "Cf", "Co", "Cs"}
"""Categories of characters that steer a terminal or the direction of text, or that can't be written at all."""
_TRIGGER = re.compile(r"@|#(?=[\d\[])|:(?=:|//)|(?:gh-|www|mailto|xmpp)(?=[\d.:])", re.IGNORECASE)
"""Where a mention, a reference, an address or a workflow's command would begin."""


def plain(text: str) -> str:
    """Return a text on one line, without what a terminal or a workflow's log would take for a command."""
    visible = (" " if char.isspace() else char for char in text[: MAX_LENGTH + 1])
    shown = " ".join("".join(char for char in visible if unicodedata.category(char) not in _UNSEEN).split())
    shown = f"{shown[:MAX_LENGTH]}…" if len(text) > MAX_LENGTH else shown
    return _TRIGGER.sub(rf"\g<0>{_BREAK}", shown)


def safe(value: object) -> Markup:
    """Return a value's text as Markdown that shows that text and nothing else, anywhere but where a line begins."""
    if isinstance(value, Markup):
        return value
    # Behind another character, what would begin a block needs no escape: `/a/` stays an address to be copied.
    return escape(f".{plain(str(value))}")[1:]
