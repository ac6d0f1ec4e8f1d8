"""Readers page through lists of many notes, and filter all of them from any page."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.filtered import NOTES, ORIGIN, answer, built, choose, query, showing, titles
from browser.test_accessibility import RULES, RUN, axe, told

SECTION = f"{ORIGIN}/learnings/"
PAGE_TWO = f"{SECTION}page/2/"


def learning(number: int) -> str:
    """One of 130 notes, of which the last alone shows Kafka."""
    skills = "Python, Kafka" if number == 129 else "Python"
    front = f"---\ndescription: About <b>&{number}.\ndate: 2024-01-01\nskills: [{skills}]\n---\n"
    return f"{front}\n# Note {number:03}\n{showing(skills)}"


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a portfolio with many learnings and few other notes."""
    many = {f"learnings/deep/note-{number:03}.md": learning(number) for number in range(130)}
    both = "# Both\n\n<!-- nexus/project-cards { filter: true } -->\n\n## Learned\n\n"
    pages = {"docs/both.md": both + "<!-- nexus/learnings { filter: true, grouped: false } -->\n"}
    return built(tmp_path_factory.mktemp("paged"), {**NOTES, **many, **pages})


@pytest.fixture
def reader(page: Page, portfolio: Path) -> Page:
    """Someone who is about to open it."""
    page.context.route(f"{ORIGIN}/**", answer(portfolio))
    return page


def accept(page: Page) -> None:
    page.get_by_role("button", name="Filter and sort").click()
    expect(page.get_by_role("button", name="Skills")).to_be_focused()


def names(first: int, last: int) -> list[str]:
    return [f"Note {number:03}" for number in range(first, last + 1)]


