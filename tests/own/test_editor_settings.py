"""Of this portfolio alone: another author replaces this file. The editor settings that it keeps."""

from __future__ import annotations

from click.testing import CliRunner

from nexus_cli import main
from support.small_sites import ROOT


def test_they_know_the_skills_of_the_catalogue() -> None:
    """`nexus schema` writes them anew after a skill is added."""
    assert CliRunner().invoke(main, ["schema", "--check", "--root", str(ROOT)]).exit_code == 0
