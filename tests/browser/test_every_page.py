"""Every page of the site: complete, at home on every screen, and found by a title and description of its own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from browser.document import read
from browser.published import NOTHING_TO_SEARCH, Published

pytestmark = pytest.mark.own_notes

WIDTHS = (1440, 820, 390, 320)

PARTS = 2
"""All pages in one test would leave a worker idle, and one test a page would open a browser window for each."""

WIDER_THAN_THE_SCREEN = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return null
  const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > width + 1)
  return wide.slice(-3).map(e => e.outerHTML.slice(0, 90))
}"""


def listen(page: Page, origin: str, fault: Callable[[str], None]) -> None:
    """Report whatever a reader's browser would complain about, or tell to somebody else."""
    page.on("console", lambda message: fault(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: fault(f"script: {error.message}"))
    page.on("response", lambda got: fault(f"{got.status}: {got.url}") if got.status >= 400 else None)
    # What is still on its way when the test goes on to the next page is aborted by that.
    page.on(
        "requestfailed",
        lambda request: (
            fault(f"{request.failure}: {request.url}") if request.failure != "net::ERR_ABORTED" else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            fault(f"another origin: {request.url}")
            if not request.url.startswith((origin, "data:", "blob:"))
            else None
        ),
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_a_page_loads_whole_from_its_own_site_and_fits_every_screen(
    browser: Browser, site: Published, site_pages: list[str], part: int
) -> None:
    faults: list[str] = []
    shown, of_each_kind = "", site.of_each_kind()
    with browser.new_context(service_workers="block") as context:
        context.route("**/search_index.json", lambda route: route.fulfill(json=NOTHING_TO_SEARCH))
        page = context.new_page()
        listen(page, site.url, lambda fault: faults.append(f"{shown}: {fault}"))
        for shown in site_pages[part::PARTS]:
            page.goto(site.url + shown)
            # What a note says is at its widest on the narrowest screen; what is around it, each kind has alike.
            for width in WIDTHS if shown in of_each_kind else WIDTHS[-1:]:
                page.set_viewport_size({"width": width, "height": 600})
                if wide := page.evaluate(WIDER_THAN_THE_SCREEN):
                    faults.append(f"{shown}: scrolls sideways at {width}: {wide}")
        page.wait_for_load_state("networkidle")
    assert not faults, "\n".join(faults)


def test_the_page_of_an_unknown_address_is_whole_too(page: Page, site: Published) -> None:
    faults: list[str] = []
    address = site.url + "learnings/no/such/note/"
    listen(page, site.url, faults.append)
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    assert answer.status == 404
    assert page.locator("h1").is_visible()
    # That the address itself is answered with 404 is what the test asks for.
    own = (f"404: {address}", "console: Failed to load resource: the server responded with a status of 404")
    assert [fault for fault in faults if not fault.startswith(own)] == []


def test_a_page_has_one_h1_and_skips_no_level(site: Published, site_pages: list[str]) -> None:
    faults = []
    for page in site_pages:
        headings = read(site.html(page)).headings
        if [level for level, _ in headings].count(1) != 1:
            faults.append(f"{page}: {[text for level, text in headings if level == 1]}")
        faults += [
            f"{page}: h{before} '{above}' is followed by h{level} '{text}'"
            for (before, above), (level, text) in pairwise([(0, "the start"), *headings])
            if level > before + 1
        ]
        faults += [f"{page}: an empty h{level}" for level, text in headings if not text.strip("¶ ")]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("what", ["title", "description"])
def test_a_page_has_a_title_and_a_description_of_its_own(site: Published, site_pages: list[str], what: str) -> None:
    owners: dict[str, list[str]] = {}
    for page in site_pages:
        owners.setdefault(getattr(read(site.html(page)), what), []).append(page)
    faults = [f"'{text}': {pages}" for text, pages in owners.items() if len(pages) > 1 or not text]
    assert not faults, "\n".join(faults)
