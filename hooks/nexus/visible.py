"""Makes visible what a terminal would obey, a workflow's log would take for a command, or nobody would see."""

from __future__ import annotations

import re

_CLASS = (
    "\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
)
INVISIBLE = re.compile(f"[{_CLASS}]")
"""A control character, one that steers the direction of text, or one that is none; a tab is none of these."""

_COMMAND = re.compile(r"(?<=#)#(?=\[)")
"""GitHub's runner looks for `##[command]` anywhere in a line,
https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs."""


def visible(text: str) -> str:
    """Return a text of the same length in which nothing acts and nothing hides."""
    return _COMMAND.sub("\uff03", INVISIBLE.sub(_picture, text))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    # Unicode has pictures of the first 32 and of DEL, https://www.unicode.org/charts/PDF/U2400.pdf.
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
