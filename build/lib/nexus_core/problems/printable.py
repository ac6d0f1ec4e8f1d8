"""Makes visible what a terminal would obey, a workflow's log would take for a command, or nobody would see."""

from __future__ import annotations

import json
import re
import unicodedata

from nexus_core.problems.characters import INVISIBLE

_COMMAND = re.compile(r"(?<=#)#(?=\[)")
"""GitHub's runner looks for `##[command]` anywhere in a line,
https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs."""


_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATES = "\u2066\u2067\u2068"
_END_OF_ISOLATE, _END_OF_EMBEDDING = "\u2069", "\u202c"


def closed(text: str) -> str:
    """Return a text that leaves the direction of what is printed behind it as it was.

    What it turns and doesn't turn back is turned back at its end, https://www.unicode.org/reports/tr9/.
    """
    ends: list[str] = []
    for turn in _TURNS.findall(text):
        if turn not in (_END_OF_ISOLATE, _END_OF_EMBEDDING):
            ends.append(_END_OF_ISOLATE if turn in _ISOLATES else _END_OF_EMBEDDING)
        elif turn in ends and (turn == _END_OF_ISOLATE or ends[-1] == turn):
            # An isolate ends with all that was begun in it; an embedding ends nothing around an isolate.
            while ends.pop() != turn:
                pass
    return text + "".join(reversed(ends))


def visible(text: str) -> str:
    """Return a text of the same length in which nothing acts and nothing hides."""
    return _COMMAND.sub("\uff03", INVISIBLE.sub(_picture, text))


def visible_json(data: object) -> str:
    """Return data as JSON in which nothing acts and nothing hides, and every text is what it was."""
    text = json.dumps(data, indent=2, ensure_ascii=False)
    lines = (INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", line) for line in text.split("\n"))
    return "\n".join(lines).replace("##[", "##\\u005b")


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    # Unicode has pictures of the first 32 and of DEL, https://www.unicode.org/charts/PDF/U2400.pdf.
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


_MAX_NAME = 300
"""Characters of one text; more is no name of anything."""

_ZERO_WIDTH_SPACE = "\u200b"
_STEERING = {"Cc", "Cf", "Co", "Cs"}
"""Categories of characters that steer a terminal or the direction of text, or that can't be written at all."""
_TRIGGER = re.compile(r"@|#(?=[\d\[])|:(?=:|//)|(?:gh-|www|mailto|xmpp)(?=[\d.:])", re.IGNORECASE)
"""Where a mention, a reference, an address or a workflow's command would begin."""


def one_line(text: str) -> str:
    """Return a text on one line, without what a terminal or a workflow's log would take for a command."""
    visible = (" " if char.isspace() else char for char in text[: _MAX_NAME + 1])
    shown = " ".join("".join(char for char in visible if unicodedata.category(char) not in _STEERING).split())
    shown = f"{shown[:_MAX_NAME]}…" if len(text) > _MAX_NAME else shown
    return _TRIGGER.sub(rf"\g<0>{_ZERO_WIDTH_SPACE}", shown)
