"""Finds the samples of a note: its fences of code, each with the `Output` fence that follows it.

A sample's digest is of all that runs with it: its own code and `Output`, and the samples before it, which it may
build on. While the digest is the same, what a record says of the sample is true of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from nexus_core.read.markdown_code import fenced_code

LANGUAGES = {
    "python": "python",
    "py": "python",
    "python3": "python",
    "sql": "sql",
    "postgres": "sql",
    "postgresql": "sql",
    "javascript": "javascript",
    "js": "javascript",
    "mjs": "javascript",
    "bash": "bash",
    "sh": "bash",
    "shell": "bash",
    "json": "json",
    "yaml": "yaml",
    "yml": "yaml",
    "toml": "toml",
    "graphql": "graphql",
}
"""The languages that can be run or checked, by what fences call them."""

OUTPUT = "Output"
"""The title of a fence of text that says what the sample before it prints."""

_INFO = re.compile(r"[ \t]*\{?[ \t]*\.?(?P<language>[\w+#-]*)(?P<rest>[^\n]*)")
_TITLE = re.compile(r"""\btitle=(?P<quote>["'])(?P<title>.*?)(?P=quote)""")
_NOT_RUN = re.compile(r"\(not run: (?P<reason>.*\S)\s*\)")
_FILE_NAME = re.compile(r"[\w-][\w.-]*\.(?:js|mjs|json)")
_SIGN = re.compile("```+|~~~+")
_QUOTE = re.compile(r"[ \t]*>[ ]?")
_TAB = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """One fence of code."""

    line: int
    """The line of the file on which the fence opens."""
    language: str
    """One of the values of `LANGUAGES`, or what the fence says where that is another."""
    title: str
    source: str
    is_closed: bool
    """Whether the fence has an end."""
    end: int
    """The offset in the text after the fence, or after its `Output`."""
    margin: str
    """What stands before the sign that closes it: the indentation of a list, the mark of a quote."""
    expected: str | None = None
    """What it prints, by its `Output` fence."""
    expected_line: int = 0
    """The line on which the `Output` fence opens."""
    digest: str = ""

    @property
    def file_name(self) -> str:
        """The file that this is, if its title is the name of one that later samples may use."""
        return self.title if _FILE_NAME.fullmatch(self.title) else ""

    @property
    def not_run(self) -> str | None:
        """The reason that the note gives for a sample that can't run."""
        match = _NOT_RUN.search(self.title)
        return match["reason"] if match else None

    @property
    def is_output(self) -> bool:
        """Whether this is an `Output` fence."""
        return self.language == "text" and self.title == OUTPUT

    @property
    def is_run(self) -> bool:
        """Whether this is code that can be run or checked."""
        return self.language in LANGUAGES.values() and self.not_run is None


def read_samples(text: str, first_line: int = 1) -> list[Sample]:
    """Return the fences of a note's text that have a language, in order; `Output` fences only where they stray.

    Args:
        text: the text below the front matter.
        first_line: the line of the file on which it begins.
    """
    samples: list[Sample] = []
    before, end = hashlib.blake2b(digest_size=20), -1
    for fence in _fences(text, first_line):
        last = samples[-1] if samples else None
        gap = text[end : fence[1]] if last else "-"
        found, end = fence[0], fence[0].end
        if found.is_output and last and last.expected is None and not gap.strip(" \t\n>"):
            samples[-1] = _sample(last, before, found)
            continue
        if last and last.is_run:
            _add(before, last.language, last.title, last.source)
        if found.language:
            samples.append(_sample(found, before, None))
    return samples


def _sample(sample: Sample, before: hashlib.blake2b, output: Sample | None) -> Sample:
    """Return a sample with its output, if it has one, and its digest."""
    own = before.copy()
    expected = output.source if output else None
    _add(own, sample.language, sample.title, sample.source, repr(expected))
    return Sample(
        sample.line,
        sample.language,
        sample.title,
        sample.source,
        sample.is_closed and (output is None or output.is_closed),
        output.end if output else sample.end,
        output.margin if output else sample.margin,
        expected,
        output.line if output else 0,
        own.hexdigest(),
    )


def _add(digest: hashlib.blake2b, *parts: str) -> None:
    for part in parts:
        digest.update(f"{len(part)} {part}".encode("utf-8", "surrogatepass"))


def _fences(text: str, first_line: int) -> Iterator[tuple[Sample, int]]:
    """Yield each fence with the offset at which its line begins."""
    if "```" not in text and "~~~" not in text:
        return
    found, unclosed = fenced_code(text)
    line, counted = first_line, 0
    for start, end in [*found, *([(unclosed, len(text))] if unclosed < len(text) else [])]:
        begins = text.rfind("\n", 0, start) + 1
        line, counted = line + text.count("\n", counted, start), start
        yield _fence(text[begins:start], text[start:end], line, end, is_last=start == unclosed), begins


def _fence(lead: str, code: str, line: int, end: int, *, is_last: bool) -> Sample:
    opening, *lines = code.split("\n")
    info = _INFO.match(opening.lstrip("`~"))
    language = info["language"].lower() if info else ""
    title = _TITLE.search(info["rest"]) if info else None
    closing = lines[-1] if lines else ""
    sign = _SIGN.search(closing)
    is_closed = sign is not None and not is_last
    inside = lines[:-1] if is_closed else lines
    if lead:
        inside = [_unindented(each, lead) for each in inside]
    return Sample(
        line,
        LANGUAGES.get(language, language),
        title["title"] if title else "",
        "".join(f"{each}\n" for each in inside),
        is_closed,
        end,
        closing[: sign.start()] if sign else "",
    )


def _unindented(line: str, lead: str) -> str:
    """Return a line of code without what stands before the fence that it is in."""
    for _ in range(lead.count(">")):
        mark = _QUOTE.match(line)
        line = line[mark.end() :] if mark else line
    width = len(lead.rpartition(">")[2].expandtabs(_TAB).removeprefix(" " if ">" in lead else ""))
    expanded = line.expandtabs(_TAB) if line[:width].strip(" ") else line
    blanks = len(expanded) - len(expanded.lstrip(" "))
    return expanded[min(blanks, width) :]
