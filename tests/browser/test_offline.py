"""Built with OFFLINE=true, the site is read from the file system: no server, no network, the search included."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.document import read
from support.small_sites import ROOT

pytestmark = pytest.mark.own_notes


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, in a folder whose name is as awkward as those of readers can be."""
    folder = tmp_path_factory.mktemp("offline") / "My site & more (1)"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    settings = {"OFFLINE": "true", "SITE_URL": "", "REPO_URL": "", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, check=True)
    return folder


@pytest.fixture
def faults(page: Page) -> list[str]:
    """What the browser complains about, and what it asks for outside of the file system."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.append(error.message))
    page.on("requestfailed", lambda request: found.append(f"{request.failure}: {request.url}"))
    page.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:", "blob:")) else found.append(request.url),
    )
    return found


def test_a_link_leads_from_home_to_a_note(page: Page, folder: Path, faults: list[str]) -> None:
    page.goto((folder / "index.html").as_uri())
    assert page.locator("h1").is_visible()
    page.locator("article a[href*='projects/']").locator("visible=true").first.click()
    page.wait_for_url("**/projects/**index.html")
    assert page.locator("h1").is_visible()
    assert faults == []


@pytest.mark.parametrize("start", ["index.html", "projects/index.html"])
def test_the_search_finds_and_leads_to_what_it_finds(
    page: Page, folder: Path, faults: list[str], start: str
) -> None:
    page.goto((folder / start).as_uri())
    page.locator("[data-md-component=search-query]").click()
    page.keyboard.type("project")
    result = page.locator(".md-search-result__link").first
    result.wait_for()
    assert "project" in result.inner_text().lower()
    result.click()
    page.wait_for_url("**h=project*")
    assert page.url.startswith(folder.as_uri())
    assert page.locator("h1").is_visible()
    assert faults == []


def test_every_link_names_a_file_since_no_server_looks_for_an_index(folder: Path) -> None:
    missing = set()
    # Only a server shows the page for a wrong address, with addresses that begin at the server's root.
    for file in set(folder.rglob("*.html")) - {folder / "404.html"}:
        for reference in read(file.read_text(encoding="utf-8")).references:
            path = reference.partition("#")[0].partition("?")[0]
            if path and ":" not in path and not (file.parent / path).is_file():
                missing.add(f"{file.relative_to(folder)}: {reference}")
    assert missing == set()
