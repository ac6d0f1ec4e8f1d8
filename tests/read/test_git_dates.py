"""Dates that a note doesn't give come from git, through renames, and are never guessed."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest

from nexus_core.model.loading import load
from nexus_core.read.git_dates import read_history
from nexus_core.schema.kinds import FOLDERS
from support.small_sites import repository_in, write


def git(root: Path, *arguments: str, day: str = "2024-01-01") -> None:
    moment = f"{day}T12:00:00+00:00"
    names = {f"GIT_{who}_{what}": "x@y.z" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    settings = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-c", "protocol.file.allow=always", "-C", str(root), *arguments]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **names, **settings})


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "origin"
    root.mkdir()
    git(root, "init", "-q")
    steps = {
        "2024-01-02": {"learnings/a.md": "# A\n", "docs/index.md": "# Home\n"},
        "2024-02-03": {"learnings/b.md": "".join(f"Line {number}\n" for number in range(30))},
        "2024-03-04": {"learnings/a.md": "# A\n\nMore.\n", "learnings/c.md": "---\ndate: 2020-01-01\n---\n"},
    }
    for day, files in steps.items():
        write(root, files)
        git(root, "add", "-A")
        git(root, "commit", "-qm", day, day=day)
    git(root, "mv", "learnings/b.md", "learnings/ü b.md")
    git(root, "commit", "-qm", "rename", day="2024-04-05")
    write(root, {"learnings/new.md": "# Not committed\n"})
    return root


def test_dates_are_those_of_the_first_and_the_last_commit(repository: Path) -> None:
    dates = {
        path: (d.created.isoformat(), d.updated) for path, d in read_history(repository, FOLDERS).dates.items()
    }
    assert dates == {
        "docs/index.md": ("2024-01-02", None),
        "learnings/a.md": ("2024-01-02", dt.date(2024, 3, 4)),
        "learnings/c.md": ("2024-03-04", None),
        "learnings/ü b.md": ("2024-02-03", dt.date(2024, 4, 5)),
    }


def test_a_notes_own_date_wins_and_what_git_does_not_know_has_none(repository: Path) -> None:
    notes = load(repository_in(repository), history=read_history(repository, FOLDERS)).portfolio.notes
    dates = {path: note.dates.created.isoformat() if note.dates else None for path, note in notes.items()}
    assert dates["learnings/c.md"] == "2020-01-01"
    assert dates["learnings/a.md"] == "2024-01-02"
    assert dates["learnings/new.md"] is None


def test_a_shallow_clone_is_noticed_and_nothing_is_guessed(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "shallow")
    history = read_history(tmp_path / "shallow", FOLDERS)
    assert ("fetch with depth 0" in history.refusal, history.dates) == (True, {})


def test_outside_a_repository_there_is_no_date(tmp_path: Path) -> None:
    history = read_history(write(tmp_path, {"learnings/a.md": "# A\n"}), FOLDERS)
    assert (history.refusal, history.dates) == ("", {})


def test_git_that_refuses_the_repository_of_another_user_is_said(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    history = read_history(repository / "learnings", FOLDERS)
    assert "another user's: git config --global --add safe.directory" in history.refusal
    assert history.dates == {}


def test_a_repository_without_git_or_broken_is_said(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / ".git/HEAD").write_text("", encoding="utf-8")
    assert read_history(repository, FOLDERS).refusal.startswith("git can't read this repository: ")
    monkeypatch.setenv("PATH", "")
    assert read_history(repository, FOLDERS).refusal.endswith(": install it")


def test_the_first_commit_has_a_day_whatever_a_user_has_git_show(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"COUNT": "1", "KEY_0": "log.showRoot", "VALUE_0": "false"}
    for name, value in settings.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    assert read_history(repository, FOLDERS).dates["docs/index.md"].created == dt.date(2024, 1, 2)
