"""Writes Markdown from data: templates whose every printed value is escaped unless it is Markdown already.

`markupsafe.Markup` marks a string as finished, here as Markdown rather than HTML: Jinja then joins, indents and
passes such strings on without touching them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from markupsafe import escape as escape_xml

from nexus_core.model.catalogue import Skill
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.showing import QuotedSample
from nexus_core.problems.characters import NON_PRINTABLE_CLASS
from nexus_core.read.paths import relative
from nexus_core.write.shared_markdown import CLOSE, MARKS, TO
from nexus_core.write.view import View

GUARD = Markup("<!-- -->")
"""Stands before HTML that the site adds to a note's text. Python-Markdown reads an unfinished tag in the text,
such as `a <b` in prose, on to the next `>`; that one is the guard's, and what follows is safe."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_MARK = re.compile(f"[{MARKS}]")
_CONTROL = re.compile(f"[{NON_PRINTABLE_CLASS}{MARKS}]")
_ALWAYS = re.compile(r"[\\`*_\[\]{}|]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "~": "&#126;", "^": "&#94;", "$": "&#36;"}
_ENTITY = re.compile(r"[&<>~^$]|:(?=[\w+-]+:)|=(?==)|\+(?=\+\w)")
_BLOCK_START = re.compile(r"(?:[-+#=:!?/%@]|\d+(?=[.)]))")


def escape(value: object) -> Markup:
    """Return a value's text as Markdown that shows exactly that text, on one line, wherever it is put.

    What several Markdown dialects agree on is escaped with a backslash, the rest as a character reference.
    """
    return value if isinstance(value, Markup) else _escaped("" if value is None else str(value))


@lru_cache(maxsize=5000)
def _escaped(text: str) -> Markup:
    text = " ".join(_CONTROL.sub("", text).split())
    text = _ALWAYS.sub(r"\\\g<0>", text)
    text = _ENTITY.sub(lambda match: _ENTITIES.get(match[0], f"&#{ord(match[0])};"), text)
    start = _BLOCK_START.match(text)
    if start:
        # A list, heading, admonition or the like would begin here, if the text begins a line.
        last = start.end() - 1
        text = f"{text[:last]}&#{ord(text[last])};{text[last + 1 :]}"
    return Markup(text)  # noqa: S704  (this is where text becomes safe)


def address(url: str) -> Markup:
    """Return a checked web address as it can stand between the brackets of a Markdown link."""
    table = {"(": "%28", ")": "%29", "|": "%7C", "*": "%2A", "_": "_", " ": "%20", "&": "&amp;"}
    return Markup("".join(table.get(char, char) for char in url))  # noqa: S704


def fenced(sample: QuotedSample) -> Markup:
    """Return the lines of a sample as a block of code that nothing in them ends."""
    longest = max(map(len, re.findall("`+", sample.source)), default=0)
    fence = "`" * max(3, longest + 1)
    return Markup(f"{fence}{sample.language}\n{without_marks(sample.source)}\n{fence}")  # noqa: S704


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of Markdown will stand: what it can link to, and from where."""

    view: View
    path: str
    """The repository path of the page's source, which relative links start from."""
    level: int = 2
    """The level of the first heading that the piece may use."""

    @property
    def portfolio(self) -> Portfolio:
        """What the piece can show."""
        return self.view.portfolio

    def to(self, target: Note | Skill | str) -> Markup:
        """Return the relative link to a note, a skill's page or a repository path."""
        return Markup(relative(self.path, self._path(target)))  # noqa: S704

    def _path(self, target: Note | Skill | str) -> str:
        if isinstance(target, Skill):
            return self.portfolio.page_of(target)
        return target if isinstance(target, str) else target.path

    def shared(self, skill: Skill, caller: Callable[[Place], Markup]) -> Markup:
        """Return the mark of some shared Markdown about a skill, which `caller` writes once for all pages."""
        anywhere = _PathIndependentPlace(self.view, "")
        mark = self.view.shared.mark(("entry", skill), lambda: str(caller(anywhere)))
        return Markup(mark)  # noqa: S704

    def link(self, target: Note | Skill) -> Markup:
        """Return the link to a note or a skill by its name, which is written once for all pages.

        A skill that no note names has no page, and so no link.
        """
        name = target.title if isinstance(target, Note) else target.name
        if isinstance(target, Skill) and not self.portfolio.has_page(target):
            return escape(name)
        write = partial("[{}]({})".format, escape(name), _PathIndependentPlace(self.view, "").to(target))
        return Markup(self.view.shared.mark(("link", target), write))  # noqa: S704

    def heading(self, deeper: int = 0) -> Markup:
        """Return the number signs of a heading on this level or some levels below it."""
        return Markup("#" * min(6, self.level + deeper))  # noqa: S704


class _PathIndependentPlace(Place):
    """No place in particular: where its links lead is written down instead."""

    def to(self, target: Note | Skill | str) -> Markup:
        """Return the repository path of a target, marked."""
        return Markup(f"{TO}{self._path(target)}{CLOSE}")  # noqa: S704


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        finalize=escape,
        autoescape=True,  # makes macros and blocks return Markup, which `escape` then leaves alone
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )
    environment.filters["address"] = address
    environment.filters["counted"] = counted
    environment.filters["day"] = written_day
    environment.filters["fenced"] = fenced
    environment.filters["xml"] = escape_xml
    return environment


def written_day(when: dt.date) -> str:
    """Return a day as prose has it: 30 November 2026."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return `1 note` or `3 notes`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def without_marks(text: str) -> str:
    """Return an author's text without what could be taken for a mark."""
    return _MARK.sub("", text)


def render(template: str, place: Place, **data: Any) -> Markup:
    """Fill a template of this package (its path below `write/`) with data and tidy its blank lines."""
    text = _environment().get_template(template).render(place=place, portfolio=place.portfolio, **data)
    return Markup(re.sub(r"\n{3,}", "\n\n", text).strip())  # noqa: S704
