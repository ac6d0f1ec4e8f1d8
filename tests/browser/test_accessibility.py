"""Nobody is shut out: axe finds no violation on any kind of page, in either palette, wide or narrow."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.published import KINDS, NOTHING_TO_SEARCH, Published

pytestmark = pytest.mark.own_notes

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

PALETTES: dict[Literal["light", "dark"], str] = {"light": "default", "dark": "slate"}
"""What the reader's system prefers, and Material's name for what they then see."""

WIDTHS = {"default": 1440, "slate": 390}
"""The width at which a page is looked at in each palette: what both widths show is judged in both."""

AT_BOTH_WIDTHS = ("home", "skill", "learning")
"""The kinds of page that have, together, every part that only one of the widths shows: tabs, sidebars, contents."""

RUN = """async rules => {
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] })
  return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(n => [n.html, n.failureSummary]) }))
}"""


SETTLED = """width => innerWidth === width
  && [...document.querySelectorAll('pre > code, .md-typeset__scrollwrap')].every(
    box => box.scrollWidth <= box.clientWidth || box.hasAttribute('tabindex')
  )"""
"""The keyboard reaches code and tables that are wider than their boxes some frames after the window got narrow."""


@cache
def axe() -> str:
    """The script that knows the rules."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="package", params=PALETTES)
def palette(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, str]]:
    """The window of a reader whose system prefers this palette, and the palette's name."""
    # Colours that are on their way from one to another have no contrast to speak of.
    with browser.new_context(color_scheme=request.param, reduced_motion="reduce") as context:
        context.route("**/search_index.json", lambda route: route.fulfill(json=NOTHING_TO_SEARCH))
        yield context.new_page(), PALETTES[request.param]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation(palette: tuple[Page, str], site: Published, kind: str) -> None:
    address = site.first(KINDS[kind])
    page, scheme = palette
    faults = []
    page.goto(site.url + address)
    assert page.locator("body").get_attribute("data-md-color-scheme") == scheme
    page.evaluate(axe())
    for width in (1440, 390) if kind in AT_BOTH_WIDTHS else (WIDTHS[scheme],):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(SETTLED, arg=width)
        faults += [f"{address} at {width}: {told(violation)}" for violation in page.evaluate(RUN, RULES)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("switch", ["__drawer", "__search"])
def test_axe_finds_no_violation_in_what_opens_on_a_phone(
    palette: tuple[Page, str], site: Published, switch: str
) -> None:
    page, _ = palette
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(site.url + site.first(r"projects/[^/]+/"))
    page.locator(f".md-header__button[for={switch}]").click()
    expect(page.locator(f"#{switch}")).to_be_checked()
    # Material slides the drawer in, whatever the reader prefers; colours are judged where it has arrived.
    page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
    page.evaluate(axe())
    faults = [told(violation) for violation in page.evaluate(RUN, RULES)]
    assert not faults, "\n".join(faults)


def told(violation: dict[str, Any]) -> str:
    """Say what is violated and where."""
    places = [f"{html[:200]} ({' '.join(why.split())})" for html, why in violation["nodes"][:5]]
    return f"{violation['id']}: {violation['help']}: {len(violation['nodes'])} places: {', '.join(places)}"
