"""Turns a file's bytes into text, whatever they are: what is no text becomes � and a problem."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from nexus_core.problems.characters import NON_PRINTABLE
from nexus_core.problems.problem import Problem
from nexus_core.read.positions import line_at, span_at

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks, the longer ones first, since one begins with another."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Markdown file as it was read."""

    path: str
    """Path from the repository root, with forward slashes."""
    text: str
    """Its text with `\\n` line breaks and without a byte order mark."""
    problems: tuple[Problem, ...] = ()


def decode(path: str, data: bytes) -> SourceFile:
    """Return the text of a Markdown file, and what is wrong with its encoding."""
    text, problems = _decoded(path, data)
    text = _with_plain_ends(text)
    unfit = NON_PRINTABLE.search(text)
    if not unfit:
        return SourceFile(path, text, problems)
    problem = Problem(
        path=path,
        span=span_at(text, unfit.start()),
        code="unfit-character",
        message=f"a non-printable character (U+{ord(unfit[0]):04X})",
        hint="remove it",
        source_line=line_at(text, unfit.start()),
    )
    return SourceFile(path, NON_PRINTABLE.sub("�", text), problems or (problem,))


def _with_plain_ends(text: str) -> str:
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _decoded(path: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a file, and a problem if it is not UTF-8."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "") or _unmarked(data)
    if encoding:
        text = data.decode(encoding, errors="replace").lstrip("\ufeff")
        return text, (_not_utf_8(path, text, 0),)
    try:
        return data.decode(), ()
    except UnicodeDecodeError as error:
        text = data.decode(errors="replace")
        before = data[: error.start].decode(errors="replace")
        return text, (_not_utf_8(path, text, len(before)),)


def _unmarked(data: bytes) -> str:
    """Return which UTF-16 a file without a mark is in: every other byte of its spaces and line ends is null."""
    nulls = data.count(0)
    if not nulls or len(data) % 2 or nulls * 10 < len(data):
        return ""
    odd = data[1::2].count(0)
    return "utf-16-le" if odd == nulls else "utf-16-be" if odd == 0 else ""


def _not_utf_8(path: str, text: str, position: int) -> Problem:
    before, text = _with_plain_ends(text[:position]), _with_plain_ends(text)
    return Problem(
        path=path,
        span=span_at(text, len(before)),
        code="not-utf-8",
        message="the file is not UTF-8",
        hint="save it as UTF-8",
        source_line=line_at(text, len(before)),
    )
