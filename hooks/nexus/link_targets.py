"""What a text links to: read from its Markdown links, outside code."""

from __future__ import annotations

import re

from nexus.links import resolve

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+)[^`].*?\1", re.DOTALL)
_LINK = re.compile(
    r"(?<!!)\[(?:[^\[\]]|\[[^\[\]]*+\])*+\]\(\s*<?([^)\s>]+)|^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)", re.MULTILINE
)


def link_targets(path: str, body: str) -> tuple[str, ...]:
    """Return the repository paths that the body of the note at a path links to, each once, in order."""
    if "](" not in body and "]:" not in body:
        return ()
    text = _CODE.sub("", _FENCE.sub("", body))
    found = (resolve(path, inline or reference) for inline, reference in _LINK.findall(text))
    return tuple(dict.fromkeys(target for target in found if target and target != path))
