"""Follows the includes of pymdownx.snippets, so that a fault is told where it is written, not where it lands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from nexus_core.read.written_links import SourceText

_LINE = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<escape>;*)-{1,}8<-{1,}[ \t]+(?P<quote>[\"'])(?P<name>[^\"'\n]+)(?P=quote)[ \t]*$",
    re.MULTILINE,
)
_BLOCK = re.compile(
    r"^[ \t>]*(?P<escape>;*)-{1,}8<-{1,}[ \t]*\n(?P<names>.*?)^[ \t>]*-{1,}8<-{1,}[ \t]*$", re.MULTILINE | re.DOTALL
)
_SECTION = re.compile(r"(?P<path>.+?)(?::(?P<part>[\w-]+|-?\d*(?::-?\d*)?(?:,-?\d*(?::-?\d*)?)*))?$")


class Include(NamedTuple):
    """A file that a source includes."""

    name: str
    """As it is written."""
    offset: int
    file: Path | None
    """The file, or None where there is none."""
    missing_part: str = ""
    """The section of the file that it asks for and lacks."""


def includes(source: SourceText, folders: Sequence[Path]) -> Iterator[Include]:
    """Yield the includes of a file; they work in code too, https://facelessuser.github.io/pymdown-extensions/extensions/snippets/."""
    if "8<-" not in source.text:
        return
    blocks = [match for match in _BLOCK.finditer(source.text) if not match["escape"]]
    for match in _LINE.finditer(source.text):
        inside = any(block.start() < match.start() < block.end() for block in blocks)
        if not match["escape"] and not inside:
            yield from _include(match["name"], match.start("name"), folders)
    for block in blocks:
        for name in re.finditer(r"^[ \t>]*(?P<name>[^\s;#][^\n]*?)[ \t]*$", block["names"], re.MULTILINE):
            yield from _include(name["name"], block.start("names") + name.start("name"), folders)


def _include(name: str, offset: int, folders: Sequence[Path]) -> Iterator[Include]:
    if re.match(r"https?://", name):
        return
    match = _SECTION.match(name)
    path, part = (match["path"], match["part"] or "") if match else (name, "")
    file = next((folder / path for folder in folders if (folder / path).is_file()), None)
    missing = ""
    if file is not None and re.search(r"[A-Za-z_]", part):
        text = file.read_text(encoding="utf-8", errors="replace")
        if not re.search(rf"-{{1,}}8<-{{1,}}[ \t]*\[\s*start\s*:\s*{re.escape(part)}\s*\]", text):
            missing = part
    yield Include(name, offset, file, missing)
