"""`nexus new` makes a note that builds strict at once, in the right place, and overwrites nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from cli.conftest import Run
from support.small_sites import build_site


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")  # 2026-03-01


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (["project", "Inventory: the service"], "projects/inventory-the-service/README.md"),
        (["learning", "What I learned"], "learnings/what-i-learned.md"),
        (
            ["challenge", "Orders page takes nine seconds", "--in", "performance-issues"],
            "challenges-solutions/performance-issues/orders-page-takes-nine-seconds.md",
        ),
        (
            ["challenge", "Slow", "--in", "challenges-solutions\\performance-issues\\"],
            "challenges-solutions/performance-issues/slow.md",
        ),
        (["resource", "[a] 'b' \"c\" # d"], "resources/a-b-c-d.md"),
    ],
)
def test_each_kind_of_note_builds_strict_at_once(nexus: Run, root: Path, arguments: list[str], path: str) -> None:
    result = nexus("new", *arguments, "--skill", "postgres")
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    text = (root / path).read_text(encoding="utf-8")
    assert "date: 2026-03-01\n" in text
    assert "skills: [PostgreSQL]\n" in text
    site = build_site(root)
    assert (site.warnings, site.failed) == ([], False)
    assert site.has(path.replace("README.md", "index.html").replace(".md", "/index.html"))
    assert nexus("check", "--no-advice").exit_code == 0


@pytest.mark.parametrize("kind", ["learning", "project"])
@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("これはとても長い題名です" * 8, 66),
        ("A title that somebody wrote as a whole sentence, " * 8, 199),
        ("x" * 5000, 200),
    ],
)
def test_a_title_that_is_too_long_for_a_file_name_is_shortened(
    nexus: Run, root: Path, kind: str, title: str, slug: int
) -> None:
    first, second = (nexus("new", kind, title).stdout.strip() for _ in range(2))
    note = first.removesuffix("/README.md").removesuffix(".md").rpartition("/")[2]
    assert len(note) == slug
    assert second == first.replace(note, f"{note}-2")
    assert nexus("check", "--no-advice").exit_code == 0
    assert [path.name for path in root.iterdir() if path.name.startswith(".")] == []


def test_a_full_disk_is_said_with_the_name_of_the_file_and_leaves_nothing_behind(
    nexus: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = sorted(root.rglob("*"))
    monkeypatch.setattr(Path, "write_bytes", full)
    result = nexus("new", "project", "Foo")
    assert result.exit_code == 2
    assert f"nothing was written: {root / 'projects/foo/README.md'}: No space left on device" in result.stderr
    assert sorted(root.rglob("*")) == before


def test_a_note_that_exists_is_never_overwritten(nexus: Run, root: Path) -> None:
    first = nexus("new", "learning", "Caches").stdout.strip()
    (root / first).write_text("mine", encoding="utf-8")
    second = nexus("new", "learning", "caches!").stdout.strip()
    assert (first, second) == ("learnings/caches.md", "learnings/caches-2.md")
    assert (root / first).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "say what kind of note: project, learning, challenge, resource"),
        (["chalenge", "X"], "unknown kind 'chalenge': did you mean 'challenge'?"),
        (["learning"], "give the note a title"),
        (["learning", "  "], "give the note a title"),
        (["challenge", "X", "--in", "performnce-issues"], "did you mean 'performance-issues'?"),
        (["learning", "X", "--in", "zzz"], "learnings has no folder 'zzz': there are none yet"),
        (["learning", "X", "--in", "../docs"], "learnings has no folder '../docs'"),
        (["learning", "X", "--skill", "Rediss"], "unknown skill 'Rediss': did you mean 'Redis'?"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    nexus: Run, root: Path, arguments: list[str], message: str
) -> None:
    before = sorted(root.rglob("*"))
    result = nexus("new", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert sorted(root.rglob("*")) == before
