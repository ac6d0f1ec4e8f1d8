"""Files are written all or none, whatever ends or fails meanwhile, and nothing is left behind."""

from __future__ import annotations

import errno
import json
import os
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from nexus_core.storage.files import undo_abandoned, write_file, write_files
from support.killing import SIGNALS, changes, run, tree
from support.small_sites import write
from support.writing import WAYS

OLD = {"old": "old", "there/old": "old", "there/.keep": ""}
FAILURES = (-errno.ENOSPC, -errno.EACCES)


@pytest.mark.parametrize("ends", [SIGNALS, FAILURES], ids=["ended", "failing"])
@pytest.mark.parametrize("way", WAYS)
def test_a_process_may_end_or_fail_at_any_moment(tmp_path: Path, way: str, ends: tuple[int, ...]) -> None:
    command, report = ("support.writing", way), tmp_path / "report"
    whole = write(tmp_path / "whole", OLD)
    before = tree(whole)
    total = changes(whole, command, report)
    after = tree(whole)
    assert before.keys() <= after.keys()
    assert before != after
    for moment in range(1, total + 1):
        root = write(tmp_path / str(moment), OLD)
        failed = run(root, command, report, moment, ends[moment % len(ends)]) != 0
        if failed and ends is FAILURES:
            assert tree(root) == before, moment
        undo_abandoned(root)
        assert tree(root) in (before, after), moment


def long(path: str) -> str:
    return path.replace("LONG", "é" * 150)


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("path", ["LONG", "made/LONG", "LONG/a", "there/LONG/deep/a", "old/a"])
def test_a_path_that_can_not_be_leaves_nothing_behind(tmp_path: Path, path: str, overwrite: bool) -> None:
    root = write(tmp_path, OLD)
    before = tree(root)
    with pytest.raises(OSError, match=r"too long|Not a directory") as caught:
        write_files(root, {"made/a": "a", long(path): "b"}, overwrite=overwrite)
    assert str(caught.value.filename).startswith(str(root / long(path).partition("/")[0]))
    assert tree(root) == before


def test_a_file_that_exists_is_overwritten_only_where_that_is_meant(tmp_path: Path) -> None:
    root = write(tmp_path, OLD)
    before = tree(root)
    with pytest.raises(FileExistsError) as caught:
        write_files(root, {"a": "a", "old": "new"})
    assert caught.value.filename == str(root / "old")
    assert tree(root) == before
    write_files(root, {"a": "a", "old": "new"}, overwrite=True)
    assert tree(root) == {**before, "a": b"a", "old": b"new"}


@pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")
def test_modes_and_symlinks_stay(tmp_path: Path) -> None:
    root = write(tmp_path, OLD)
    (root / "old").chmod(0o640)
    (root / "link").symlink_to("old")
    for content in ("first", "second"):
        write_file(root / "link", content)
        write_files(root, {"link": content * 2}, overwrite=True)
        assert (root / "link").is_symlink()
        assert (root / "old").read_text(encoding="utf-8") == content * 2
        assert (root / "old").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("several", [False, True])
def test_a_read_only_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, several: bool) -> None:
    # Whoever is root may write to any file.
    monkeypatch.setattr(os, "access", lambda path, mode: bool(os.stat(path).st_mode & 0o200))  # noqa: PTH116
    root = write(tmp_path, OLD)
    (root / "old").chmod(0o444)
    before = tree(root)
    with pytest.raises(PermissionError) as caught:
        write_files(root, {"a": "", "old": "new"}, overwrite=True) if several else write_file(root / "old", "new")
    assert caught.value.filename == str(root / "old")
    assert tree(root) == before


HOSTILE: Mapping[str, str] = {
    "no JSON": "{",
    "no lists": json.dumps({"files": ["old"]}),
    "no paths": json.dumps([[1, None], [2]]),
    "a name that is too long": json.dumps([["a" * 300], ["b" * 300]]),
    "what isn't in the tree": json.dumps([["old", "../outside/old"], ["../outside/empty", "../../empty"]]),
}


@pytest.mark.parametrize("plan", HOSTILE.values(), ids=HOSTILE)
def test_a_scratch_folder_that_no_process_of_ours_has_left_touches_nothing(tmp_path: Path, plan: str) -> None:
    root = write(tmp_path / "root", OLD)
    outside = write(tmp_path / "outside", {"old": "old"})
    (outside / "empty").mkdir()
    kept = tree(root), tree(outside)
    left = ".nexus-files-x"
    files = {"plan.json": plan, "new/0": "old", "new/1": "old", "new/0.old": "hostile", "new/1.old": "hostile"}
    write(root, {f"{left}/{path}": text for path, text in files.items()})
    assert undo_abandoned(root) == []
    assert (tree(root), tree(outside)) == kept


def test_what_was_edited_since_is_not_undone(tmp_path: Path) -> None:
    root, report = write(tmp_path / "root", OLD), tmp_path / "report"
    moment = changes(write(tmp_path / "whole", OLD), ("support.writing", "new"), report)
    while not (root / "there/c").exists() or not list(root.glob(".nexus-files-*/plan.json")):
        root = write(tmp_path / str(moment), OLD)
        run(root, ("support.writing", "new"), report, moment, signal.SIGTERM)
        moment -= 1
    (root / "made/b").write_text("edited since", encoding="utf-8")
    assert undo_abandoned(root) == ["made/deep/a", "there/c"]
    made = {"made": None, "made/b": b"edited since"}
    assert tree(root) == {**tree(write(tmp_path / "fresh", OLD)), **made}
