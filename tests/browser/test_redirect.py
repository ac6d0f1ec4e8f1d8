"""At an old address a reader is sent on to the page, with a script and without, to the place that a link named."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser.checker import invalid
from nexus_core.write.pages import redirect_page
from support.small_sites import write

NEW = '<!doctype html>\n<html lang="en">\n<title>New</title>\n<h1 id="part">New</h1>\n</html>\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of two pages, one at the old address of the other, in a folder that makes addresses difficult."""
    url = "../a%20%26%20b/index.html"
    old = redirect_page.compose("A & B's <new> place", url, "https://me.test/a%20%26%20b/")
    return write(tmp_path / "my site", {"old/index.html": old, "a & b/index.html": NEW})


def test_a_script_keeps_the_place_in_the_page(page: Page, folder: Path) -> None:
    page.goto((folder / "old/index.html").as_uri() + "#part", wait_until="commit")
    page.wait_for_url("**/a%20%26%20b/index.html#part")
    assert page.locator("h1").inner_text() == "New"


def test_without_scripts_the_page_is_reached_all_the_same(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "old/index.html").as_uri(), wait_until="commit")
    page.wait_for_url("**/a%20%26%20b/index.html")
    assert page.locator("h1").inner_text() == "New"
    context.close()


def test_the_page_is_valid_html(folder: Path) -> None:
    assert invalid(folder) == []
