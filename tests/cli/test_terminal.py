"""In a terminal the commands ask and use colour; in a pipe they do neither and never wait."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

from cli.conftest import Run
from support.small_sites import write

PATIENCE = 20
NEXUS = [sys.executable, "-c", "from nexus_cli import main; main()"]


def in_terminal(root: Path, *arguments: str, answers: dict[str, str] | None = None) -> tuple[int, str]:
    """Run the command in a terminal of its own, answer what it asks, and return its exit code and all it shows."""
    ours, theirs = pty.openpty()
    path = os.pathsep.join(sys.path)
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": path}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen(
        [*NEXUS, *arguments], cwd=root, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    shown, waiting, end = "", dict(answers or {}), time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                shown += os.read(ours, 4096).decode()
            except OSError:  # the other side is closed: the command has ended
                break
        asked = next((question for question in waiting if shown.rstrip().endswith(question)), None)
        if asked:
            os.write(ours, f"{waiting.pop(asked)}\n".encode())
    os.close(ours)
    return process.wait(timeout=PATIENCE), shown


def test_new_asks_for_what_it_was_not_told(root: Path) -> None:
    answers = {
        "Kind (project, learning, challenge, resource):": "challenge",
        "Title:": "Orders page takes nine seconds",
        "Folder (performance-issues):": "performance-issues",
    }
    code, shown = in_terminal(root, "new", answers=answers)
    path = "challenges-solutions/performance-issues/orders-page-takes-nine-seconds.md"
    assert (code, shown.splitlines()[-1]) == (0, path), shown
    assert (root / path).is_file()


def test_check_underlines_in_colour(root: Path) -> None:
    write(root, {"learnings/a.md": "---\nskills: [Pythn]\n---\n"})
    code, shown = in_terminal(root, "check", "--no-advice")
    assert code == 1
    assert "\x1b[1mlearnings/a.md:2:10:\x1b[0m" in shown
    assert "\x1b[31m      |          ^^^^^\x1b[0m" in shown


def test_nothing_is_asked_and_nothing_coloured_in_a_pipe(nexus: Run, root: Path) -> None:
    write(root, {"learnings/a.md": "---\nskills: [Pythn]\n---\n"})
    assert nexus("new").exit_code == 2
    assert "\x1b" not in nexus("check").output
