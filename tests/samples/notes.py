"""Reads the fenced samples of a Markdown note into a Sybil document."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from sybil import Document, Region
from sybil.typing import Evaluator

FOLDERS = ("projects", "learnings", "challenges-solutions", "resources", "docs")
PROSE = ("text", "http", "markdown")
OUTPUT = "Output"
NOTE = "note"

TITLE = re.compile(r"""\btitle=(?P<quote>["'])(?P<title>.*?)(?P=quote)""")
NOT_RUN = re.compile(r"\(not run: (?P<reason>.*\S)\s*\)")
FILE_NAME = re.compile(r"[\w.-]+\.(?:js|mjs|json)")
FRONT_MATTER = re.compile(r"\A---\n.*?^---$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Sample:
    """One fence of a note, with the Output fence that directly follows it."""

    note: str
    line: int
    language: str
    title: str
    source: str
    expected: str | None = None
    expected_line: int = 0

    @property
    def place(self) -> str:
        """Where the fence opens, as `path:line`."""
        return f"{self.note}:{self.line}"

    @property
    def is_output(self) -> bool:
        """Whether this is an Output fence."""
        return self.language == "text" and self.title == OUTPUT

    @property
    def file_name(self) -> str:
        """The file that this is, if its title is the name of one that later samples may use."""
        return self.title if FILE_NAME.fullmatch(self.title) else ""

    @property
    def not_run(self) -> str | None:
        """The reason the note gives for a sample that cannot run."""
        match = NOT_RUN.search(self.title)
        return match["reason"] if match else None


def find_notes(root: Path) -> list[Path]:
    """Lists the Markdown files of a repository whose samples are run."""
    notes = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*.md"))]
    readme = root / "README.md"
    return [readme, *notes] if readme.is_file() else notes


def read_note(path: Path, root: Path, evaluator: Evaluator) -> Document:
    """Reads a note into a document with one example for each sample."""
    name = path.relative_to(root).as_posix()

    def parse(document: Document) -> Iterator[Region]:
        line_starts = [0, *(match.end() for match in re.finditer("\n", document.text))]
        for sample in read_samples(document.text, name):
            start = line_starts[sample.line - 1]
            yield Region(start, start, parsed=sample, evaluator=evaluator)

    document = Document.parse(str(path), parse)
    document.namespace[NOTE] = name
    return document


def read_samples(text: str, note: str) -> Iterator[Sample]:
    """Yields the samples of a Markdown text in order, as CommonMark sees them."""
    text = FRONT_MATTER.sub(lambda match: "\n" * match[0].count("\n"), text)
    previous: Sample | None = None
    for block in read_blocks(MarkdownIt("commonmark").parse(text), note):
        if block is not None and block.is_output and previous is not None:
            yield Sample(
                note=note,
                line=previous.line,
                language=previous.language,
                title=previous.title,
                source=previous.source,
                expected=block.source,
                expected_line=block.line,
            )
            previous = None
            continue
        if previous is not None:
            yield previous
            previous = None
        if block is None:
            continue
        if block.is_output:
            yield block
        elif block.language not in PROSE:
            if block.not_run:
                yield block
            else:
                previous = block
    if previous is not None:
        yield previous


def read_blocks(tokens: Iterable[Token], note: str) -> Iterator[Sample | None]:
    """Yields each code block, and None for whatever stands between two of them."""
    for token in tokens:
        if token.type not in {"fence", "code_block"} or token.map is None:
            yield None
            continue
        language, _, rest = token.info.strip().partition(" ")
        title = TITLE.search(rest)
        yield Sample(
            note=note,
            line=token.map[0] + 1,
            language=language,
            title=title["title"] if title else "",
            source=token.content,
        )
