"""Says which lines a change added or altered, as git has it, so that only what is new needs to be checked."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from nexus_core.read.git_revision import RevisionError

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb'\\([0-7]{3}|[abtnvfr"\\])')
_LETTERS = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}

_DIFF = (
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
"""Nothing of the form of a diff is left to the user's settings."""


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
    environment = {name: value for name, value in os.environ.items() if name != "GIT_DIFF_OPTS"}
    environment |= {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", "-C", str(root), *_DIFF, "--end-of-options", f"{base}...", "--"]
    try:
        run = subprocess.run(command, capture_output=True, check=False, env=environment)  # noqa: S603
    except ValueError:
        raise RevisionError("a revision can't have a null character in its name") from None
    except OSError as error:
        raise RevisionError(f"git can't be run ({error.strerror}): install it") from None
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
    """Return the path in a header: without its prefix, unquoted, and without the tab after a blank."""
    name = name.removesuffix(b"\t")
    if name.startswith(b'"'):
        name = _ESCAPE.sub(_unescaped, name[1:-1])
    return os.fsdecode(name.removeprefix(b"b/"))


def _unescaped(match: re.Match[bytes]) -> bytes:
    escape = match[1]
    return bytes([int(escape, 8)]) if escape.isdigit() else _LETTERS.get(escape, escape)
