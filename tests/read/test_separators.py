"""Paths mean the same with either separator, whatever the machine has for one."""

from __future__ import annotations

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from nexus_core.read.paths import resolve
from nexus_core.read.repository import is_visible
from nexus_core.schema.kinds import FOLDERS
from support.small_sites import repository_in, write

POSIX, WINDOWS = PurePosixPath("/home/me/notes"), PureWindowsPath("C:\\Users\\me\\notes")


@pytest.mark.parametrize(
    ("inside", "visible"),
    [
        ("learnings/a.md", True),
        ("learnings", True),
        ("", False),
        ("mkdocs.yml", False),
        ("learnings-of-others/a.md", False),
        (".env", False),
        (".git/config", False),
        ("learnings/.hidden/a.md", False),
        ("../notes-of-others/a.md", False),
        ("../a.md", False),
    ],
)
@pytest.mark.parametrize("root", [POSIX, WINDOWS], ids=["posix", "windows"])
def test_what_a_link_may_lead_to(root: PurePath, inside: str, visible: bool) -> None:
    parts = inside.split("/")
    real = root.parent.joinpath(*parts[1:]) if parts[0] == ".." else root / inside
    assert is_visible(root, FOLDERS, real) is visible


def test_on_windows_case_and_drives_are_told_apart_as_windows_does() -> None:
    assert is_visible(WINDOWS, FOLDERS, PureWindowsPath("c:/users/ME/Notes/learnings/a.md"))
    assert not is_visible(WINDOWS, FOLDERS, PureWindowsPath("D:/Users/me/notes/learnings/a.md"))
    assert not is_visible(WINDOWS, FOLDERS, PureWindowsPath("//server/share/a.md"))


@pytest.mark.parametrize(
    "link", ["..\\docs\\index.md", "a\\b.md", "C:\\a.md", "C:/a.md", "\\\\server\\share\\a.md", "//server/a.md"]
)
def test_a_link_with_a_path_of_windows_leads_nowhere(link: str) -> None:
    assert resolve("learnings/a.md", link) is None


@pytest.mark.parametrize(
    "path", ["../secret.md", "..\\secret.md", "learnings\\..\\..\\secret.md", "learnings/.x/a"]
)
def test_a_path_that_climbs_is_no_file_of_the_repository(tmp_path: Path, path: str) -> None:
    root = write(tmp_path, {"secret.md": "x", "repo/learnings/.x/a": "x", "repo/..\\secret.md": "x"}) / "repo"
    assert not repository_in(root).exists(path)
