"""A folder of notes that was made for another tool, or for none, builds in the place of `learnings/` to the end."""

from __future__ import annotations

import re
from cProfile import Profile
from pathlib import Path

import pytest

from nexus_core.checks import check_portfolio, names
from nexus_core.model.loading import load
from nexus_core.problems.reports import MAX_ALIKE
from nexus_core.read.paths import page_address
from nexus_core.write.pages import pages
from nexus_core.write.view import View
from support.foreign_vaults import COLLECTIONS, SUM, Files, words
from support.small_sites import BASE, build_site, repository_in, section, text, write

COUNT = 16
TOOLS = sorted(COLLECTIONS)


def in_place(tool: str, count: int) -> Files:
    """Return a portfolio's files with a tool's collection in the place of its learnings."""
    return {**BASE, **{f"learnings/{path}": content for path, content in COLLECTIONS[tool](count).items()}}


def notes_in(files: Files) -> list[str]:
    """Return the paths of the notes that are published: not hidden ones, not drafts."""
    shown = (path for path in files if path.endswith((".md", ".markdown")) and "/." not in path)
    return [path for path in shown if "draft: true" not in str(files[path])]


@pytest.mark.parametrize("tool", TOOLS)
def test_every_note_of_another_tool_has_its_page(tool: str, tmp_path: Path) -> None:
    files = in_place(tool, COUNT)
    site = build_site(write(tmp_path, files), strict=False)
    assert not site.failed
    numbers = {number for number in range(COUNT) for path in notes_in(files) if words(number) in str(files[path])}
    assert len(numbers) > COUNT / 2
    for path in notes_in(files):
        page = site.html(f"{page_address(path)}index.html")
        shown = text(section(page, "<article", "</article>"))
        assert [n for n in numbers if words(n) in str(files[path])] == [n for n in numbers if words(n) in shown]
        assert (SUM in str(files[path])) == (SUM in shown)
        assert "1337" not in page


@pytest.mark.parametrize("tool", TOOLS)
def test_every_problem_of_another_tool_has_its_place(tool: str, tmp_path: Path) -> None:
    files = in_place(tool, COUNT)
    site = build_site(write(tmp_path, files), strict=False)
    assert site.warnings
    for message in site.warnings:
        place = re.match(r"(?P<path>[^\n]+?):(?P<line>\d+):(?P<column>\d+): [^\n]+", message)
        assert place, message
        content = files[place["path"]]
        lines = str(content).replace("\r\n", "\n").split("\n")
        line = lines[int(place["line"]) - 1]
        assert len(line) >= int(place["column"]) - 1
        _, *quoted = message.split("\n")
        assert not quoted or quoted[0].split(" | ", 1)[1].rstrip() in line
        assert "Traceback" not in message


def test_a_problem_of_every_note_is_told_some_times_and_then_counted(tmp_path: Path) -> None:
    site = build_site(write(tmp_path, in_place("zola", MAX_ALIKE + 10)), strict=False)
    toml = [message for message in site.warnings if "TOML" in message]
    assert len(toml) == MAX_ALIKE
    more = [message for message in site.warnings if "more '" in message]
    assert len(more) == 1
    assert "and 16 more 'foreign-front-matter' problems" in more[0]


def calls(root: Path) -> int:
    """Return how many calls it takes to read and check the notes below a folder and to compose their pages."""
    with Profile() as profile:
        loaded = load(repository_in(root), drafts=True)
        check_portfolio(loaded)
        for page in pages(View(loaded.portfolio)).values():
            page.compose()
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("tool", TOOLS)
def test_the_work_grows_as_the_collection_does(tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What is bounded for all notes together grows until it is used up.
    monkeypatch.setattr(names, "MAX_COMPARED", 0)
    few, twice, more = (
        calls(write(tmp_path / str(count), in_place(tool, count))) for count in (COUNT, 5 * COUNT, 9 * COUNT)
    )
    assert more - twice < 1.1 * (twice - few)
