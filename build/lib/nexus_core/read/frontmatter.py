"""Splits a note into its front matter and its body."""

from __future__ import annotations

import re
from typing import NamedTuple

from nexus_core.problems.problem import Problem, Span
from nexus_core.read.foreign_front_matter import find_foreign_block
from nexus_core.read.yaml_block import YamlBlock, has_missing_space, parse_block

_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


class SplitNote(NamedTuple):
    """A note's text, split."""

    front: YamlBlock
    """The front matter; without fields if there is none or it can't be read."""
    body: str
    body_line: int
    """The line of the file on which the body begins, from 1."""
    problems: list[Problem]


def split_front_matter(path: str, text: str) -> SplitNote:
    """Split the text of the note at a path into front matter and body.

    A block opens with `---` on the first line and closes with `---` or `...` on a line of its own. A block that
    is never closed, can't be read or has another tool's syntax is a problem; the note then has no fields. A block
    of words between two rules is part of the body.
    """
    opening = _OPENING.match(text)
    if not opening:
        return _split_foreign(path, text)
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        problem = Problem(
            path=path,
            span=Span(1, 1, 3),
            code="unclosed-front-matter",
            message="the front matter is never closed",
            hint="end it with a line of three dashes",
            source_line=text.split("\n", 1)[0],
        )
        return SplitNote(YamlBlock(path), text[opening.end() :], 2, [problem])
    front, problems = parse_block(YamlBlock(path, text[opening.end() : closing.start()], first_line=2))
    if any(problem.code == "not-a-mapping" for problem in problems) and not has_missing_space(front):
        # The dashes are a rule above some text: losing the text is worse than losing the rule.
        return SplitNote(front, text[opening.end() :], 2, problems)
    body = text[closing.end() :].removeprefix("\n")
    body_line = 1 + text.count("\n", 0, len(text) - len(body))
    return SplitNote(front, body, body_line, problems)


def _split_foreign(path: str, text: str) -> SplitNote:
    """Split a text without front matter of ours; a block in another tool's syntax is not part of the body."""
    block = find_foreign_block(text)
    if block is None:
        return SplitNote(YamlBlock(path), text, 1, [])
    lines = text.split("\n")
    line = lines[block.first]
    problem = Problem(
        path=path,
        span=Span(block.first + 1, len(line) - len(line.lstrip()) + 1, len(line.strip())),
        code="foreign-front-matter",
        message=block.message,
        hint=block.hint,
        source_line=line,
    )
    body = "\n".join(lines[block.end :])
    if not block.is_yaml:
        return SplitNote(YamlBlock(path), body, block.end + 1, [problem])
    source = "\n".join(lines[block.first + 1 : block.end - 1]) + "\n"
    front, problems = parse_block(YamlBlock(path, source, first_line=block.first + 2))
    return SplitNote(front, body, block.end + 1, [problem, *problems])