def test_without_javascript_all_pages_can_be_reached(browser: Browser, portfolio: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.route(f"{ORIGIN}/**", answer(portfolio))
    page = context.new_page()
    page.goto(SECTION)
    pages = page.get_by_role("navigation", name="Pages of this list")
    for first, last in ((0, 59), (60, 119), (120, 129)):
        expect(titles(page)).to_have_text(names(first, last))
        expect(pages.locator("[aria-current=page]")).to_have_text(str(first // 60 + 1))
        if last < 129:
            pages.get_by_role("link", name="Next").click()
    pages.get_by_role("link", name="1", exact=True).click()
    expect(page).to_have_url(SECTION)
    expect(page.locator(".nexus-filter")).to_have_count(0)
    context.close()


def test_what_is_on_other_pages_is_fetched_when_a_reader_asks_for_it(reader: Page) -> None:
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto(SECTION)
    expect(reader.get_by_role("button", name="Filter and sort 130 notes")).to_be_visible()
    assert f"{ORIGIN}/cards.json" not in asked
    accept(reader)
    assert asked.count(f"{ORIGIN}/cards.json") == 1
    expect(reader.get_by_role("status")).to_have_text("130 notes")
    expect(titles(reader)).to_have_text(names(0, 59))
    reader.goto(f"{ORIGIN}/everything/")  # a page whose lists are whole
    expect(reader.get_by_role("button", name="Skills")).to_be_visible()
    assert asked.count(f"{ORIGIN}/assets/javascripts/paged.js") == 1


@pytest.mark.parametrize("address", [SECTION, PAGE_TWO])
def test_a_match_is_found_whatever_page_it_is_on(reader: Page, address: str) -> None:
    reader.goto(address)
    as_listed = titles(reader).all_inner_texts()
    accept(reader)
    choose(reader, "Kafka")
    expect(titles(reader)).to_have_text(["Note 129"])
    expect(reader.get_by_role("status")).to_have_text("1 of 130 notes")
    expect(reader.get_by_role("navigation", name="Pages of this list")).to_be_hidden()
    card = reader.locator(".nexus-card:visible")
    expect(card.locator("p").first).to_have_text("About <b>&129.")
    expect(card.locator("[data-chosen]")).to_have_text("Kafka")
    expect(card.get_by_role("heading", level=2)).to_have_text("Note 129")  # no folder's heading is left above it
    assert query(reader) == "skill=kafka"
    reader.get_by_role("button", name="Clear the filter").click()
    expect(titles(reader)).to_have_text(as_listed)
    expect(reader.get_by_role("navigation", name="Pages of this list")).to_be_visible()


def test_a_found_card_names_its_skills_and_leads_to_its_note(reader: Page) -> None:
    reader.goto(f"{PAGE_TWO}?skill=kafka")
    card = reader.locator(".nexus-card:visible")
    expect(card).to_have_count(1)
    expect(card.locator(".card-skills")).to_have_text("Python Kafka")
    card.get_by_role("link", name="Note 129").click()
    expect(reader).to_have_url(f"{SECTION}deep/note-129/")


def test_a_shared_address_shows_matches_of_all_pages(reader: Page) -> None:
    reader.goto(f"{SECTION}?skill=kafka&skill=python")
    expect(titles(reader)).to_have_text(["Note 129"])
    reader.goto(f"{SECTION}?sort=title")
    expect(titles(reader)).to_have_text(names(0, 59))


def test_many_matches_are_shown_some_at_a_time(reader: Page) -> None:
    reader.goto(SECTION)
    accept(reader)
    choose(reader, "Python")
    expect(titles(reader)).to_have_count(60)
    reader.get_by_role("button", name="Show 60 more of 130").click()
    expect(titles(reader)).to_have_count(120)
    expect(reader.get_by_role("link", name="Note 060")).to_be_focused()
    reader.get_by_role("button", name="Show 10 more of 130").click()
    expect(titles(reader)).to_have_text(names(0, 129))
    expect(reader.locator(".nexus-show-more")).to_be_hidden()


def test_the_back_button_brings_back_the_page(reader: Page) -> None:
    reader.goto(PAGE_TWO)
    accept(reader)
    choose(reader, "Kafka")
    expect(titles(reader)).to_have_text(["Note 129"])
    reader.go_back()
    expect(titles(reader)).to_have_text(names(60, 119))
    reader.go_forward()
    expect(titles(reader)).to_have_text(["Note 129"])


def test_lists_that_are_whole_and_others_are_filtered_together(reader: Page) -> None:
    reader.goto(f"{ORIGIN}/both/")
    expect(titles(reader)).to_have_text(["Shop", "Chat", "Blog", *names(0, 59)])
    reader.get_by_role("button", name="Filter and sort 133 notes").click()
    choose(reader, "Kafka")
    expect(titles(reader)).to_have_text(["Blog", "Note 129"])
    expect(reader.get_by_role("heading", name="Learned")).to_be_visible()
    choose(reader, "Flask")
    expect(titles(reader)).to_have_text(["Blog"])
    expect(reader.get_by_role("heading", name="Learned")).to_be_hidden()
    expect(reader.get_by_text("The first 60 of 130.")).to_be_hidden()


def test_what_can_not_be_loaded_is_said_and_can_be_tried_again(reader: Page, portfolio: Path) -> None:
    reader.context.route(f"{ORIGIN}/cards.json", lambda route: route.abort())
    reader.goto(SECTION)
    reader.get_by_role("button", name="Filter and sort").click()
    expect(reader.get_by_role("status")).to_have_text("The notes could not be loaded. Try again.")
    expect(titles(reader)).to_have_text(names(0, 59))
    reader.context.unroute(f"{ORIGIN}/cards.json")
    accept(reader)
    choose(reader, "Kafka")
    expect(titles(reader)).to_have_text(["Note 129"])


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        (SECTION, "light"),
        (PAGE_TWO, "dark"),
        (f"{ORIGIN}/skills/python/page/2/", "light"),
        (f"{SECTION}?skill=kafka", "dark"),
    ],
)
def test_axe_finds_no_violation(reader: Page, address: str, scheme: Literal["light", "dark"]) -> None:
    reader.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    reader.goto(address)
    if "?" in address:
        expect(reader.get_by_role("button", name="Skills")).to_be_visible()
    reader.evaluate(axe())
    # The footer of this small site is Material's own, and not asked about.
    found = reader.evaluate(RUN.replace("axe.run(document,", "axe.run('main',"), RULES)
    assert [told(violation) for violation in found] == []


def test_nothing_is_wider_than_a_telephone(reader: Page) -> None:
    reader.set_viewport_size({"width": 320, "height": 700})
    for address in (SECTION, PAGE_TWO, f"{PAGE_TWO}?skill=python"):
        reader.goto(address)
        expect(titles(reader).first).to_be_visible()
        assert reader.evaluate("document.documentElement.scrollWidth") == 320
    small = reader.goto(PAGE_TWO) and reader.locator(".nexus-pages").evaluate(
        "nav => [...nav.querySelectorAll('a')].map(each => each.getBoundingClientRect())"
        ".filter(({ height, width }) => height < 24 || width < 24).length"
    )
    assert small == 0
