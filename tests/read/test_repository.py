"""Whatever lies in the note folders, reading it ends: with the file, or with a problem that says where and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.model.loading import load
from nexus_core.read.repository import MAX_DEPTH
from support.small_sites import repository_in, write


@pytest.mark.parametrize(
    ("settings", "size", "is_read"),
    [
        ("", 4_000_000, True),
        ("", 5_000_000, False),
        ("extra: { note_limit: 8 }\n", 5_000_000, True),
        ("extra: { note_limit: 0.5 }\n", 600_000, False),
        ("extra: { note_limit: none }\n", 5_000_000, False),
    ],
)
def test_a_note_has_a_limit_which_is_a_setting(settings: str, size: int, is_read: bool, tmp_path: Path) -> None:
    with (write(tmp_path, {"mkdocs.yml": settings, "learnings/a.md": ""}) / "learnings/a.md").open("wb") as file:
        file.write(b"# Large\n")
        file.truncate(size)
    file_read = repository_in(tmp_path).read("learnings/a.md")
    assert file_read.text.startswith("# Large") is is_read
    if not is_read:
        assert file_read.problems[0].message == f"is too large for a note: {size:,} bytes"


@pytest.mark.parametrize("name", ["d", "d" * 200])
def test_folders_that_lie_too_deep_are_a_problem(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "learnings"
    depth = 0
    while depth < MAX_DEPTH + 3 and len(str(folder)) < 3500:
        folder, depth = folder / name, depth + 1
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("# A\n", encoding="utf-8")
    loaded = load(repository_in(tmp_path))
    assert [problem.message for problem in loaded.problems] == ["this folder lies too deep"]
    assert not loaded.portfolio.notes
