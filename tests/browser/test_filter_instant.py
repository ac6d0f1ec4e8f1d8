"""The filter lives with Material's instant changes of page, which put one page after the other into a document."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from browser.filtered import choose, option
from browser.published import Published


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Tabs").get_by_role("link", name=name, exact=True)


def test_instant_changes_of_page_make_one_bar_each(page: Page, site: Published) -> None:
    page.goto(site.url + "learnings/")
    page.evaluate("window.before = true")
    choose(page, "Python")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ of \d+ notes$"))
    left = page.get_by_role("status").inner_text()
    section(page, "Projects").click()
    expect(page).to_have_url(site.url + "projects/")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ notes$"))
    expect(page.locator(".nexus-filter")).to_have_count(1)
    page.go_back()
    expect(page).to_have_url(site.url + "learnings/?skill=python")
    expect(page.get_by_role("status")).to_have_text(left)
    expect(page.locator(".nexus-filter")).to_have_count(1)
    assert page.evaluate("window.before"), "the page was loaded anew"


def test_a_link_to_the_section_shows_all_of_it_again(page: Page, site: Published) -> None:
    page.goto(site.url)
    section(page, "Learnings").click()
    expect(page).to_have_url(site.url + "learnings/")
    choose(page, "Python")
    expect(page.locator(".filter-chip")).to_have_count(1)
    section(page, "Learnings").click()
    expect(page.locator(".filter-chip")).to_have_count(0)
    expect(page).to_have_url(site.url + "learnings/")
    page.go_back()
    expect(page.locator(".filter-chip")).to_have_count(1)


def test_following_a_heading_keeps_the_choice(page: Page, site: Published) -> None:
    page.goto(site.url + "learnings/?skill=redis")
    page.get_by_role("button", name="Remove Redis").click()
    choose(page, "Python")
    page.get_by_role("navigation", name="Table of contents").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/learnings/\?skill=python#."))
    expect(page.locator(".filter-chip")).to_have_text(["Python"])
    page.go_back()
    expect(page).to_have_url(site.url + "learnings/?skill=python")
    expect(page.locator(".filter-chip")).to_have_text(["Python"])


def test_going_back_leaves_the_list_of_skills_open(page: Page, site: Published) -> None:
    page.goto(site.url + "learnings/")
    # Material fetches the page again, once.
    with page.expect_response(site.url + "learnings/"):
        choose(page, "Python")
        page.go_back()
    expect(page.locator(".filter-chip")).to_have_count(0)
    expect(option(page, "Python").first).to_be_visible()
    expect(page.locator(".nexus-filter")).to_have_count(1)
