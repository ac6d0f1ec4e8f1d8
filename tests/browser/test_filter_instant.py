"""The filter lives with Material's instant changes of page, which put one page after the other into a document."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.filtered import choose, option
from browser.published import Published

pytestmark = pytest.mark.own_notes

Skills = list[tuple[str, str]]


@pytest.fixture
def skills(site: Published) -> Skills:
    """The two skills that most learnings show, by name and slug."""
    found = site.skills_of("learning")[:2]
    if len(found) < 2:
        pytest.skip("these notes have no two skills to filter by")
    return found


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Tabs").get_by_role("link", name=name, exact=True)


def test_instant_changes_of_page_make_one_bar_each(page: Page, site: Published, skills: Skills) -> None:
    one = skills[0]
    page.goto(site.url + "learnings/")
    page.evaluate("window.before = true")
    choose(page, one[0])
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ of \d+ notes$"))
    left = page.get_by_role("status").inner_text()
    section(page, "Projects").click()
    expect(page).to_have_url(site.url + "projects/")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ notes$"))
    expect(page.locator(".nexus-filter")).to_have_count(1)
    page.go_back()
    expect(page).to_have_url(site.url + f"learnings/?skill={one[1]}")
    expect(page.get_by_role("status")).to_have_text(left)
    expect(page.locator(".nexus-filter")).to_have_count(1)
    assert page.evaluate("window.before"), "the page was loaded anew"


def test_a_link_to_the_section_shows_all_of_it_again(page: Page, site: Published, skills: Skills) -> None:
    one = skills[0]
    page.goto(site.url + "learnings/")
    choose(page, one[0])
    expect(page.locator(".filter-chip")).to_have_count(1)
    page.locator(".md-nav--primary a", has_text="Learnings").first.dispatch_event("click")
    expect(page.locator(".filter-chip")).to_have_count(0)
    expect(page).to_have_url(site.url + "learnings/")
    page.go_back()
    expect(page.locator(".filter-chip")).to_have_count(1)


def test_following_a_heading_keeps_the_choice(page: Page, site: Published, skills: Skills) -> None:
    one, other = skills
    page.goto(site.url + f"learnings/?skill={other[1]}")
    page.get_by_role("button", name=f"Remove {other[0]}").click()
    choose(page, one[0])
    page.get_by_role("navigation", name="Table of contents").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(rf"/learnings/\?skill={one[1]}#."))
    expect(page.locator(".filter-chip")).to_have_text([one[0]])
    page.go_back()
    expect(page).to_have_url(site.url + f"learnings/?skill={one[1]}")
    expect(page.locator(".filter-chip")).to_have_text([one[0]])


def test_going_back_leaves_the_list_of_skills_open(page: Page, site: Published, skills: Skills) -> None:
    one = skills[0]
    page.goto(site.url + "learnings/")
    # Material fetches the page again, once.
    with page.expect_response(site.url + "learnings/"):
        choose(page, one[0])
        page.go_back()
    expect(page.locator(".filter-chip")).to_have_count(0)
    expect(option(page, one[0]).first).to_be_visible()
    expect(page.locator(".nexus-filter")).to_have_count(1)
