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

with atheris.instrument_imports(include=["nexus_core", "yaml", "markdown_it"]):
    from nexus_core.checks import check_body
    from nexus_core.model.catalogue import Catalogue
    from nexus_core.model.note import Note
    from nexus_core.model.portfolio import Portfolio
    from nexus_core.problems.problem import Problem
    from nexus_core.read.decoding import decode
    from nexus_core.read.frontmatter import split_front_matter
    from nexus_core.read.markdown import headings
    from nexus_core.schema.field_types import References
    from nexus_core.schema.kinds import KINDS, kind_of
    from nexus_core.schema.validation import validate

MAX_WIDTH = 10_000
"""Characters that a printed problem may have, whatever it is about."""


def read(data: bytes) -> None:
    """Read the bytes as a note of a kind that their length chooses, and look at each problem."""
    kind = KINDS[len(data) % len(KINDS)]
    path = f"{kind.folder}/note.md"
    file = decode(path, data)
    front, body, body_line, problems = split_front_matter(path, file.text)
    fields, found = validate(kind.fields, front, References(path, Catalogue().find_name, Catalogue().suggest))
    known = fields or kind.fields()
    note = Note(path, kind_of(path), known, front, body, body_line)
    problems = [*file.problems, *problems, *found, *check_body(note, Portfolio({path: note}, Catalogue()))]
    _ = note.title, note.minutes, note.directives, note.names, note.targets, list(headings(body))
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
