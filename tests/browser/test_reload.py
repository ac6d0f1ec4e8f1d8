"""A page that reloads under `mkdocs serve`, because a note was saved, keeps its place."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from support.serving import served
from support.small_sites import BASE, settings

INSTANT = settings().replace("[content.action.edit]", "[content.action.edit, navigation.instant]")
LONG = "# Long\n\n" + "".join(f"## Part {number}\n\n" + "words " * 300 + "\n\n" for number in range(20))


def test_a_reloaded_page_keeps_its_place(page: Page, tmp_path: Path) -> None:
    with served(tmp_path, {**BASE, "mkdocs.yml": INSTANT, "learnings/a.md": LONG}) as server:
        page.goto(f"http://127.0.0.1:{server.port}/learnings/a/")
        page.evaluate("scrollTo({ top: 3000, behavior: 'instant' })")
        page.wait_for_function("scrollY === 3000")
        (tmp_path / "learnings" / "a.md").write_text(LONG.replace("## Part 19", "## Last part"), encoding="utf-8")
        page.get_by_role("heading", name="Last part").wait_for(timeout=30_000)
        page.wait_for_function("Math.abs(scrollY - 3000) < 3")
