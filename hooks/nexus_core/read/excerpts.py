"""Cuts a sample to the lines that tell most of how it uses something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

MOST_LINES = 12
"""Lines of a sample that are quoted."""

_IMPORT = re.compile(r"\s*(?:import|from|#include|using|use|package)\b|.*\brequire\(")


_FUNCTION = re.compile(r"(?:async )?(?:def|function|func|fn) (?!__)\w", re.ASCII)
_COMMENTS = ("#", "//", "--", "/*", "*", '"""', "@")


def excerpt(code: str, used: Sequence[int]) -> str:
    """Return the block of a sample that uses the most, cut where it is long; all of a short sample.

    Args:
        code: the sample.
        used: the lines, from 0, on which it uses what is to be shown; none where it is all in that language.
    """
    lines = code.split("\n")
    if len(lines) <= MOST_LINES:
        return code.rstrip()
    begins = (n for n in range(1, len(lines)) if not lines[n - 1].strip() and lines[n][:1].strip())
    blocks = [range(start, end) for start, end in pairwise((0, *begins, len(lines)))]
    block = max(blocks, key=lambda block: _weight(lines, block, used))
    first = next((use for use in used if use in block), block.start)
    start = max(block.start, min(first - MOST_LINES // 3, block.stop - MOST_LINES))
    return "\n".join(lines[start : min(block.stop, start + MOST_LINES)]).rstrip()


def telling_line(code: str, used: Sequence[int]) -> str:
    """Return the line of a sample that tells most: one that uses something, or else that begins a function.

    A line that only imports comes last.
    """
    lines = code.split("\n")
    usual = [line.strip() for line in (map(lines.__getitem__, used) if used else lines)]
    usual = [line for line in usual if line and not line.startswith(_COMMENTS)]
    telling = usual if used else [line for line in usual if _FUNCTION.match(line)]
    return next((line for line in (*telling, *usual) if not _IMPORT.match(line)), usual[0] if usual else "")


def _weight(lines: Sequence[str], block: range, used: Sequence[int]) -> int:
    """Return how much a block tells: by its uses, of which imports are the least, or by not being imports."""
    if used:
        return sum(1 if _IMPORT.match(lines[use]) else 2 for use in used if use in block)
    return min(2, sum(bool(lines[n].strip()) and not _IMPORT.match(lines[n]) for n in block))
