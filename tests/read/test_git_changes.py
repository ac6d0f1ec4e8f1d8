"""The lines that a change touched are those that git names, whatever the files are called and hold."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from nexus_core.read.git_changes import changed_lines
from nexus_core.read.git_revision import RevisionError
from support.git_repos import commit, git

TEN = "".join(f"line {number}\n" for number in range(1, 11))


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ({}, {"a.md": "x\ny\n"}, {("a.md", 1), ("a.md", 2)}),
        ({"a.md": TEN}, {"a.md": TEN.replace("line 3\n", "new\n")}, {("a.md", 3)}),
        ({"a.md": TEN}, {"a.md": TEN.replace("line 3\n", "line 3\nnew\nnew\n")}, {("a.md", 4), ("a.md", 5)}),
        ({"a.md": TEN}, {"a.md": TEN.replace("line 3\n", "")}, set()),
        ({"a.md": TEN}, {"a.md": "new\n" + TEN + "new\n"}, {("a.md", 1), ("a.md", 12)}),
        ({"a.md": TEN}, {"a.md": None}, set()),
        ({"a.md": TEN}, {"a.md": None, "b.md": TEN}, set()),
        ({"a.md": TEN}, {"a.md": None, "b.md": TEN + "new\n"}, {("b.md", 11)}),
        ({"a.md": "x"}, {"a.md": "y"}, {("a.md", 1)}),
        ({"a.md": "x"}, {"a.md": "x\n"}, {("a.md", 1)}),
        ({"a.md": "x\n"}, {"a.md": "x"}, {("a.md", 1)}),
        ({"a.md": "x", "c.md": "x"}, {"a.md": "y\n++ b/evil.md\n", "c.md": "y"},
         {("a.md", 1), ("a.md", 2), ("c.md", 1)}),
        ({"a.md": "x\ny"}, {"a.md": "x\nz\nw"}, {("a.md", 2), ("a.md", 3)}),
        ({"a.md": "a\n"}, {"a.md": "a\rb\fc\x0bd\u2028e\n"}, {("a.md", 1)}),
        ({"a.png": b"\x00\x01"}, {"a.png": b"\x00\x02\n\n", "b.md": "x\n"}, {("b.md", 1)}),
        ({"a.md": TEN}, {"a.md": TEN + "++ b/evil.md\n@@ -1 +90,9 @@\n", "b.md": "x\n"},
         {("a.md", 11), ("a.md", 12), ("b.md", 1)}),
        ({"a.md": "-- a/evil.md\n++ b/evil.md\n\\ No\n"}, {"a.md": "x\n"}, {("a.md", 1)}),
        ({}, {"\u00fc b.md": "x\n"}, {("\u00fc b.md", 1)}),
        ({}, {'quo"te\\back.md': "x\n"}, {('quo"te\\back.md', 1)}),
        ({}, {"tab\there.md": "x\n"}, {("tab\there.md", 1)}),
        ({}, {"new\nline.md": "x\n"}, {("new\nline.md", 1)}),
        ({}, {"b/b/a.md": "x\n", "--help.md": "x\n"}, {("b/b/a.md", 1), ("--help.md", 1)}),
        ({}, {"empty.md": ""}, set()),
    ],
)  # fmt: skip
def test_lines_that_are_new_or_altered_are_named(
    tmp_path: Path,
    before: dict[str, str | bytes | None],
    after: dict[str, str | bytes | None],
    lines: set[tuple[str, int]],
) -> None:
    commit(tmp_path, before, "base")
    commit(tmp_path, after)
    assert changed_lines(tmp_path, "base") == lines


def test_what_the_base_did_meanwhile_is_not_counted(tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": TEN})
    git(tmp_path, "checkout", "-qb", "branch")
    commit(tmp_path, {"b.md": "x\n"})
    git(tmp_path, "checkout", "-q", "main")
    commit(tmp_path, {"a.md": "other\n", "c.md": "x\n"})
    git(tmp_path, "checkout", "-q", "branch")
    assert changed_lines(tmp_path, "main") == {("b.md", 1)}


def test_paths_start_at_the_portfolio_wherever_its_repository_does(tmp_path: Path) -> None:
    commit(tmp_path, {"deep/a.md": "x\n"}, "base")
    commit(tmp_path, {"deep/a.md": "y\n", "other.md": "y\n"})
    assert changed_lines(tmp_path / "deep", "base") == {("a.md", 1)}


@pytest.mark.parametrize(
    "setting",
    [
        "diff.noprefix=true", "diff.mnemonicPrefix=true", "diff.context=5", "diff.interHunkContext=50",
        "diff.renames=false", "color.ui=always", "color.diff=always", "diff.external=false", "core.quotePath=false",
        "diff.srcPrefix=x/", "diff.dstPrefix=y/", "diff.relative=false", "diff.algorithm=patience",
    ],
)  # fmt: skip
def test_settings_change_nothing(tmp_path: Path, setting: str) -> None:
    commit(tmp_path, {"b/\u00fc.md": TEN, "old.md": TEN * 2}, "base")
    text = TEN.replace("line 3\n", "new\n").replace("line 6\n", "new\n")
    commit(tmp_path, {"b/\u00fc.md": text, "old.md": None, "moved.md": TEN * 2})
    git(tmp_path, "config", *setting.split("=", 1))
    assert changed_lines(tmp_path, "base") == {("b/\u00fc.md", 3), ("b/\u00fc.md", 6)}


def test_the_environment_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path, {"a.md": TEN}, "base")
    commit(tmp_path, {"a.md": TEN.replace("line 3\n", "new\n")})
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=5")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert changed_lines(tmp_path, "base") == {("a.md", 3)}


@pytest.mark.parametrize(
    ("base", "words"),
    [
        ("--output=owned", "is an option"),
        ("-O/etc/passwd", "is an option"),
        ("", "not one revision"),
        ("base..main", "not one revision"),
        ("nowhere", "can't compare with 'nowhere'"),
        ("a.md", "can't compare with 'a.md'"),
        ("$(touch owned)", "can't compare"),
        ("a\0b", "null character"),
    ],
)
def test_what_is_no_revision_is_refused(tmp_path: Path, base: str, words: str) -> None:
    commit(tmp_path, {"a.md": "x\n"}, "base")
    with pytest.raises(RevisionError, match=re.escape(words)):
        changed_lines(tmp_path, base)
    assert not list(tmp_path.rglob("owned*"))


def test_outside_a_repository_there_is_nothing_to_compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(RevisionError, match="can't compare"):
        changed_lines(tmp_path, "main")


def test_without_git_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(RevisionError, match="install it"):
        changed_lines(tmp_path, "main")
