"""What a new portfolio is made of: nothing is wrong with it, whatever README it begins with."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from nexus_cli import main
from nexus_core.checks import check_portfolio
from nexus_core.model.loading import load
from nexus_core.problems.problem import Severity
from nexus_core.schema.kinds import SECTIONS
from nexus_init.skeleton import Answers, skeleton
from support.small_sites import ROOT, repository_in, write

DAY = dt.date(2026, 1, 2)
ANSWERS = Answers("alx-project-nexus>=1", 'Ada "the first": Lovelace')
READMES = sorted((ROOT / "tests/importing/readmes").glob("*.md"))


def init(folder: Path, *arguments: str) -> str:
    done = CliRunner().invoke(main, ["init", str(folder), *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    root = write(tmp_path, skeleton(ANSWERS, DAY))
    loaded = load(repository_in(root), drafts=True)
    assert [each for each in check_portfolio(loaded) if each.severity is not Severity.ADVICE] == []
    assert loaded.portfolio.profile.name == ANSWERS.name
    assert {note.kind for note in loaded.portfolio.notes.values() if note.is_draft} == set(SECTIONS)


def test_its_workflows_use_the_actions_of_this_repositorys() -> None:
    """Those are kept up to date by Dependabot, which doesn't see templates."""
    used = {
        place: set(re.findall(r"uses: (.*)", "\n".join(path.read_text(encoding="utf-8") for path in folder)))
        for place, folder in {
            "here": list((ROOT / ".github/workflows").glob("*.yml")),
            "there": list((ROOT / "hooks/nexus_init/skeleton/dot_github/workflows").glob("*.yml")),
        }.items()
    }
    assert used["there"] - used["here"] == set()
    assert used["there"]


def test_its_workflows_run_what_its_requirements_bring() -> None:
    folder = ROOT / "hooks/nexus_init/skeleton/dot_github/workflows"
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.yml")]
    commands = re.findall(r"^ +run: (.*)", "\n".join(texts), re.MULTILINE)
    programs = ("python -m pip install ", "mkdocs build ")
    mine = [command for command in commands if not command.startswith(programs)]
    assert {command.split()[0] for command in mine} == {"nexus"}
    assert {command.split()[1] for command in mine} == {"check", "links", "samples"}


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.stem)
def test_it_begins_with_the_notes_of_a_readme(readme: Path, tmp_path: Path) -> None:
    said = init(tmp_path / "mine", "--from", str(readme), "--name", "Ada Lovelace")
    assert re.search(r"\d+ (project|challenge|learning)", said)
    loaded = load(repository_in(tmp_path / "mine"))
    assert [each for each in check_portfolio(loaded) if each.severity is not Severity.ADVICE] == []
    assert loaded.portfolio.profile.name == "Ada Lovelace"


def test_what_is_worked_out_from_the_notes_is_current(tmp_path: Path) -> None:
    root = tmp_path / "mine"
    assert "mkdocs serve" in init(root, "--name", "Ada")
    for command in ("schema", "readme"):
        assert CliRunner().invoke(main, [command, "--check", "--root", str(root)]).exit_code == 0


def test_without_a_name_it_has_none_and_asks_nobody(tmp_path: Path) -> None:
    init(tmp_path / "mine")
    front = (tmp_path / "mine/docs/index.md").read_text(encoding="utf-8").split("---")[1]
    assert yaml.safe_load(front)["profile"]["name"] is None


@pytest.mark.parametrize(
    ("files", "arguments", "said"),
    [
        ({"mine/a.txt": "A"}, [], "is not empty"),
        ({}, ["--from", "gone.md"], "gone.md can't be read"),
        ({"empty.md": "\n"}, ["--from", "empty.md"], "empty.md is empty"),
    ],
)
def test_what_can_not_be_begun_is_told_and_nothing_written(
    files: dict[str, str], arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path, files))
    done = CliRunner().invoke(main, ["init", "mine", *arguments])
    assert done.exit_code == 2
    assert said in done.output
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == set(files)
