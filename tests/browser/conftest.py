"""Gives each test the repository's own site, built and served, and a real Chromium to read it with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from browser.published import Published, published
from support.skipping import absent

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
"""Flags that let Chromium run in a container, and keep it from calling home."""

PROGRAMS = ("chromium-headless-shell", "chromium")
"""Debian's names for Chromium; the first has no windows and menus to keep, and needs half the time."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The site, built once by each worker: that takes less time than agreeing on who builds it."""
    with published(tmp_path_factory.mktemp("published")) as running:
        yield running


@pytest.fixture(scope="session")
def site_pages(site: Published) -> list[str]:
    """The addresses of all its pages, below `site.url`."""
    return site.pages


# Of the package, not of the session: Playwright keeps an event loop running in this thread, in which tests
# elsewhere that start their own would fail.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium where there is one, else Playwright's own."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    with sync_playwright() as playwright:
        try:
            running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        except Error as error:
            absent(f"no browser: install Debian's chromium, or run `playwright install chromium` ({error.name})")
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a reader who was never here before: nothing stored, nothing cached."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
