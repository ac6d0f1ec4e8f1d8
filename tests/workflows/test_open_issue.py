"""A report goes into the one issue that is open, and only where there is none a new one is opened."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from support.small_sites import ROOT

GH = """\
#!/usr/bin/env bash
echo "$@" >> "$CALLS"
case "$1 $2" in
  "issue list") printf '%s' "$OPEN" ;;
  "issue edit" | "issue create") cp "${@: -1}" "$BODY" ;;
esac
"""
"""Stands in for GitHub's program: notes its arguments, and keeps the body of an issue."""


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """The file in which the stand-in notes what it was asked for."""
    program = tmp_path / "bin" / "gh"
    program.parent.mkdir()
    program.write_text(GH, encoding="utf-8")
    program.chmod(0o755)
    return tmp_path / "calls"


def report(calls: Path, content: bytes, number: str) -> str:
    """Hand a report over while the issue of that number is open, and return the issue's text."""
    root = calls.parent
    (root / "report.txt").write_bytes(content)
    environment = {
        "PATH": f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "CALLS": str(calls),
        "BODY": str(root / "body"),
        "OPEN": number,
    }
    command = [
        str(ROOT / ".ci" / "open-issue"),
        "broken-links",
        "Links that lead nowhere",
        str(root / "report.txt"),
    ]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return (root / "body").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "last"),
    [("", "issue create --title Links that lead nowhere --label broken-links"), ("7", "issue edit 7")],
)
def test_one_issue_is_opened_or_updated(calls: Path, number: str, last: str) -> None:
    body = report(calls, b"learnings/a.md:3:1: gone @someone <b>\n", number)
    asked = calls.read_text(encoding="utf-8").splitlines()
    assert [line.split(" --", 1)[0] for line in asked[:2]] == ["label create broken-links", "issue list"]
    assert len(asked) == 3
    assert asked[2].startswith(f"{last} --body-file ")
    assert body == "~~~~~~~~~~text\nlearnings/a.md:3:1: gone @someone <b>\n\n~~~~~~~~~~\n"


def test_a_report_is_cut_to_what_an_issue_holds_between_two_characters(calls: Path) -> None:
    body = report(calls, b"x" + "é".encode() * 50_000, "")
    assert len(body.encode()) < 65_536
    assert body.endswith("é\n~~~~~~~~~~\n")
