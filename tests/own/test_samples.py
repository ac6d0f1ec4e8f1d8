"""Of this portfolio alone: another author replaces this file. Its notes' samples run, and its projects' tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from nexus_core.model.loading import load
from nexus_core.read.run_record import PATH
from nexus_core.read.samples import LANGUAGES, read_samples
from nexus_core.schema.kinds import FOLDERS
from nexus_samples.languages import PROSE
from support.skipping import absent
from support.small_sites import ROOT, repository_in

VOUCHED = frozenset((ROOT / "tests/own/notes.txt").read_text(encoding="utf-8").splitlines())
"""The notes whose samples all have to run. In any other, one without an `Output` fence promises nothing."""


@pytest.mark.parametrize(
    ("paths", "ran", "tests"),
    [(["learnings"], 150, 0), (["README.md", *(folder for folder in FOLDERS if folder != "learnings")], 20, 3)],
    ids=["learnings", "the rest"],
)
def test_samples_run_and_the_tests_of_the_projects_pass(
    tmp_path: Path, paths: list[str], ran: int, tests: int
) -> None:
    # A copy: what a build of this repository marks is not to change while other tests run.
    for folder in FOLDERS:
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("node_modules", "__pycache__")
        )
    shutil.copy(ROOT / "README.md", tmp_path)
    for name in ("mkdocs.yml", ".ci"):
        (tmp_path / name).symlink_to(ROOT / name)
    command = [sys.executable, "-m", "support.command", "samples", "--root", str(tmp_path), "--format", "json"]
    path = os.pathsep.join(sys.path)
    run = subprocess.run(
        [*command, *(str(tmp_path / path) for path in paths)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode in (0, 1), run.stderr
    problems = json.loads(run.stdout)["problems"]
    missing = [each for each in problems if each["code"] == "missing-tool"]
    wrong = [each for each in problems if each["severity"] == "error" or each["path"] in VOUCHED]
    assert [each for each in wrong if each not in missing] == []
    runs = json.loads((tmp_path / PATH).read_text(encoding="utf-8"))["runs"].values()
    kinds = Counter(each["what"] for each in runs if each["passed"])
    if missing:
        absent(missing[0]["message"])
    assert kinds["ran"] >= ran
    assert kinds["tests"] == tests


def test_every_fence_of_the_notes_is_run_or_says_why_not() -> None:
    known = {*LANGUAGES.values(), *PROSE}
    portfolio = load(repository_in(ROOT)).portfolio
    samples = ((note, sample) for note in portfolio.notes.values() for sample in read_samples(note.body))
    found = [(note.path, each.title) for note, each in samples if each.language not in known and not each.not_run]
    assert [place for place in found if place[0] in VOUCHED] == []
