"""Reads from git which lines a change added or altered, so that only these have to be checked."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

from nexus_core.read.git_revision import RevisionError, run_git

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")

_DIFF = (
    "-c",
    "core.quotePath=true",
    "diff",
    "--unified=0",
    "--inter-hunk-context=0",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--find-renames",
    "--relative",
    "--submodule=short",
    "--src-prefix=a/",
    "--dst-prefix=b/",
)
"""The user's settings must not change the form of the diff."""


def changed_lines(root: Path, base: str) -> frozenset[tuple[str, int]]:
    """Return the path and number of each line that the current commit adds or alters since it left a base.

    What is not committed is not looked at. A file that was only renamed has no changed line, nor has a binary one.

    Args:
        root: the folder that paths are relative to, in a git repository.
        base: a branch, a tag or a commit.

    Raises:
        RevisionError: there is no such revision, git can't compare with it, or it isn't a name at all.
    """
    if base.startswith("-"):
        raise RevisionError(f"'{base}' is an option where a revision belongs")
    if not base or ".." in base:
        raise RevisionError(f"'{base}' is not one revision: name a commit, a branch or a tag")
    run = run_git(root, *_DIFF, "--end-of-options", f"{base}...", "--")
    if run.returncode:
        reason = os.fsdecode(run.stderr).strip().partition("\n")[0].removeprefix("fatal: ") or "git failed"
        raise RevisionError(
            f"git can't compare with '{base}': {reason}: fetch it first (in GitHub Actions, fetch-depth: 0)"
        )
    return frozenset(_added(run.stdout))


def _added(diff: bytes) -> Iterator[tuple[str, int]]:
    """Yield the lines that a diff adds; the counts of a hunk tell its lines from headers that look like them."""
    path = ""
    lines = iter(diff.split(b"\n"))
    for line in lines:
        if line.startswith(b"diff --git "):
            path = ""
        elif line.startswith(b"+++ "):
            path = _path(line[4:])
        elif hunk := _HUNK.match(line):
            removed, first, added = (1 if count is None else int(count) for count in hunk.groups())
            # A remark that a line has no line break isn't counted. It leaves a line of the hunk over, which is
            # the last of its file, so that nothing that looks like a header misleads what follows.
            for _ in range(removed + added):
                next(lines, b"")
            for number in range(first, first + added):
                yield path, number


def _path(name: bytes) -> str:
    """Return the path in a header: unquoted, without its prefix and without the tab after a path with spaces."""
    name = name.removesuffix(b"\t")
    if name.startswith(b'"'):  # escaped as in C, and so as in a literal of Python
        name = ast.literal_eval(f"b{name.decode('ascii')}")
    return os.fsdecode(name.removeprefix(b"b/"))
