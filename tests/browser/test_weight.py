"""The site is light: a first visit over a slow connection shows something soon."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Page

from browser.published import Published
from browser.searching import open_search

pytestmark = pytest.mark.own_notes


def test_the_first_load_of_the_home_page_transfers_at_most_120_kilobytes(page: Page, site: Published) -> None:
    # Counted where it is sent: a page's own record leaves out what its workers load.
    site.sent.clear()
    page.goto(site.url, wait_until="networkidle")
    sent = sorted(site.sent, key=lambda each: -each[1])
    assert "/nexus/search/search_index.json" not in dict(sent)
    assert sum(size for _, size in sent) <= 120_000, "\n".join(f"{size:7} {path}" for path, size in sent)
    with page.expect_response("**/search/search_index.json"):
        open_search(page)


def test_no_pages_own_html_exceeds_60_kilobytes_compressed(site: Published, site_pages: list[str]) -> None:
    sizes = {page: len(gzip.compress(site.file(page).read_bytes(), 6)) for page in site_pages}
    assert {page: size for page, size in sizes.items() if size > 60_000} == {}
