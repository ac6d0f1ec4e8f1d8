"""A build that fails or is interrupted leaves the site that was there, whole, and the next one nothing besides."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from nexus_core.storage.folder_swap import FolderSwap
from support.killing import changes, moments, run, tree
from support.small_sites import BASE, build_site, settings, write

BUILD = ("mkdocs", "build", "--quiet")
NEWER = "# Newer\n"
HIDDEN = {"site/.git/HEAD": "ref", "site/.nojekyll": ""}


def names(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir())


def test_an_interrupted_build_leaves_a_whole_site_and_the_next_one_nothing_else(tmp_path: Path) -> None:
    root = write(tmp_path / "portfolio", {**BASE, "mkdocs.yml": settings(), **HIDDEN})
    home, site, report = root / "docs" / "index.md", root / "site", tmp_path / "report"

    home.write_text(NEWER, encoding="utf-8")
    changes(root, BUILD, report)
    new = tree(site)
    home.write_text(BASE["docs/index.md"], encoding="utf-8")
    number = changes(root, BUILD, report)
    old, beside = tree(site), names(root)
    assert old != new

    for moment, signal in moments(number, 3, seed=9):
        home.write_text(NEWER, encoding="utf-8")
        assert run(root, BUILD, report, moment, signal) != 0
        if not site.exists():  # between the two renames of a swap
            FolderSwap(site).close()
        assert tree(site) in (old, new), (moment, signal)
        home.write_text(BASE["docs/index.md"], encoding="utf-8")
        assert run(root, BUILD, report) == 0
        assert (tree(site), names(root)) == (old, beside), (moment, signal)


def test_the_log_names_the_folder_that_the_author_knows(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    root = write(tmp_path, {**BASE, "mkdocs.yml": settings()})
    with caplog.at_level(logging.INFO, logger="mkdocs"):
        build_site(root)
    assert f"Building documentation to directory: {root / 'site'}" in caplog.messages


def test_an_interrupted_build_of_one_text_leaves_each_file_old_or_new(tmp_path: Path) -> None:
    root = write(tmp_path / "portfolio", {**BASE, "learnings/a.md": "# A\n", "mkdocs.yml": settings()})
    note, site, report = root / "learnings" / "a.md", root / "site", tmp_path / "report"

    note.write_text("# A\n\nMore.\n", encoding="utf-8")
    assert run(root, BUILD, report) == 0
    new = tree(site)
    note.write_text("# A\n", encoding="utf-8")
    number = changes(root, BUILD, report)
    old = tree(site)
    assert old != new

    interrupted = 0
    for moment, signal in moments(number, 4, seed=3):
        note.write_text("# A\n\nMore.\n", encoding="utf-8")
        interrupted += run(root, BUILD, report, moment, signal) != 0  # what is left to clear away differs
        found = tree(site)
        assert found.keys() == old.keys(), (moment, signal)
        assert [path for path in found if found[path] not in (old[path], new[path])] == [], (moment, signal)
        assert run(root, BUILD, report) == 0
        assert tree(site) == new, (moment, signal)
        note.write_text("# A\n", encoding="utf-8")
        assert run(root, BUILD, report) == 0
        assert tree(site) == old, (moment, signal)
    assert interrupted > 2


def test_a_strict_build_with_warnings_leaves_the_site_that_was_there(tmp_path: Path) -> None:
    root = write(tmp_path, {**BASE, "learnings/a.md": "# A\n"})
    assert not build_site(root).failed
    before = tree(root / "site"), names(root)
    write(root, {"learnings/a.md": "---\nskills: [Pythn]\n---\n\n# Wrong\n"})
    assert build_site(root).failed
    assert (tree(root / "site"), names(root)) == before
    assert not build_site(root, strict=False).failed
    assert tree(root / "site") != before[0]


def test_where_there_was_no_site_a_strict_build_with_warnings_shows_what_it_has_built(tmp_path: Path) -> None:
    root = write(tmp_path, {**BASE, "learnings/a.md": "---\nskills: [Pythn]\n---\n\n# A\n"})
    site = build_site(root)
    assert site.failed
    assert site.has("learnings/a/index.html")


def test_a_build_that_can_not_be_finished_leaves_the_site_that_was_there(tmp_path: Path) -> None:
    broken = settings().replace("name: material", "name: material, custom_dir: theme")
    root = write(tmp_path, {**BASE, "theme/x": "", "mkdocs.yml": broken})
    build_site(root)
    before = tree(root / "site"), names(root)
    write(root, {"theme/404.html": "{% bad %}"})
    with pytest.raises(Exception, match="bad"):
        build_site(root)
    assert (tree(root / "site"), names(root)) == before


def test_what_is_hidden_in_the_sites_folder_stays_and_what_is_old_goes(tmp_path: Path) -> None:
    root = write(tmp_path, {**BASE, **HIDDEN, "site/gone/index.html": "old"})
    build_site(root)
    assert {path: content for path, content in tree(root / "site").items() if path.startswith(".")} == {
        ".git": None,
        ".git/HEAD": b"ref",
        ".nojekyll": b"",
    }
    assert not (root / "site" / "gone").exists()


def test_whoever_deploys_the_site_finds_it_where_the_settings_say(tmp_path: Path) -> None:
    root = write(tmp_path, {**BASE, "mkdocs.yml": settings()})
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_startup(command="gh-deploy", dirty=False)
    build(config)
    assert Path(config.site_dir) == root / "site"
    assert (root / "site" / "index.html").is_file()


def test_a_dirty_build_writes_what_is_missing(tmp_path: Path) -> None:
    root = write(tmp_path, {**BASE, "learnings/one.md": "# One\n", "mkdocs.yml": settings()})
    for path in (root / "site/learnings/one/index.html", root / "site/skills/redis/index.html"):
        # A process of its own: the search plugin remembers for good that there was such a build.
        done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--dirty"], cwd=root, check=False)
        assert done.returncode == 0
        assert path.is_file()
        path.unlink()


def test_a_site_below_folders_that_are_missing_and_behind_a_link_is_built(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to("elsewhere")
    root = write(tmp_path / "portfolio", {**BASE, "mkdocs.yml": settings(site_dir="../link/deep/site")})
    config = load_config(str(root / "mkdocs.yml"))
    build(config)
    assert (tmp_path / "elsewhere" / "deep" / "site" / "index.html").is_file()
    assert names(tmp_path / "elsewhere" / "deep") == ["site"]
