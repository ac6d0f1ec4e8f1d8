"""`nexus diff` compares revisions, the working tree and portfolio.json, and says clearly what it can't compare."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Run
from nexus_core.model.loading import load
from nexus_core.read.git_revision import MAX_NOTE
from nexus_core.write.outputs import Site
from support.git_repos import commit, git
from support.small_sites import BASE, outputs_of, repository_in, write

NOTE = "---\nskills: [Redis]\n---\n\n# Slow\n\nOne query an order.\n"


@pytest.fixture(autouse=True)
def history(root: Path) -> None:
    """Two tagged commits, and one more note that is not committed."""
    commit(root, {"challenges-solutions/slow.md": NOTE}, "one")
    commit(root, {"challenges-solutions/slow.md": None, "challenges-solutions/fast.md": NOTE}, "two")
    write(
        root,
        {"learnings/new.md": "---\nskills: [Python]\n---\n\n# New\n\nPython reads the whole file in one line.\n"},
    )


def notes(result: Any) -> dict[str, list[str]]:
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)["notes"]
    return {what: [note["path"] for note in items] for what, items in found.items() if items}


RENAMED = {"renamed": ["challenges-solutions/fast.md"]}
ADDED = {"added": ["learnings/new.md"]}


@pytest.mark.parametrize(
    ("revisions", "expected"),
    [
        (["two"], ADDED),
        (["HEAD"], ADDED),
        (["one"], RENAMED | ADDED),
        (["one", "two"], RENAMED),
        (["HEAD~1", "main"], RENAMED),
        (["two", "one"], {"renamed": ["challenges-solutions/slow.md"]}),
        (["two", "two"], {}),
    ],
)
def test_two_revisions_or_one_and_the_working_tree(nexus: Run, revisions: list[str], expected: object) -> None:
    assert notes(nexus("diff", *revisions, "--format", "json")) == expected


def test_it_prints_markdown_and_is_no_failure(nexus: Run) -> None:
    result = nexus("diff", "one")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "## What happens to the portfolio\n\nFrom one to the working tree: 1 note added"
    )
    assert "- **Python**: self-reported to studied\n" in result.stdout


@pytest.mark.parametrize(("alias", "code"), [("", 1), ("aliases: [/challenges-solutions/slow/]\n", 0)])
def test_a_lost_address_is_a_failure_only_when_asked_for(nexus: Run, root: Path, alias: str, code: int) -> None:
    write(root, {"challenges-solutions/fast.md": NOTE.replace("---\n", f"---\n{alias}", 1)})
    assert nexus("diff", "one").exit_code == 0
    assert nexus("diff", "one", "--fail-on-lost-urls").exit_code == code
    assert nexus("diff", "two", "--fail-on-lost-urls").exit_code == 0


def portfolio_json(root: Path, name: str) -> None:
    texts = outputs_of(load(repository_in(root)).portfolio, Site("S"))
    write(root, {name: texts["portfolio.json"]})


def test_two_portfolio_json_files_are_compared_wherever_they_are(
    nexus: Run, root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    portfolio_json(root, "old.json")
    write(root, {"learnings/new.md": "---\nskills: [Python, Redis]\n---\n\n# New\n"})
    portfolio_json(root, "new.json")
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    result = nexus("diff", str(root / "old.json"), str(root / "new.json"), "--format", "json")
    assert notes(result) == {"changed": ["learnings/new.md"]}
    assert json.loads(result.stdout)["problems"] is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--", "-x"], "'-x' is an option where a revision belongs"),
        (["--", "--output=x"], "'--output=x' is an option"),
        (["one", "--", "-x"], "'-x' is an option"),
        (["mian"], "there is no revision 'mian': did you mean 'main'?"),
        (["0123456789"], "there is no revision '0123456789': name a commit, a branch or a tag"),
        ([""], "there is no revision ''"),
        (["one\n::error::x"], "there is no revision"),
        (["one\0two"], "null character"),
        (["one..two"], "'one..two' is a range: give its two ends as two arguments"),
        (["one", "nowhere.json"], "'nowhere.json' is a file: compare it with another portfolio.json"),
        (["nowhere.json", "nowhere.json"], "there is no file nowhere.json"),
        (["broken.json", "broken.json"], "broken.json is not a portfolio.json: Invalid JSON"),
        (["folder.json", "folder.json"], "there is no file folder.json"),
        ([], "Missing argument 'BASE'"),
        (["one", "--format", "xml"], "'xml' is not one of"),
    ],
)
def test_what_cannot_be_compared_exits_with_2_and_says_why(
    nexus: Run, root: Path, arguments: list[str], message: str
) -> None:
    write(root, {"broken.json": "{", "folder.json/x": ""})
    result = nexus("diff", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert "\n::" not in result.stderr


def test_outside_a_repository_it_says_so(
    nexus: Run, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = write(tmp_path_factory.mktemp("bare"), BASE)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(bare.parent))
    result = nexus("diff", "main", "--root", str(bare))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "not a git repository" in result.stderr


def test_without_git_it_says_so(nexus: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    result = nexus("diff", "main")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "git can't be run (No such file or directory): install it" in result.stderr


def test_a_shallow_clone_without_the_revision_says_how_to_get_it(nexus: Run, root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "shallow")
    result = nexus("diff", "one", "--root", str(tmp_path / "shallow"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        "this clone is shallow and lacks 'one': fetch it first (in GitHub Actions, fetch-depth: 0)" in result.stderr
    )


def test_a_clone_without_the_revisions_files_says_how_to_get_them(nexus: Run, root: Path, tmp_path: Path) -> None:
    git(root, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    git(tmp_path, "clone", "-q", "--filter=blob:none", "--no-checkout", root.as_uri(), clone.name)
    git(clone, "remote", "set-url", "origin", (tmp_path / "gone").as_uri())
    result = nexus("diff", "one", "--root", str(write(clone, {"learnings/x.md": ""})))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "this clone lacks files of the revision: fetch it whole, without --filter" in result.stderr


def test_a_full_address_is_an_alias_where_it_is_that_of_the_revisions_site(nexus: Run, root: Path) -> None:
    alias = "aliases: ['https://a.b/c/challenges-solutions/slow/']\n"
    files = {"challenges-solutions/fast.md": NOTE.replace("---\n", f"---\n{alias}", 1)}
    commit(root, {**files, "mkdocs.yml": "site_url: https://a.b/c/\n"}, "redirected")
    commit(root, {"mkdocs.yml": "site_url: https://elsewhere.example/\n"}, "elsewhere")
    assert nexus("diff", "one", "redirected", "--fail-on-lost-urls").exit_code == 0
    assert nexus("diff", "one", "elsewhere", "--fail-on-lost-urls").exit_code == 1
    assert "alias-outside" not in nexus("diff", "one", "redirected", "--format", "json").stdout


def test_a_portfolio_deeper_in_its_repository_is_compared_alone(nexus: Run, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    commit(outer, {f"mine/{path}": text for path, text in BASE.items()} | {"learnings/not.md": "# Not\n"}, "one")
    commit(outer, {"mine/learnings/x.md": "# X\n", "learnings/more.md": "# More\n"})
    result = nexus("diff", "one", "--root", str(outer / "mine"), "--format", "json")
    assert notes(result) == {"added": ["learnings/x.md"]}


def test_a_revision_from_before_the_portfolio_is_an_empty_one(nexus: Run, root: Path, tmp_path: Path) -> None:
    young = commit(tmp_path / "young", {"README.md": "# Me\n"}, "one")
    commit(young, dict(BASE))
    assert notes(nexus("diff", "one", "--root", str(young), "--format", "json")) == {"added": sorted(BASE)}


KINDS = {"040000": "tree", "100644": "blob", "160000": "commit"}


def tree(root: Path, entries: dict[str, tuple[str, str]]) -> str:
    """Write a tree as no working copy would make it: names as they are, with their modes and objects."""
    lines = "".join(f"{mode} {KINDS[mode]} {name}\t{path}\n" for path, (mode, name) in entries.items())
    return git(root, "mktree", "--missing", stdin=lines.encode()).decode().strip()


def resources(root: Path, entries: dict[str, tuple[str, str]]) -> str:
    """Write a tree whose folder `resources` holds some entries."""
    return tree(root, {"resources": ("040000", tree(root, entries))})


def blob(root: Path, data: bytes) -> str:
    return git(root, "hash-object", "-w", "--stdin", stdin=data).decode().strip()


@pytest.mark.skipif(os.name == "nt", reason="a tree with links can't be checked out everywhere")
def test_links_in_a_revision_are_followed_inside_it_and_nowhere_else(
    nexus: Run, root: Path, tmp_path: Path
) -> None:
    secret = write(tmp_path.parent, {"secret.md": "# Secret\n"}) / "secret.md"
    commit(root, {"README.md": "# Me\n"}, "before")
    folder = root / "resources"
    folder.mkdir()
    for name, target in {
        "me.md": "../README.md",
        "all": "../learnings",
        "loop": ".",
        "out.md": str(secret),
        "up.md": "../../secret.md",
        "dead.md": "nowhere.md",
        "git.md": "../.git/config",
    }.items():
        (folder / name).symlink_to(target)
    commit(root, {}, "linked")
    result = nexus("diff", "before", "linked", "--format", "json")
    assert notes(result) == {"added": ["resources/all/new.md", "resources/me.md"]}
    assert "Secret" not in result.stdout


def test_a_tree_that_leads_out_of_its_folder_is_read_without_what_does(
    nexus: Run, root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path_factory.mktemp("around")
    (place / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place / "temporary"))
    text = ("100644", blob(root, b"# Out\n"))
    above = tree(root, {"..": ("040000", tree(root, {"..": ("040000", tree(root, {"out.md": text}))}))})
    entries = {"..": ("040000", above), "ok.md": text, ".hidden.md": text}
    result = nexus("diff", "one", resources(root, entries), "--format", "json")
    assert notes(result)["added"] == ["resources/ok.md"]
    assert [path.name for path in place.rglob("*")] == ["temporary"]


def test_submodules_huge_notes_and_lfs_pointers_are_not_followed(nexus: Run, root: Path) -> None:
    pointer = blob(root, b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")
    entries = {
        "huge.md": ("100644", blob(root, b"x" * (MAX_NOTE + 1))),
        "lfs.md": ("100644", pointer),
        "module": ("160000", "1" * 40),
        "module.md": ("160000", "1" * 40),
    }
    result = nexus("diff", "one", resources(root, entries), "--format", "json")
    assert notes(result)["added"] == ["resources/huge.md", "resources/lfs.md"]
    messages = [(p["path"], p["message"]) for p in json.loads(result.stdout)["problems"]["new"]]
    assert ("resources/huge.md", "is larger than 4 MB") in messages
    assert ("resources/lfs.md", "is kept in Git LFS, so that its text is not in the revision") in messages


def test_filters_and_attributes_of_a_repository_are_not_run(nexus: Run, root: Path) -> None:
    git(root, "config", "filter.evil.smudge", "touch ran; cat")
    git(root, "config", "filter.evil.clean", "cat")
    commit(root, {".gitattributes": "*.md filter=evil export-ignore\n"}, "three")
    assert notes(nexus("diff", "one", "three", "--format", "json"))["renamed"] == RENAMED["renamed"]
    assert not (root / "ran").exists()


def test_a_revision_leaves_nothing_behind_and_the_repository_as_it_is(
    nexus: Run, root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(place))
    before = git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")
    assert nexus("diff", "one", "two").exit_code == 0
    assert list(place.iterdir()) == []
    assert (git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")) == before


def test_it_does_not_need_mkdocs() -> None:
    program = "import sys, nexus_cli.diff; assert not {'mkdocs', 'material'} & set(sys.modules)"
    hooks = str(Path(__file__).resolve().parents[2] / "hooks")
    subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, "PYTHONPATH": hooks})
