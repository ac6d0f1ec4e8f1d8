"""Runs the `nexus` command in this process, in a portfolio of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nexus_cli import main
from support.small_sites import BASE, write

Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A portfolio without a problem, as the current folder."""
    write(tmp_path, {**BASE, "challenges-solutions/performance-issues/README.md": "# Performance issues\n"})
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


@pytest.fixture
def nexus(root: Path) -> Run:
    """The command: `nexus("check", "--strict")` gives its result."""

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments, catch_exceptions=False)

    return run
