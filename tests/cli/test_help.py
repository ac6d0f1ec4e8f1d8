"""Every command explains itself, with examples that are lines to copy."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from cli.conftest import Run
from nexus_cli import main


@pytest.mark.parametrize("name", sorted(main.commands))
def test_each_command_explains_itself_with_examples(nexus: Run, name: str) -> None:
    shown = nexus(name, "--help").stdout
    assert f"\n  Examples:\n    nexus {name}" in shown
    assert "\\b" not in shown
    assert all(option.help for option in main.commands[name].params if option.param_type_name == "option")


def test_the_overview_names_every_command_in_a_whole_sentence() -> None:
    shown = CliRunner().invoke(main, ["--help"]).stdout
    commands = [line for line in shown.partition("To begin:\n")[2].splitlines() if line.startswith("  ")]
    assert sorted(line.split()[0] for line in commands) == sorted(main.commands)
    assert all(line.endswith(".") and not line.endswith("...") for line in commands)
