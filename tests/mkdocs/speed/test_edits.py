"""While a site is served, it is the one that a server which has just been started would show."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from nexus_core.storage import disk_backed_texts
from nexus_core.storage.disk_backed_texts import ROOM
from nexus_core.write import pagination as listing
from nexus_mkdocs.speed import edits
from support.edits import (
    EACH_ROUND,
    SETTINGS,
    Edit,
    append,
    change_body,
    change_inherited,
    change_template,
    compare,
    portfolio,
    some_edits,
    with_last_words,
)
from support.killing import tree
from support.shared_theme import share_theme
from support.small_sites import write


def build_to_serve(root: Path, site: Path) -> None:
    """Build as MkDocs does before it serves a site."""
    url = "http://127.0.0.1:1/me/"
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
    config.site_url = url
    share_theme(config)
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url=url)


def serving(root: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Build a site to be served, and return what is called when something has changed."""
    monkeypatch.setattr(edits, "_served", None)
    show = edits.with_quick_edits(lambda: build_to_serve(root, site))
    show()
    return show


def served_anew(root: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, bytes | None]:
    """Return the files of the same site, built by a server that has just been started."""
    with monkeypatch.context() as patch:
        patch.setenv("NEXUS_WITHOUT", "cache edits")
        patch.setattr(disk_backed_texts, "ROOM", ROOM)
        build_to_serve(root, site)
    return tree(site)


def test_what_is_wrong_with_an_edit_is_told_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    root = write(portfolio(tmp_path / "portfolio"), {"mkdocs.yml": f"{SETTINGS}extra: {{ sanitise: true }}\n"})
    show = serving(root, tmp_path / "served", monkeypatch)
    note = root / "learnings/python-advanced/note-0.md"
    append(note, "\n<script>1</script>\n")
    caplog.clear()
    show()
    last = len(note.read_text(encoding="utf-8").splitlines())
    assert f"learnings/python-advanced/note-0.md:{last}:1: " in caplog.text


@EACH_ROUND
def test_while_it_is_served_the_site_is_as_if_built_anew(
    number: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST", most)
    monkeypatch.setattr(disk_backed_texts, "ROOM", 0)  # as if the site were so big that its texts are in a file
    dice = random.Random(number)  # noqa: S311 # the same edits every time
    root, served = portfolio(tmp_path / "portfolio"), tmp_path / "served"
    show = serving(root, served, monkeypatch)
    edits = some_edits(number, dice)
    for done, edit in enumerate(edits, 1):
        edit(root, dice)
        show()
        change_body(root, dice)
        show()
        step = [each.__name__ for each in edits[:done]]
        compare(step, tree(served), served_anew(root, tmp_path / f"anew-{done}", monkeypatch))


def test_a_component_that_shows_bodies_of_other_notes_shows_their_edits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, served = with_last_words(portfolio(tmp_path / "portfolio"), monkeypatch), tmp_path / "served"
    show = serving(root, served, monkeypatch)
    for word in ("first", "second"):
        append(root / "learnings/odd.md", f"\nThe {word}\n")
        show()
        assert f"<li>{word}</li>" in (served / "words/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("edit", [change_template, change_inherited])
def test_what_is_not_watched_is_shown_with_the_next_edit(
    edit: Edit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(1)  # noqa: S311 # any one
    root, served = portfolio(tmp_path / "portfolio"), tmp_path / "served"
    show = serving(root, served, monkeypatch)
    edit(root, dice)
    change_body(root, dice)
    show()
    compare("", tree(served), served_anew(root, tmp_path / "anew", monkeypatch))
