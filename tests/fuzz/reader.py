"""Feeds the reader whatever bytes Atheris finds to reach new code; fails where one raises or misplaces a problem.

    pip install -e '.[dev,fuzz]'
    python tests/fuzz/reader.py -max_total_time=600 -max_len=4096 -timeout=10 .cache/fuzz

Options are libFuzzer's, https://llvm.org/docs/LibFuzzer.html#options. The folder keeps what was found, so that the
next run goes on from there; it has to exist.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "hooks"))

with atheris.instrument_imports(include=["nexus", "yaml", "markdown_it"]):
    from nexus.catalogue import Catalogue
    from nexus.directives import find
    from nexus.field_types import References
    from nexus.frontmatter import split
    from nexus.kinds import KINDS, kind_of
    from nexus.markdown_cost import check_cost
    from nexus.markdown_text import blocks
    from nexus.note import Note
    from nexus.problem import Problem
    from nexus.secrets import tokens_in
    from nexus.source_text import decode
    from nexus.validation import validate
    from nexus.wikilinks import links

MAX_WIDTH = 10_000
"""Characters that a printed problem may have, whatever it is about."""


def read(data: bytes) -> None:
    """Read the bytes as a note of a kind that their length chooses, and look at each problem."""
    kind = KINDS[len(data) % len(KINDS)]
    path = f"{kind.folder}/note.md"
    file = decode(path, data)
    front, body, body_line, problems = split(path, file.text)
    problems = [*file.problems, *problems, *check_cost(path, body, body_line)]
    fields, found = validate(kind.fields, front, lambda: References(path, Catalogue(), {}))
    known = fields or kind.fields()
    note = Note(path, kind_of(path), known, front, body, body_line)
    problems += [*found, *tokens_in(note)]
    _ = note.title, note.minutes, find(note), list(links(note)), list(blocks(body))
    for problem in problems:
        check(problem, file.text.count("\n") + 1)


def check(problem: Problem, lines: int) -> None:
    """Hold a problem to a place in its file, and to a text that can be printed."""
    assert 1 <= problem.span.line <= lines, problem
    assert problem.span.column >= 1, problem
    assert problem.span.width >= 1, problem
    printed = problem.render()
    assert printed.isascii() or printed.encode(), problem
    assert len(printed) < MAX_WIDTH, problem
    assert printed.count("\n") in {0, 2}, problem


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
