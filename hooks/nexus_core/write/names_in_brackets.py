"""Links by name: `[[PostgreSQL]]` leads to the skill's page, `[[N+1 queries]]` to the note of that title.

`[[name|words]]` shows other words. In code, brackets stay brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from nexus_core.problems.problem import MAX_LINE, Problem, Span
from nexus_core.problems.spelling import did_you_mean
from nexus_core.read.paths import relative

if TYPE_CHECKING:
    from nexus_core.model.note import Note
    from nexus_core.model.portfolio import Portfolio

MAX_COMPARED = 100_000
"""Names that are compared with unknown ones, all in all: as many as a portfolio needs, some seconds for a vault of
thousands of notes that link to each other in another tool's way."""

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


def check_wikilinks(notes: Iterable[Note], portfolio: Portfolio) -> Iterator[Problem]:
    """Yield a problem for each link whose name is neither a skill nor a note's title."""
    compared = 0
    for note in notes:
        for match in links(note):
            name = match["name"].strip()
            if portfolio.find_named(name) is None:
                compared += len(portfolio.names)
                is_sought = compared <= MAX_COMPARED
                yield _unknown(note, match, did_you_mean(name, portfolio.names) if is_sought else "")


def _unknown(note: Note, match: re.Match[str], hint: str) -> Problem:
    line = note.body.count("\n", 0, match.start())
    start = note.body.rfind("\n", 0, match.start()) + 1
    return Problem(
        path=note.path,
        span=Span(note.body_line + line, match.start() - start + 1, len(match[0])),
        code="unknown-name",
        message=f"no skill and no note is called '{match['name'].strip()}'",
        hint=hint,
        source_line=note.body[start : match.end() + MAX_LINE].partition("\n")[0],
        target=match[0],
    )


def with_links(body: str, path: str, portfolio: Portfolio) -> str:
    """Return the body of the note at `path` with its links by name as Markdown links; unknown names as words."""

    def link(match: re.Match[str]) -> str:
        if not match["name"]:
            return match[0]
        words = (match["words"] or match["name"]).strip()
        target = portfolio.find_named(match["name"].strip())
        return f"[{words}]({relative(path, target)})" if target else words

    return _TOKEN.sub(link, body) if _BEGINNING.search(body) else body
