"""A build that reuses what it can writes the bytes, and logs the messages, of one that makes everything anew."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from mkdocs.config import load_config

from nexus_core.write import pagination as listing
from nexus_mkdocs.speed.cache.file import cache_file, load
from nexus_mkdocs.speed.cache.fingerprint import fingerprint
from nexus_mkdocs.speed.workers import VARIABLE as WORKERS
from support.edits import (
    EACH_ROUND,
    LINKS,
    MAIN,
    SETTINGS,
    append,
    compare,
    portfolio,
    some_edits,
    with_last_words,
)
from support.killing import tree
from support.small_sites import BASE, build_site, settings, write

MISPLACED = "> <!-- nexus/stats -->"
SMALL = {
    **BASE,
    "learnings/one.md": "# One\n\n[two](two.md)\n",
    "learnings/two.md": "---\nskills: [Redis]\n---\n\n# Two\n\nText.\n",
    "base.yml": "{}",
    "mkdocs.yml": SETTINGS,
    "theme/main.html": MAIN,
}


def built(root: Path) -> tuple[list[str], Mapping[str, bytes | None]]:
    return build_site(root, strict=False).warnings, tree(root / "site")


def cold(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], Mapping[str, bytes | None]]:
    """Build everything, and put the site that was there back."""
    kept = (root / "site").rename(root / "kept")
    with monkeypatch.context() as patch:
        patch.setenv("NEXUS_WITHOUT", "cache")
        warnings, found = built(root)
    (root / "site").rename(root / "anew")
    kept.rename(root / "site")
    for path in sorted((root / "anew").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (root / "anew").rmdir()
    return warnings, found


@EACH_ROUND
def test_after_any_edits_the_site_is_as_if_built_anew(
    number: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST", most)
    dice = random.Random(number)  # noqa: S311 # the same edits every time
    root = portfolio(tmp_path)
    build_site(root, strict=False)
    edits = some_edits(number, dice)
    for done, edit in enumerate(edits, 1):
        edit(root, dice)
        monkeypatch.setenv(WORKERS, "123"[done % 3])
        said, warm = built(root)
        warnings, anew = cold(root, monkeypatch)
        step = [each.__name__ for each in edits[:done]]
        compare(step, warm, anew)
        assert sorted(said) == sorted(warnings), step


def remade(site: Path, before: Mapping[Path, int]) -> set[str]:
    """Return the files that are others than they were, by the numbers that the file system gives them."""
    there = {path: inode for path, inode in before.items() if path.exists()}
    return {path.relative_to(site).as_posix() for path, inode in there.items() if path.stat().st_ino != inode}


def test_an_edit_of_a_body_makes_one_page_and_what_joins_all(tmp_path: Path) -> None:
    root = portfolio(tmp_path)
    build_site(root, strict=False)
    before = {path: path.stat().st_ino for path in (root / "site").rglob("*") if path.is_file()}
    append(root / "learnings/odd.md", "\nMore.\n")
    build_site(root, strict=False)
    made = remade(root / "site", before)
    assert made == {
        "learnings/odd/index.html",
        "learnings/odd/index.md",
        "search/search_index.json",
        "llms-full.txt",
    }


def test_a_component_that_shows_bodies_of_other_notes_shows_their_edits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = with_last_words(portfolio(tmp_path), monkeypatch)
    build_site(root, strict=False)
    for word in ("first", "second"):
        append(root / "learnings/odd.md", f"\nThe {word}\n")
        _, warm = built(root)
        assert f"<li>{word}</li>" in (warm["words/index.html"] or b"").decode()
        compare(word, warm, cold(root, monkeypatch)[1])


def test_a_deleted_note_leaves_pages_that_have_nothing_to_do_with_it(tmp_path: Path) -> None:
    root = write(
        portfolio(tmp_path),
        {"resources/alone.md": "# Alone\n", "learnings/to.md": "[alone](../resources/alone.md)\n"},
    )
    build_site(root, strict=False)
    pages = {path: path.stat().st_ino for path in (root / "site").rglob("index.html")}
    (root / "resources/alone.md").unlink()
    build_site(root, strict=False)
    made = remade(root / "site", pages)
    assert "learnings/to/index.html" in made
    assert len(made) < len(pages) / 2


def test_where_nothing_has_changed_no_file_is_written(tmp_path: Path) -> None:
    root = write(portfolio(tmp_path), {})
    for name in ("learnings/odd.md", "learnings/links.md", "docs/journey.md"):
        (root / name).unlink()
    build_site(root, strict=False)
    first = {path: path.stat().st_ctime_ns for path in (root / "site").rglob("*")}
    assert not build_site(root).failed
    assert {path: path.stat().st_ctime_ns for path in (root / "site").rglob("*")} == first
    assert not [path.name for path in root.iterdir() if path.name.startswith(".site")]


def record_of(root: Path) -> Path:
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))
    return cache_file(config)


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda record, _: record.write_text("{}", encoding="utf-8"), id="another file"),
        pytest.param(lambda record, _: record.write_bytes(record.read_bytes()[:-9]), id="cut off"),
        pytest.param(lambda record, _: record.write_bytes(b"\xff" + record.read_bytes()), id="no text"),
        pytest.param(
            lambda record, _: record.write_text(
                record.read_text(encoding="utf-8").replace("learnings/one", "learnings/two"), encoding="utf-8"
            ),
            id="edited",
        ),
        pytest.param(lambda record, _: record.unlink(), id="gone"),
        pytest.param(lambda _, site: (site / "index.html").write_text("x", encoding="utf-8"), id="a page edited"),
        pytest.param(lambda _, site: (site / "404.html").unlink(), id="a page removed"),
        pytest.param(lambda _, site: (site / "more.html").write_text("x", encoding="utf-8"), id="a page added"),
    ],
)
def test_what_cannot_be_trusted_is_built_anew(
    harm: Callable[[Path, Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, SMALL)
    build_site(root, strict=False)
    harm(record_of(root), root / "site")
    _, warm = built(root)
    compare("", warm, cold(root, monkeypatch)[1])


def test_a_record_of_other_programs_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, SMALL)
    build_site(root, strict=False)
    record = load(record_of(root))
    assert record is not None
    monkeypatch.setattr("nexus_mkdocs.speed.cache.fingerprint._programs", lambda: "those of tomorrow")
    build_site(root, strict=False)
    later = load(record_of(root))
    assert later is not None
    assert later.fingerprint != record.fingerprint


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        pytest.param({"learnings/links.md": f"# Links\n{LINKS}"}, ("nowhere.md", "#never"), id="a page"),
        pytest.param({"learnings/a.md": f"# A\n\n{MISPLACED}\n"}, ("on a line of its own",), id="its content"),
        pytest.param(
            {"docs/clash.md": "# Clash\n", "docs/clash/index.html": "x"}, ("same address",), id="the site"
        ),
    ],
)
def test_a_warning_is_logged_again_while_its_cause_is_there(
    notes: Mapping[str, str], said: Sequence[str], tmp_path: Path
) -> None:
    root = write(tmp_path, {**SMALL, **notes})
    first = build_site(root, strict=False).warnings
    assert all(any(part in warning for warning in first) for part in said)
    for _ in range(2):
        assert sorted(build_site(root, strict=False).warnings) == sorted(first)
    assert build_site(root).failed


def test_a_file_with_the_size_and_the_time_of_another_is_not_taken_for_it(tmp_path: Path) -> None:
    root = write(tmp_path, SMALL)
    picture = write(root, {"learnings/picture.svg": "<svg>a</svg>"}) / "learnings/picture.svg"
    build_site(root, strict=False)
    then = picture.stat()
    write(root, {"learnings/picture.svg": "<svg>b</svg>"})
    os.utime(picture, ns=(then.st_atime_ns, then.st_mtime_ns))
    build_site(root, strict=False)
    assert (root / "site/learnings/picture.svg").read_text(encoding="utf-8") == "<svg>b</svg>"


def test_another_icon_of_the_author_is_another_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    emoji = "{ pymdownx.emoji: { options: { custom_icons: [icons] } } }"
    config = settings().replace("markdown_extensions: [", f"markdown_extensions: [{emoji}, ")
    root = write(tmp_path, {**BASE, "mkdocs.yml": config, "icons/mine.svg": "<svg>a</svg>"})
    monkeypatch.chdir(root)

    def now() -> str:
        return fingerprint(load_config(str(root / "mkdocs.yml")))

    before = now()
    assert now() == before
    write(root, {"icons/mine.svg": "<svg>b, and more</svg>"})
    assert now() != before


@pytest.mark.skipif(os.name != "posix", reason="another system has no such rights")
def test_without_a_place_for_its_record_a_build_is_a_full_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, {**SMALL, ".cache": "a file, no folder"})
    build_site(root, strict=False)
    append(root / "learnings/one.md", "\nMore.\n")
    _, warm = built(root)
    compare("", warm, cold(root, monkeypatch)[1])
