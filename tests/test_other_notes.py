"""The commands and the strict build pass on other notes: with a project less, and with another author's."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.other_notes import CHANGES, changed_copy, run


@pytest.fixture(scope="module", params=CHANGES)
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return changed_copy(request.param, tmp_path_factory.mktemp("other") / "repository")


@pytest.mark.xdist_group("other notes")
@pytest.mark.parametrize(
    "command",
    [("check",), ("links",), ("readme", "--check")],
    ids=" ".join,
)
def test_a_command_finds_nothing_wrong(root: Path, command: tuple[str, ...]) -> None:
    run(root, "-c", "from nexus_cli import main; main()", *command)


@pytest.mark.xdist_group("other notes")
def test_the_site_builds_without_a_warning(root: Path) -> None:
    run(root, "-m", "mkdocs", "build", "--strict", "--site-dir", str(root.parent / "site"))
