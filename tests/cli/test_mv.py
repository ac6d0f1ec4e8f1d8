"""`nexus mv` moves a note or a folder; every link leads where it led, and the old address leads to the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Run
from support.git_repos import commit
from support.small_sites import write

FIRST = """\
---
aliases:
  - /first/
---

# A

[shop](../projects/shop/README.md#a), [b](b.md), `[b](b.md)`
"""
SECOND = """\
# B

[A](a.md "title"), <a href='a.md'>A</a>, [here](#b) and [defined].

[defined]: ./a.md#a
"""
CHALLENGE = """\
---
project: projects/shop/README.md
---

![plan](../projects/shop/plan.png)
"""
NOTES: dict[str, str | bytes] = {
    "README.md": "# Mine\n\n[shop](projects/shop/README.md)\n",
    "learnings/a.md": FIRST,
    "learnings/b.md": SECOND,
    "projects/shop/plan.png": b"",
    "challenges-solutions/c.md": CHALLENGE,
}


def test_a_note_moves_with_its_links(nexus: Run, root: Path) -> None:
    write(root, NOTES)
    result = nexus("mv", "learnings/a.md", "learnings/deep/new name")
    assert (result.exit_code, result.stdout) == (
        0,
        "learnings/a.md is now learnings/deep/new name.md.\n  mended learnings/b.md\n",
    )
    assert not (root / "learnings/a.md").exists()
    moved = (root / "learnings/deep/new name.md").read_text("utf-8")
    assert moved.splitlines() == [
        "---",
        "aliases:",
        "  - /learnings/a/",
        "  - /first/",
        "---",
        "",
        "# A",
        "",
        "[shop](../../projects/shop/README.md#a), [b](../b.md), `[b](b.md)`",
    ]
    expected = SECOND.replace("./a.md", "a.md").replace("a.md", "deep/new%20name.md")
    assert (root / "learnings/b.md").read_text("utf-8") == expected


def test_what_was_renamed_by_hand_is_suggested_and_mended(nexus: Run, root: Path) -> None:
    commit(root, NOTES)
    (root / "projects/shop").rename(root / "projects/store")
    result = nexus("check")
    assert "run 'nexus mv projects/shop projects/store', which mends links and writes the alias" in result.stdout
    assert nexus("mv", "projects/shop", "projects/store").exit_code == 0
    result = nexus("check")
    assert "nexus mv" not in result.stdout
    assert "learnings/a.md" not in nexus("check", "--no-advice").stdout


def test_a_folder_moves_with_all_that_is_in_it(nexus: Run, root: Path) -> None:
    write(root, NOTES)
    assert nexus("mv", "projects/shop", "projects/store").exit_code == 0
    assert (root / "projects/store/plan.png").exists()
    assert "aliases: [/projects/shop/]\n---" in (root / "projects/store/README.md").read_text("utf-8")
    assert (root / "README.md").read_text("utf-8") == "# Mine\n\n[shop](projects/store/README.md)\n"
    assert (root / "challenges-solutions/c.md").read_text("utf-8") == CHALLENGE.replace("shop", "store")
    assert nexus("check", "--no-advice").exit_code == 0


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("learnings/none.md", "learnings/x.md", "there is no file or folder learnings/none.md"),
        ("learnings/a.md", "learnings/b.md", "learnings/b.md is there already"),
        ("learnings/a.md", "elsewhere/a.md", "is not below one of the note folders"),
        ("learnings", "resources", "is not below one of the note folders"),
        ("projects/shop", "projects/shop/inside", "projects/shop can't be moved into itself"),
        ("projects/shop/plan.png", "projects/plan.png", "is not a note"),
    ],
)
def test_what_can_not_be_moved_stays(nexus: Run, root: Path, old: str, new: str, reason: str) -> None:
    write(root, NOTES)
    result = nexus("mv", old, new)
    assert result.exit_code == 2
    assert reason in result.output
    assert (root / "learnings/a.md").read_text("utf-8") == FIRST
