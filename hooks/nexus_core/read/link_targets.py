"""What a text links to: read from its Markdown links, outside code."""

from __future__ import annotations

import re

from nexus_core.read.paths import resolve

_FENCE = re.compile(r"\n {0,3}(`{3,}|~{3,})[^\n]*\n(?:(?! {0,3}\1[`~]*[ \t]*$)[^\n]*\n)*+[^\n]*+", re.MULTILINE)
_CODE = re.compile(r"(``*)[^`].*?\1", re.DOTALL)
_LINK = re.compile(r"\[(?<!!\[)(?:[^\[\]]|\[[^\[\]]*+\])*+\]\(\s*<?([^)\s>]+)")
_REFERENCE = r"|^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)"
_LINK_OR_REFERENCE = re.compile(_LINK.pattern + _REFERENCE, re.MULTILINE)


def link_targets(path: str, body: str) -> tuple[str, ...]:
    """Return the repository paths that the body of the note at a path links to, each once, in order."""
    if "](" not in body and "]:" not in body:
        return ()
    text = _CODE.sub("", _FENCE.sub("\n", f"\n{body}"))
    found = _LINK_OR_REFERENCE.findall(text) if "]:" in text else ((link, "") for link in _LINK.findall(text))
    targets = (resolve(path, inline or reference) for inline, reference in found)
    return tuple(dict.fromkeys(target for target in targets if target and target != path))
