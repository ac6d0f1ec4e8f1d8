"""`nexus migrate` rewrites older notes, all or none, says what it left, and has nothing to do the second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Run
from support.small_sites import write

OLD = "---\nsummary: Old  # mine\ncreated: 2024-01-02\n---\n\n# A\n"
NEW = "---\ndescription: Old  # mine\ndate: 2024-01-02\n---\n\n# A\n"
NOTES = {"learnings/a.md": OLD, "learnings/b.md": OLD.replace("\n", "\r\n")}


def read(path: Path) -> str:
    return path.read_bytes().decode()


def test_older_notes_are_rewritten_and_a_second_run_changes_nothing(nexus: Run, root: Path) -> None:
    write(root, NOTES)
    first = nexus("migrate")
    assert first.exit_code == 0
    assert "learnings/a.md: 'summary' is 'description' today; 'created' is 'date' today\n" in first.stdout
    assert first.stderr == "2 notes rewritten\n"
    assert [read(root / path) for path in NOTES] == [NEW, NEW.replace("\n", "\r\n")]
    again = nexus("migrate")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "0 notes rewritten\n")


def test_a_dry_run_prints_the_difference_and_writes_nothing(nexus: Run, root: Path) -> None:
    write(root, NOTES)
    result = nexus("migrate", "--dry-run", "learnings/a.md")
    assert result.exit_code == 0
    assert result.stdout == (
        "--- learnings/a.md\n+++ learnings/a.md\n@@ -1,6 +1,6 @@\n"
        " ---\n-summary: Old  # mine\n-created: 2024-01-02\n"
        "+description: Old  # mine\n+date: 2024-01-02\n ---\n \n # A\n"
    )
    assert result.stderr == "1 note to be rewritten\n"
    assert read(root / "learnings/a.md") == OLD


@pytest.mark.parametrize(
    ("left", "place"),
    [
        (b"---\nsummary: [a\n---\n", "learnings/c.md:2:10: a list that lacks its ']'"),
        (b"---\nsummary: \xff\n---\n", "learnings/c.md:2:10: the file is not UTF-8"),
    ],
)
def test_a_note_that_cannot_be_read_is_left_and_said_and_the_others_are_rewritten(
    nexus: Run, root: Path, left: bytes, place: str
) -> None:
    write(root, {**NOTES, "learnings/c.md": left})
    result = nexus("migrate")
    assert result.exit_code == 1
    assert place in result.stdout
    assert result.stderr == "2 notes rewritten, 1 problem\n"
    assert (root / "learnings/c.md").read_bytes() == left
    assert read(root / "learnings/a.md") == NEW


def test_all_notes_are_written_or_none(nexus: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, NOTES)
    real = Path.replace

    def full(self: Path, target: Path) -> Path:
        if Path(target).name == "b.md":
            raise OSError(28, "No space left on device", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    result = nexus("migrate")
    assert result.exit_code == 2
    assert "nothing is changed" in result.stderr
    assert {path: read(root / path) for path in NOTES} == NOTES
    assert sorted(path.name for path in (root / "learnings").iterdir()) == ["a.md", "b.md"]


@pytest.mark.parametrize("path", ["nowhere.md", ".."])
def test_a_path_that_is_not_there_cannot_be_migrated(nexus: Run, root: Path, path: str) -> None:
    assert nexus("migrate", path).exit_code == 2


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (OLD, ":2:1: advice: 'summary' is 'description' today: run 'nexus migrate'"),
        ("---\nschema_version: 0\n---\n", ":2:1: advice: 'schema_version' has an older value: it is '1' today"),
        ("---\nschema_version: 2\n---\n", ":2:17: the newest version of the fields is 1: update alx-project-nexus"),
        ("---\nschema_version: -1\n---\n", ":2:17: the newest version of the fields is 1"),
    ],
)
def test_the_check_says_what_is_older(nexus: Run, root: Path, note: str, said: str) -> None:
    write(root, {"learnings/a.md": note})
    assert f"learnings/a.md{said}" in nexus("check").stdout
