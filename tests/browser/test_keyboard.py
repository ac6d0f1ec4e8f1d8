"""A reader without a mouse gets everywhere, and always sees where they are."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from browser.published import Published
from browser.searching import open_search

pytestmark = pytest.mark.own_notes

FOCUSED = """() => {
  const e = document.activeElement
  if (!e || e === document.body) return null
  // A text field shows its caret; a switch that isn't drawn itself shows its focus on the label beside it.
  if (e.matches('input[type=text]')) return { seen: e.checkVisibility(), html: e.name }
  const drawn = e.matches('input') ? [e, ...e.labels, e.nextElementSibling || e] : [e]
  const seen = drawn.some(part => {
    const style = getComputedStyle(part), box = part.getBoundingClientRect()
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
    const inside = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight
    return (ring || style.boxShadow !== 'none') && box.width > 1 && box.height > 1 && inside
      && part.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  })
  return { seen, html: e.outerHTML.replace(/\\s+/g, ' ').slice(0, 140) }
}"""

PALETTE = "document.activeElement.matches('[name=__palette], [for^=__palette], [data-md-component=palette] *')"


def test_the_first_key_leads_past_the_navigation(page: Page, site: Published) -> None:
    page.goto(site.url + site.first(r"projects/[^/]+/"))
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    expect(skip).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    # The address changes first; a moment later the browser is there.
    expect(page.locator("main :target")).to_be_in_viewport()
    expect(skip).not_to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main .md-content').contains(document.activeElement)")


def test_the_focus_is_always_seen(page: Page, site: Published) -> None:
    page.emulate_media(reduced_motion="reduce")
    faults = []
    for address in ("", "skills/", "projects/", site.first(r"projects/[^/]+/")):
        page.goto(site.url + address)
        for _ in range(40):
            page.keyboard.press("Tab")
            # The end of the page has been reached: the focus is the browser's again.
            if not (focused := page.evaluate(FOCUSED)):
                break
            if not focused["seen"] and f"{address}: {focused['html']}" not in faults:
                faults.append(f"{address}: {focused['html']}")
    assert not faults, "\n".join(faults)


def test_the_search_opens_by_a_key_and_finds_a_note_and_a_skill(page: Page, site: Published) -> None:
    name, slug = next(iter(site.skills_of("learning")), ("", ""))
    if not slug:
        pytest.skip("these notes show no skill")
    page.goto(site.url)
    open_search(page)
    page.keyboard.type(name)
    found = page.locator(".md-search-result__link")
    expect(found.first).to_be_visible()
    addresses = [link.evaluate("e => e.pathname") for link in found.all()]
    assert any(address.endswith(f"/skills/{slug}/") for address in addresses)
    assert any(re.search(r"/(projects|learnings|challenges-solutions)/[^/]+/", each) for each in addresses)

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.split("#")[0].split("?")[0] != site.url)
    # The results that are still open are headings, too.
    expect(page.locator("main h1")).to_be_visible()


def test_the_search_closes_by_a_key(page: Page, site: Published) -> None:
    page.goto(site.url)
    open_search(page)
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()


def test_the_palette_is_switched_by_keys_and_stays_so(page: Page, site: Published) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(site.url)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(PALETTE):
            break
    assert page.evaluate(PALETTE), "the switch is never reached"
    # From the system's choice to light, from light to dark.
    page.keyboard.press("Enter")
    expect(body).to_have_attribute("data-md-color-media", "(prefers-color-scheme: light)")
    page.keyboard.press("Enter")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    assert page.evaluate(PALETTE), "the focus is lost when the switch is used"
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
