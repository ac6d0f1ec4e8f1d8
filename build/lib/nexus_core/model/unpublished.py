"""Tells which notes and which files beside them only their author is shown, and why.

Whatever may be meant to hide a note hides it: to publish what should have stayed private can't be undone.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import unquote

from nexus_core.model.note import Note
from nexus_core.problems.problem import Problem, Severity
from nexus_core.read.paths import resolve
from nexus_core.read.written_links import SourceText
from nexus_core.read.yaml_block import YamlBlock

_FALSE = frozenset({"", "false", "no", "off", "n", "0"})
_TRUE = frozenset({"true", "yes", "on", "y", "1"})
_HIDES = ("draft", "private")
_SHOWS = ("published", "publish", "dgpublish")
_BEGINS = ("publishdate", "published", "pubdate", "publishon")
_ENDS = ("expirydate", "expirationdate", "expires", "unpublishdate")
_ANY = re.compile(
    r"""^[ \t]*["'{]?[ \t]*(?P<name>draft|private|(?:dg[-_]?)?publish(?:ed)?|(?:publish|expiry)[-_]?date)["']?"""
    r"""[ \t]*[:=](?P<value>.*)""",
    re.IGNORECASE | re.MULTILINE,
)
"""The same fields in front matter that can't be read, whatever it is written in."""


def today() -> date:
    """Return the day on which the site is built: that of `SOURCE_DATE_EPOCH`, or the clock's."""
    try:
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC).date()
    except (KeyError, ValueError, OverflowError, OSError):
        return datetime.now(UTC).date()


def hiding_field(front: YamlBlock, unread: str, day: date) -> str | None:
    """Return the name of the field that hides a note, or None.

    Args:
        front: the note's front matter.
        unread: the text of front matter that couldn't be read.
        day: the day on which the site is built.
    """
    for name, value in front.fields.items():
        if _hides(re.sub("[-_ ]", "", str(name)).casefold(), value, day):
            return str(name)
    for match in _ANY.finditer(unread):
        word = match["value"].strip(" \t\"',}").casefold()
        if match["name"].casefold() not in map(str.casefold, front.fields) and _hides(
            re.sub("[-_]", "", match["name"]).casefold(), word, day
        ):
            return match["name"]
    return None


def _hides(name: str, value: object, day: date) -> bool:
    if value is None:
        return False
    word = value.strip().casefold() if isinstance(value, str) else str(value).casefold()
    if name in _HIDES:
        return word not in _FALSE
    when = _day(value)
    if name in _SHOWS and when is None:
        # A date in words says when it was published; any other word that isn't "yes" says that it isn't.
        return word not in _TRUE and not any(sign.isdigit() for sign in word.removeprefix("0"))
    if name in _BEGINS:
        return when is not None and when > day
    return name in _ENDS and when is not None and when <= day


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return (value if value.tzinfo is None else value.astimezone(UTC)).date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        return None


def told(front: YamlBlock, field: str | None) -> Problem:
    """Return what is said of a note that a field hides, or the settings where it is none."""
    reason = f"'{field}' says so" if field else "'draft_docs' in mkdocs.yml names it"
    message = f"this note is not published: {reason}"
    problem = front.problem((field,) if field in front.fields else (), "not-published", message, key=True)
    return replace(problem, severity=Severity.ADVICE)


def files_of_drafts(drafts: Collection[Note], shown: Iterable[Note], files: Collection[str]) -> frozenset[str]:
    """Return the files that belong to drafts alone: that they show or lie beside, and that no other note shows."""
    if not drafts:
        return frozenset()
    shown = list(shown)
    hidden_folders, folders = {note.folder for note in drafts}, {note.folder for note in shown}
    linked = {path for note in drafts for path in _shown_by(note)}
    beside = {path for path in files if _owner(path, hidden_folders, folders)}
    wanted = (linked | beside) & set(files)
    names = {posixpath.basename(path) for path in wanted}
    for note in shown if wanted else ():
        text = f"{note.front.source}\n{note.text}"
        if any(name in text or name in unquote(text) for name in names):
            wanted -= set(_shown_by(note))
    return frozenset(wanted)


def _owner(path: str, hidden: Collection[str], shown: Collection[str]) -> bool:
    """Return whether the nearest notes above a file are all drafts."""
    folder = posixpath.dirname(path)
    while folder and folder not in shown and folder not in hidden:
        folder = posixpath.dirname(folder)
    return folder in hidden and folder not in shown


def _shown_by(note: Note) -> Iterator[str]:
    """Yield the repository paths that a note's text and front matter lead to."""
    for link in SourceText(note.path, f"---\n{note.front.source}---\n{note.text}").links:
        target = resolve(note.path, link.read)
        if target:
            yield target
    for value in re.findall(r"[^\s\"'\[\]{},:]+\.\w+", note.front.source):
        yield posixpath.normpath(posixpath.join(note.folder, unquote(value)))
        yield posixpath.normpath(unquote(value))
