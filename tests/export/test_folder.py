"""An export is in its folder whole or not at all, and never in the place of what somebody wrote."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nexus_cli import main
from nexus_export.folder import MARKER, write_export
from support.small_sites import BASE, settings, write

Files = Mapping[str, str | bytes]


def portfolio(folder: Path, files: Files | None = None) -> Path:
    return write(folder / "portfolio", {**BASE, "mkdocs.yml": settings(), **(files or {})})


def export(root: Path, target: Path) -> Result:
    return CliRunner().invoke(main, ["export", str(target), "--root", str(root)], catch_exceptions=False)


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


AFTERWARDS = {
    "a file that is new": "mine.txt",
    "a page that was edited": "docs/index.md",
    "a repository": ".git/HEAD",
    "settings that were edited": "mkdocs.yml",
}


@pytest.mark.parametrize("path", AFTERWARDS.values(), ids=AFTERWARDS)
def test_what_somebody_wrote_is_left_alone(tmp_path: Path, path: str) -> None:
    root = portfolio(tmp_path)
    assert export(root, tmp_path / "plain").exit_code == 0
    before = held(write(tmp_path / "plain", {path: "mine"}))
    result = export(root, tmp_path / "plain")
    assert (result.exit_code, path in result.stderr) == (2, True)
    assert held(tmp_path / "plain") == before


def test_a_folder_that_is_no_export_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path / "mine", {"file": "mine"})
    result = export(portfolio(tmp_path), tmp_path / "mine")
    assert (result.exit_code, held(tmp_path / "mine")) == (2, {"file": b"mine"})
    assert "not an earlier export: name another folder" in result.stderr


def test_an_export_replaces_an_earlier_one_whole(tmp_path: Path) -> None:
    root = portfolio(tmp_path, {"learnings/a.md": "# A\n"})
    assert export(root, tmp_path / "plain").exit_code == 0
    write(tmp_path / "plain", {"site/index.html": "built", ".cache/x": "built"})
    (root / "learnings/a.md").unlink()
    assert export(root, tmp_path / "plain").exit_code == 0
    assert "docs/learnings/a.md" not in held(tmp_path / "plain")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plain", "portfolio"]


def test_the_same_portfolio_gives_the_same_export(tmp_path: Path) -> None:
    root = portfolio(tmp_path)
    for name in ("one", "two"):
        assert export(root, tmp_path / name).exit_code == 0
    assert held(tmp_path / "one") == held(tmp_path / "two")


def test_the_marker_lists_every_file_as_sha256sum_does(tmp_path: Path) -> None:
    export(portfolio(tmp_path), tmp_path / "plain")
    files = held(tmp_path / "plain")
    lines = files.pop(MARKER).decode().splitlines()
    assert lines == [f"{hashlib.sha256(files[path]).hexdigest()}  {path}" for path in sorted(files)]


def test_a_page_and_an_output_win_over_a_file_of_the_same_name(tmp_path: Path) -> None:
    export(portfolio(tmp_path, {"docs/portfolio.json": "mine"}), tmp_path / "plain")
    assert held(tmp_path / "plain")["docs/portfolio.json"] != b"mine"


def test_drafts_and_secrets_are_not_exported(tmp_path: Path) -> None:
    secret = "-----BEGIN " + "PRIVATE KEY-----\n"
    files = {"docs/draft.md": "---\ndraft: true\n---\n", "docs/id_rsa": secret}
    export(portfolio(tmp_path, files), tmp_path / "plain")
    assert not {"docs/draft.md", "docs/id_rsa"} & held(tmp_path / "plain").keys()


CANNOT = {
    "a file": ("file", "is not a folder"),
    "a folder below a file": ("file/plain", "can't be read or written"),
    "a folder of notes": ("portfolio/learnings/plain", "would become part of the portfolio"),
    "the portfolio": ("portfolio", "not an earlier export"),
}


@pytest.mark.parametrize(("target", "message"), CANNOT.values(), ids=CANNOT)
def test_where_nothing_can_be_written_the_reason_is_told(tmp_path: Path, target: str, message: str) -> None:
    root = portfolio(tmp_path)
    write(tmp_path, {"file": "mine"})
    before = held(tmp_path)
    result = export(root, tmp_path / target)
    assert (result.exit_code, message in result.stderr, held(tmp_path)) == (2, True, before)


@pytest.mark.parametrize("text", [None, "a: [", "- x\n"])
def test_settings_that_cannot_be_read_are_told_without_a_traceback(tmp_path: Path, text: str | None) -> None:
    root = portfolio(tmp_path)
    (root / "mkdocs.yml").unlink()
    if text is not None:
        write(root, {"mkdocs.yml": text})
    result = export(root, tmp_path / "plain")
    assert (result.exit_code, "mkdocs.yml" in result.stderr) == (2, True)
    assert not (tmp_path / "plain").exists()


@pytest.mark.parametrize("name", [b"docs/p\xff.png", b"learnings/n\xff.md"])
def test_a_name_without_an_address_is_left_out(tmp_path: Path, name: bytes) -> None:
    root = portfolio(tmp_path)
    try:
        write(root, {os.fsdecode(name): "text"} | {"learnings/a.md": "# A\n"})
    except OSError:
        pytest.skip("this file system has no names but UTF-8")
    result = export(root, tmp_path / "plain")
    assert result.exit_code == 0
    assert [path for path in held(tmp_path / "plain") if "\udcff" in path] == []


def test_an_export_that_fails_halfway_leaves_the_earlier_one(tmp_path: Path) -> None:
    def texts() -> Iterator[tuple[str, str]]:
        yield "docs/index.md", "new"
        raise ValueError("no address")

    write_export(tmp_path / "plain", [("docs/index.md", "old")], {})
    before = held(tmp_path)
    with pytest.raises(ValueError, match="no address"):
        write_export(tmp_path / "plain", texts(), {})
    assert held(tmp_path) == before
