"""Without JavaScript nothing is lost but comfort: each kind of page can be read, every link leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from playwright.sync_api import Browser, Page

from browser.document import Document, read
from browser.published import Published

pytestmark = pytest.mark.own_notes


UNREADABLE = """() => {
  const article = document.querySelector('main article') || document.querySelector('main')
  const texts = [...article.querySelectorAll('h1, h2, h3, h4, p, li, td, th, pre, dt, dd')]
  const shut = 'details:not([open]), [hidden], .md-source-file'
  const hidden = e => !e.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  return texts.filter(e => e.textContent.trim() && !e.closest(shut) && hidden(e))
    .slice(0, 3).map(e => e.outerHTML.slice(0, 120))
}"""


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900}) as context:
        yield context.new_page()


def test_each_kind_of_page_is_readable(plain: Page, site: Published) -> None:
    faults = []
    for address in site.of_each_kind():
        plain.goto(site.url + address)
        if not plain.locator("h1").first.is_visible():
            faults.append(f"{address}: its h1 is not shown")
        if len(plain.locator("main").inner_text().split()) < 10:
            faults.append(f"{address}: there is nothing to read")
        faults += [f"{address}: not shown: {element}" for element in plain.evaluate(UNREADABLE)]
    assert not faults, "\n".join(faults)


def test_what_waits_for_javascript_is_not_offered_without_it(plain: Page, site: Published) -> None:
    plain.goto(site.url)
    assert plain.locator("[data-md-component=palette]:visible, .md-search__form:visible").count() == 0


def test_every_internal_link_leads_to_a_file_and_to_a_place_in_it(site: Published, site_pages: list[str]) -> None:
    documents = {page: read(site.html(page)) for page in site_pages}
    faults = {
        f"{page}: {reference}: {fault}"
        for page, document in documents.items()
        for reference in document.references
        if (fault := _broken(site, documents, page, reference))
    }
    assert not faults, "\n".join(sorted(faults))


def _broken(site: Published, documents: dict[str, Document], page: str, reference: str) -> str:
    target, fragment = urldefrag(urljoin(site.url + page, reference))
    if not target.startswith(site.url):
        outside = target.startswith(site.url.split("/nexus/")[0])
        return "leads out of the folder that the site is published in" if outside else ""
    address = unquote(target.removeprefix(site.url).partition("?")[0])
    if not site.file(address).is_file():
        return "there is no such file"
    known = documents.get(address)
    if fragment and known and unquote(fragment) not in known.anchors:
        return "there is no such place in the page"
    return ""


def test_a_reader_can_walk_from_page_to_page(plain: Page, site: Published) -> None:
    plain.goto(site.url)
    for selector, place in {
        ".md-tabs a[href*=projects]": "projects/",
        "main .nexus-card :is(h2, h3, h4) a": "projects/",
        "main a[href*='/skills/']:not([href$='/skills/'])": "skills/",
        "main a[href*='learnings/']": "learnings/",
    }.items():
        with plain.expect_navigation() as navigation:
            plain.locator(selector).locator("visible=true").first.click()
        assert navigation.value.status == 200
        assert plain.url.startswith(site.url + place)
        assert plain.locator("h1").is_visible()
