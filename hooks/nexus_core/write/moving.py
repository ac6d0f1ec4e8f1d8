"""What a move of a note or folder changes in the texts of a portfolio: links to it and in it, and its old address.

Only addresses are replaced, each in its place, so that whatever else an author has written stays as it is.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from nexus_core.read.frontmatter import split_front_matter
from nexus_core.read.html_addresses import html_addresses
from nexus_core.read.markdown import prose, without_html_blocks
from nexus_core.read.markdown_links import Definition, InlineLink, address_as_read, definitions, inline_links
from nexus_core.read.paths import page_address, relative, resolve
from nexus_core.read.yaml_block import YamlBlock
from nexus_core.write.yaml_text import scalar


class Move(NamedTuple):
    """A note or a folder that goes from one repository path to another."""

    old: str
    new: str

    def of(self, path: str) -> str:
        """Return where a path is after the move; the path itself where it isn't moved."""
        if path == self.old or path.startswith(f"{self.old}/"):
            return self.new + path[len(self.old) :]
        return path


class _Change(NamedTuple):
    start: int
    end: int
    text: str


def after_move(texts: Mapping[str, str], move: Move) -> dict[str, str]:
    """Return the new text of each Markdown file that a move changes, by the path that it has then.

    Links that lead to what is moved, or from it, lead where they led before; so do `image` and `project`. A note
    whose page gets another address has its old one among its `aliases`.
    """
    found = {}
    for path, text in texts.items():
        new = _changed(text, sorted(set(_changes(path, text, move))))
        if page_address(move.of(path)) != page_address(path):
            new = with_alias(path, new, f"/{quote(page_address(path))}")
        if new != text:
            found[move.of(path)] = new
    return found


def _changes(path: str, text: str, move: Move) -> Iterator[_Change]:
    note = split_front_matter(path, text)
    start = len(text) - len(note.body)
    plain = without_html_blocks(note.body)
    links: list[InlineLink | Definition] = [*inline_links(plain), *definitions(plain)]
    written = [(link.address, link.offset, True) for link in links]
    written += ((each.address, each.offset, False) for each in html_addresses(prose(note.body)))
    for address, offset, is_markdown in written:
        new = _address(path, address_as_read(address) if is_markdown else address, move)
        if new:
            yield _Change(start + offset, start + offset + len(address), new)
    for name, mend in (("image", _address), ("project", _project)):
        value = note.front.fields.get(name)
        if isinstance(value, str) and (mended := mend(path, value, move)):
            yield _value(text, note.front, name, mended)


def _address(path: str, address: str, move: Move) -> str | None:
    """Return what a link in a file becomes; None where it stays as it is."""
    target = resolve(path, address) if address else None
    here = move.of(path)
    if target is None or target == path or resolve(here, address) == move.of(target):
        return None
    parts = urlsplit(address)
    folder = "/" if parts.path.endswith("/") else ""
    rest = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return relative(here, move.of(target)) + folder + rest


def _project(path: str, value: str, move: Move) -> str | None:
    old, new = move.old.rpartition("/")[2], move.new.rpartition("/")[2]
    return new if value == old else move.of(value) if move.of(value) != value else None


def _value(text: str, front: YamlBlock, name: str, new: str) -> _Change:
    span = front.locate((name,))
    start = _offset(text, span.line) + span.column - 1
    return _Change(start, start + span.width, scalar(new))


def _offset(text: str, line: int) -> int:
    """Return where a line of a text begins, by its number from 1."""
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1])


def _changed(text: str, changes: Iterable[_Change]) -> str:
    for change in reversed(list(changes)):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def with_alias(path: str, text: str, address: str) -> str:
    """Return the text of the note at a path with an old address among its `aliases`."""
    note = split_front_matter(path, text)
    aliases = note.front.fields.get("aliases")
    if address in (aliases if isinstance(aliases, list) else ()):
        return text
    if not note.front.source.strip():
        return f"---\naliases: [{scalar(address)}]\n---\n\n{text}" if not text.startswith("---") else text
    if not isinstance(aliases, list) or not aliases:
        end = _offset(text, note.front.first_line) + len(note.front.source)
        return (
            f"{text[:end]}aliases: [{scalar(address)}]\n{text[end:]}"
            if "aliases" not in note.front.fields
            else text
        )
    place = note.front.locate(("aliases", 0))
    start = _offset(text, place.line) + place.column - 1
    line = text[_offset(text, place.line) : start]
    separator = f"\n{line}" if line.strip() == "-" else ", "
    return f"{text[:start]}{scalar(address)}{separator}{text[start:]}"


def destination(new: str, old: str, *, is_folder: bool, existing: bool) -> str:
    """Return the repository path that something gets which is moved to a path as a person gives it.

    Args:
        new: the path: of the thing itself, or of a folder that is there.
        old: where it is now.
        is_folder: whether it is a folder rather than a note.
        existing: whether `new` is a folder that is there.
    """
    if existing:
        return posixpath.join(new, posixpath.basename(old))
    return new if is_folder or posixpath.splitext(new)[1] else f"{new}{posixpath.splitext(old)[1]}"
