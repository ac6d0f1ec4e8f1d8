"""A folder is replaced at once: whenever a process is killed, what is there is the old one or the new one."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from nexus_core.storage.folder_swap import FolderSwap
from support.killing import SIGNALS, changes, run, tree
from support.small_sites import write

OLD = {"out/a": "old", "out/gone": "old", "out/.git/HEAD": "ref", "out/.keep": ""}
HIDDEN = {".git": None, ".git/HEAD": b"ref", ".keep": b""}
NEW = {"a": b"new", "b": b"new", **HIDDEN}


def stage(root: Path) -> None:
    """Replace the folder in this process."""
    with FolderSwap(root / "out") as swap:
        write(swap.new, {"a": "new", "b": "new"})
        swap.publish()


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: signal.Signals(number).name)
def test_a_process_may_be_ended_at_any_moment(tmp_path: Path, number: int) -> None:
    command, report = ("support.swapping", "out"), tmp_path / "report"
    old = tree(write(tmp_path / "first", OLD) / "out")
    total = changes(tmp_path / "first", command, report)
    assert tree(tmp_path / "first") == {"out": None, **{f"out/{path}": data for path, data in NEW.items()}}
    assert total > 10
    for moment in range(1, total + 1):
        root = write(tmp_path / str(moment), OLD)
        assert run(root, command, report, moment, number) != 0
        FolderSwap(root / "out").close()
        assert [path.name for path in root.iterdir()] == ["out"], moment
        assert tree(root / "out") in (old, NEW), moment


def test_what_another_process_is_making_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    with FolderSwap(tmp_path / "out") as other:
        write(other.new, {"a": "other"})
        stage(tmp_path)
        assert tree(tmp_path / "out") == NEW
        other.publish()
    assert tree(tmp_path / "out") == {"a": b"other", **HIDDEN}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_folders_that_others_made_are_left_alone(tmp_path: Path) -> None:
    others = {".out-backup/a": "x", ".out/a": "x", "out.old/a": "x", ".outer.nexus-x/a": "x"}
    stage(write(tmp_path, {**OLD, **others}))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["out", *(p.split("/")[0] for p in others)])


def test_a_folder_that_can_not_be_moved_is_filled_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self == tmp_path / "out":
            raise OSError(16, "Device or resource busy")
        return rename(self, target)

    write(tmp_path, OLD)
    monkeypatch.setattr(Path, "rename", refused)
    stage(tmp_path)
    assert tree(tmp_path / "out") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_new_folder_that_can_not_be_moved_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(13, "Permission denied")
        return rename(self, target)

    old = tree(write(tmp_path, OLD) / "out")
    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError, match="Permission denied"):
        stage(tmp_path)
    assert tree(tmp_path / "out") == old
