"""The site is light: a first visit over a slow connection shows something soon."""

from __future__ import annotations

import gzip
from typing import Any

from playwright.sync_api import Page

from browser.published import Published


def test_the_first_load_of_the_home_page_transfers_at_most_250_kilobytes(page: Page, site: Published) -> None:
    transferred: dict[str, float] = {}
    names: dict[str, str] = {}
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")

    def begun(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"]

    def ended(event: dict[str, Any]) -> None:
        transferred[names.get(event["requestId"], "?")] = event["encodedDataLength"]

    network.on("Network.requestWillBeSent", begun)
    network.on("Network.loadingFinished", ended)
    page.goto(site.url, wait_until="networkidle")
    assert site.url in transferred
    assert sum(transferred.values()) <= 250_000, transferred


def test_no_pages_own_html_exceeds_60_kilobytes_compressed(site: Published, site_pages: list[str]) -> None:
    sizes = {page: len(gzip.compress(site.file(page).read_bytes(), 6)) for page in site_pages}
    assert {page: size for page, size in sizes.items() if size > 60_000} == {}
