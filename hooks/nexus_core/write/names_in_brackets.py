"""Links by name: `[[PostgreSQL]]` leads to the skill's page, `[[N+1 queries]]` to the note of that title.

`[[name|words]]` shows other words. In code, brackets stay brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nexus_core.read.paths import relative

if TYPE_CHECKING:
    from nexus_core.model.note import Note
    from nexus_core.model.portfolio import Portfolio

_TOKEN = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?^ {0,3}(?P=fence)[`~]*[ \t]*$|.*\Z)"
    r"|(?<!`)(?P<tick>`++).*?(?<!`)(?P=tick)(?!`)"
    r"|^(?: {4}|\t)[^\n]*$"
    r"|(?<![\\!\[])\[\[(?P<name>[^\W\d_][^\[\]\n|]*)(?:\|(?P<words>[^\[\]\n]+))?\]\](?![\](])",
    re.MULTILINE | re.DOTALL,
)
"""Code of every sort, which is passed over, or a link by name. A name begins with a letter: [[1, 2]] is none."""
_BEGINNING = re.compile(r"\[\[[^\W\d_]")


def links(note: Note) -> Iterator[re.Match[str]]:
    """Yield the links by name in a note's body."""
    if _BEGINNING.search(note.body):
        yield from (match for match in _TOKEN.finditer(note.body) if match["name"])


def with_links(body: str, path: str, portfolio: Portfolio) -> str:
    """Return the body of the note at `path` with its links by name as Markdown links; unknown names as words."""

    def link(match: re.Match[str]) -> str:
        if not match["name"]:
            return match[0]
        words = (match["words"] or match["name"]).strip()
        target = portfolio.find_named(match["name"].strip())
        return f"[{words}]({relative(path, target)})" if target else words

    return _TOKEN.sub(link, body) if _BEGINNING.search(body) else body
