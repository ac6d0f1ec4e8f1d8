"""Notes are read after those they build on, and otherwise in the order of their folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.model.loading import load
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.reading_order import circles, in_reading_order
from nexus_core.schema.kinds import KINDS, Kind
from nexus_core.write.pages import pages
from nexus_core.write.view import View
from support.small_sites import repository_in, write

FILES = {
    "learnings/python/README.md": "# Python\n",
    "learnings/python/a.md": "---\nafter: [C, elsewhere]\n---\n# A\n",
    "learnings/python/b.md": "# B\n",
    "learnings/python/c.md": "# C\n",
    "learnings/python/d/README.md": "---\nafter: [a]\nweight: 1\n---\n# D\n",
    "learnings/python/deep/x.md": "---\nafter: [B]\n---\n# X\n",
    "learnings/python/deep/README.md": "# Deep\n",
    "learnings/sql/README.md": "# SQL\n",
    "learnings/sql/e.md": "# Elsewhere\n",
}
LEARNING = next(kind for kind in KINDS if kind.name == "learning")


def portfolio(root: Path, files: dict[str, str]) -> Portfolio:
    return load(repository_in(write(root, files))).portfolio


@pytest.mark.parametrize(
    ("before", "order"),
    [
        pytest.param({}, "abcd", id="nothing said"),
        pytest.param({"a": "c"}, "bcad", id="one moves behind another"),
        pytest.param({"a": "b", "b": "d"}, "cdba", id="a chain"),
        pytest.param({"d": "ab"}, "abcd", id="in order already"),
        pytest.param({"b": "x", "x": "b"}, "abcd", id="of notes that aren't there"),
        pytest.param({"a": "b", "b": "a", "c": "a"}, "dabc", id="a circle, and what waits for it, last"),
    ],
)
def test_a_note_comes_after_what_it_names_and_else_stays(before: dict[str, str], order: str) -> None:
    assert "".join(in_reading_order("abcd", before)) == order


@pytest.mark.parametrize(
    ("before", "found"),
    [
        pytest.param({"a": "bc", "b": "c", "c": ""}, [], id="two ways to one note are no circle"),
        pytest.param({"a": "a"}, ["a"], id="itself"),
        pytest.param({"a": "b", "b": "c", "c": "b"}, ["bc"], id="a circle that another note leads to"),
        pytest.param({"a": "b", "b": "ac", "c": "a"}, ["ab", "abc"], id="two circles through one note"),
    ],
)
def test_each_circle_is_found_once(before: dict[str, str], found: list[str]) -> None:
    assert ["".join(circle) for circle in circles(before)] == found


def test_a_long_chain_takes_no_recursion() -> None:
    before = {index: [index + 1] for index in range(20_000)}
    assert list(circles(before)) == []
    assert len(list(circles({**before, 20_000: [0]}))) == 1


@pytest.mark.parametrize(
    ("kind", "folder", "titles"),
    [
        (LEARNING, "learnings/python", ["B", "C", "A", "D"]),
        (LEARNING, "learnings/python/deep", ["X"]),
        (LEARNING, "learnings/sql", []),
        (LEARNING, "learnings", []),
    ],
)
def test_a_folders_path_has_its_own_notes_only(tmp_path: Path, kind: Kind, folder: str, titles: list[str]) -> None:
    path = portfolio(tmp_path, FILES).reading_path(kind, folder)
    assert [note.title for note in path] == titles


def test_the_folders_page_shows_the_path_and_a_note_what_comes_before_it(tmp_path: Path) -> None:
    site = pages(View(portfolio(tmp_path, FILES)))
    assert (
        "## Reading order { data-search-exclude }\n\n"
        "1. [B](b.md)\n"
        "1. [C](c.md)\n"
        "1. [A](a.md), after [C](c.md), [Elsewhere](../sql/e.md)\n"
        "1. [D](d/README.md), after [A](a.md)\n"
    ) in site["learnings/python/README.md"].compose()
    assert "Read first\n:   [C](c.md), [Elsewhere](../sql/e.md)\n" in site["learnings/python/a.md"].compose()
    for path in ("learnings/README.md", "learnings/sql/README.md"):
        assert "Reading order" not in site[path].compose()


def test_a_circle_hides_no_note(tmp_path: Path) -> None:
    files = {"learnings/p/README.md": "# P\n"}
    files |= {f"learnings/p/{a}.md": f"---\nafter: [{b}]\n---\n# {a}\n" for a, b in ("XY", "YX")}
    path = portfolio(tmp_path, files).reading_path(LEARNING, "learnings/p")
    assert [note.title for note in path] == ["X", "Y"]
