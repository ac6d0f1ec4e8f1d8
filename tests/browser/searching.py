"""Opens the search as a reader does, once the page listens to keys."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def open_search(page: Page) -> None:
    """Press the key that opens the search, and wait until it takes what is typed."""
    # Material's script sets this when it has begun to listen; a key pressed before is lost.
    page.wait_for_function("'keyboard$' in window")
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()
