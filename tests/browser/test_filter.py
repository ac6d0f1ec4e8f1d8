"""Readers narrow and sort a page's cards, by mouse and by keyboard, and share what they see by its address."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.filtered import EVERYTHING, ORIGIN, TITLES, answer, built, choose, option, query, titles


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small portfolio's site."""
    return built(tmp_path_factory.mktemp("filtered"))


@pytest.fixture
def reader(page: Page, portfolio: Path) -> Page:
    """Someone who is about to open the small portfolio."""
    page.context.route(f"{ORIGIN}/**", answer(portfolio))
    return page


@pytest.fixture
def filtering(reader: Page) -> Page:
    """Someone who looks at all its cards."""
    reader.goto(EVERYTHING)
    return reader


def test_at_first_every_card_is_there_as_the_page_has_it(filtering: Page) -> None:
    expect(titles(filtering)).to_have_text(["Shop", "Chat", "Blog", "Lost builds", "A cold cache", "Slow orders"])
    expect(filtering.get_by_role("status")).to_have_text("6 notes")
    expect(filtering.get_by_role("button", name="Clear the filter")).to_be_hidden()
    assert query(filtering) == ""


def test_the_bar_stands_before_the_first_list(filtering: Page) -> None:
    bar = filtering.get_by_role("search", name="Filter the notes")
    assert bar.evaluate("bar => bar.nextElementSibling.matches('.nexus-cards')")
    assert bar.evaluate("bar => bar.previousElementSibling.textContent") == "What there is."


@pytest.mark.parametrize("path", ["plain/", "one/"])
def test_cards_that_leave_nothing_to_choose_get_no_bar(reader: Page, path: str) -> None:
    reader.goto(f"{ORIGIN}/{path}")
    expect(reader.locator(".nexus-card").first).to_be_visible()
    expect(reader.locator(".nexus-filter")).to_have_count(0)


def test_a_card_shows_all_of_the_chosen_skills_together(filtering: Page) -> None:
    choose(filtering, "Redis")
    expect(titles(filtering)).to_have_text(["Shop", "Chat", "A cold cache", "Slow orders"])
    choose(filtering, "PostgreSQL")
    expect(titles(filtering)).to_have_text(["Shop", "Slow orders"])
    expect(filtering.get_by_role("status")).to_have_text("2 of 6 notes")
    assert query(filtering) == "skill=redis&skill=postgresql"


def test_the_skills_say_how_many_notes_they_would_leave(filtering: Page) -> None:
    choose(filtering, "PostgreSQL")
    expect(filtering.locator(".filter-option", has_text="Redis")).to_have_text("Redis 2")
    expect(filtering.locator(".filter-option", has_text="Kafka")).to_have_text("Kafka 0")
    # Even that can be chosen: it is said what comes of it.
    choose(filtering, "Kafka")
    expect(filtering.get_by_role("status")).to_have_text("0 of 6 notes")


def test_a_chosen_skill_can_be_taken_away_again(filtering: Page) -> None:
    choose(filtering, "Redis", "PostgreSQL")
    filtering.get_by_role("button", name="Remove Redis").click()
    expect(titles(filtering)).to_have_text(["Shop", "Slow orders"])
    expect(filtering.get_by_role("button", name="Remove PostgreSQL")).to_be_focused()
    filtering.get_by_role("button", name="Remove PostgreSQL").click()
    expect(filtering.get_by_role("status")).to_have_text("6 notes")
    expect(filtering.get_by_role("button", name="Skills")).to_be_focused()


@pytest.mark.parametrize(
    ("label", "value", "left"),
    [
        ("Kind", "challenge", ["Lost builds", "A cold cache", "Slow orders"]),
        ("Status", "in-progress", ["Chat"]),
        ("Step", "applied", ["Chat", "Blog"]),
    ],
)
def test_kind_status_and_step_are_chosen_from_lists(
    filtering: Page, label: str, value: str, left: list[str]
) -> None:
    filtering.get_by_label(label).select_option(value)
    expect(titles(filtering)).to_have_text(left)
    assert query(filtering) == f"{label.lower()}={value}"


def test_choices_of_all_sorts_hold_together(filtering: Page) -> None:
    choose(filtering, "Python")
    filtering.get_by_label("Kind").select_option("project")
    filtering.get_by_label("Status").select_option("completed")
    expect(titles(filtering)).to_have_text(["Shop"])
    expect(filtering.get_by_label("Status").locator("option")).to_have_text(
        ["any", "planned (1)", "in progress (1)", "completed (1)"]
    )


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("title", ["Blog", "Chat", "Shop", "Lost builds", "A cold cache", "Slow orders"]),
        ("newest", ["Chat", "Shop", "Blog", "Lost builds", "A cold cache", "Slow orders"]),
        ("skills", ["Shop", "Chat", "Blog", "Lost builds", "Slow orders", "A cold cache"]),
    ],
)
def test_cards_are_sorted_within_their_group_and_back(filtering: Page, sort: str, order: list[str]) -> None:
    as_listed = titles(filtering).all_inner_texts()
    filtering.get_by_label("Sort").select_option(sort)
    expect(titles(filtering)).to_have_text(order)
    assert query(filtering) == f"sort={sort}"
    filtering.get_by_label("Sort").select_option("as listed")
    expect(titles(filtering)).to_have_text(as_listed)


def test_groups_without_a_match_are_hidden_with_their_heading_and_contents(filtering: Page) -> None:
    contents = filtering.get_by_role("navigation", name="Table of contents")
    choose(filtering, "PostgreSQL")
    expect(filtering.get_by_role("heading", name="Performance")).to_be_visible()
    expect(filtering.get_by_text("What was slow.")).to_be_visible()
    expect(filtering.get_by_role("heading", name="Deployment")).to_be_hidden()
    expect(filtering.get_by_text("What broke.")).to_be_hidden()
    expect(contents.get_by_role("link", name="Slow orders")).to_be_visible()
    expect(contents.get_by_role("link", name="Lost builds")).to_be_hidden()
    # What belongs to the page stays, even if its first list is empty.
    filtering.get_by_label("Kind").select_option("challenge")
    expect(filtering.get_by_role("heading", name="Everything")).to_be_visible()
    expect(filtering.get_by_text("What there is.")).to_be_visible()


def test_clear_takes_back_all_choices_and_keeps_the_order(filtering: Page) -> None:
    filtering.goto(f"{EVERYTHING}?skill=redis&status=completed&sort=title")
    filtering.get_by_role("button", name="Clear the filter").click()
    expect(filtering.get_by_role("status")).to_have_text("6 notes")
    expect(filtering.get_by_role("button", name="Skills")).to_be_focused()
    assert query(filtering) == "sort=title"


def test_a_shared_address_shows_what_was_chosen(reader: Page) -> None:
    reader.goto(f"{EVERYTHING}?skill=redis&skill=python&status=completed&sort=title#chat")
    expect(titles(reader)).to_have_text(["Shop"])
    expect(reader.get_by_role("group", name="Chosen skills").get_by_role("button")).to_have_text(
        ["Redis", "Python"]
    )
    expect(reader.get_by_label("Status")).to_have_value("completed")
    expect(reader.get_by_label("Sort")).to_have_value("title")
    expect(option(reader, "Redis")).to_be_checked()


def test_a_choice_survives_a_reload(filtering: Page) -> None:
    choose(filtering, "Redis")
    filtering.reload()
    expect(filtering.get_by_role("status")).to_have_text("4 of 6 notes")
    expect(titles(filtering)).to_have_text(["Shop", "Chat", "A cold cache", "Slow orders"])


def test_the_back_button_takes_back_one_choice_at_a_time(filtering: Page) -> None:
    choose(filtering, "Redis")
    filtering.get_by_label("Kind").select_option("project")
    expect(filtering.get_by_role("status")).to_have_text("2 of 6 notes")
    filtering.go_back()
    expect(filtering.get_by_role("status")).to_have_text("4 of 6 notes")
    expect(filtering.get_by_label("Kind")).to_have_value("")
    filtering.go_back()
    expect(filtering.get_by_role("status")).to_have_text("6 notes")
    expect(option(filtering, "Redis")).not_to_be_checked()
    filtering.go_forward()
    expect(filtering.get_by_role("status")).to_have_text("4 of 6 notes")


def test_what_the_page_does_not_have_is_ignored_in_an_address(reader: Page) -> None:
    reader.goto(f"{EVERYTHING}?skill=cobol&skill=redis&skill=redis&status=%3Cb%3E&kind=&step=nowhere&sort=size")
    expect(reader.get_by_role("status")).to_have_text("4 of 6 notes")
    expect(reader.locator(".filter-chip")).to_have_text(["Redis"])


def test_the_hash_and_what_others_keep_in_the_address_stay(reader: Page) -> None:
    reader.goto(f"{EVERYTHING}?h=redis#shop")
    choose(reader, "Redis")
    assert reader.url == f"{EVERYTHING}?h=redis&skill=redis#shop"


def test_a_search_among_the_skills_leaves_those_of_the_name(filtering: Page) -> None:
    filtering.get_by_role("button", name="Skills").click()
    search = filtering.get_by_role("searchbox", name="Find a skill")
    search.fill("API")
    expect(filtering.locator(".filter-option:visible")).to_have_text(["REST APIs 1"])
    search.fill("cobol")
    expect(filtering.get_by_text("No skill here has such a name.")).to_be_visible()
    assert query(filtering) == ""


def test_everything_can_be_done_by_keyboard(filtering: Page) -> None:
    filtering.get_by_role("button", name="Skills").focus()
    for key in ("Enter", "Tab", "Tab", "Tab", "Tab", "Tab", "Space"):
        # Past kind, status, step and sort lies the search among the skills.
        filtering.keyboard.press(key if key != "Space" else "r")
    filtering.keyboard.type("edis")
    filtering.keyboard.press("Enter")
    expect(filtering.get_by_role("status")).to_have_text("4 of 6 notes")
    expect(filtering.get_by_role("searchbox")).to_be_focused()
    expect(filtering.get_by_role("searchbox")).to_have_value("")
    for key in ("Tab", "Space"):
        filtering.keyboard.press(key)
    expect(option(filtering, "Redis")).not_to_be_checked()
    expect(option(filtering, "Redis")).to_be_focused()
    filtering.keyboard.press("Escape")
    expect(filtering.locator("#filter-skills")).to_be_hidden()
    expect(filtering.get_by_role("button", name="Skills")).to_be_focused()


def test_controls_are_large_enough_to_touch(filtering: Page) -> None:
    filtering.set_viewport_size({"width": 320, "height": 700})
    choose(filtering, "Redis")
    small = filtering.locator(".nexus-filter").evaluate("""bar => [...bar.querySelectorAll(
      'button, select, label.filter-option, input[type=search]')].filter(each => each.checkVisibility())
      .map(each => [each.textContent, each.getBoundingClientRect()])
      .filter(([, box]) => box.height < 24 || box.width < 24).map(([text]) => text)""")
    assert small == []
    assert filtering.evaluate("document.documentElement.scrollWidth") == 320


def test_the_bar_puts_no_style_of_its_own_into_the_page(filtering: Page) -> None:
    choose(filtering, "Redis")
    expect(filtering.locator(".nexus-filter [style], .nexus-cards [style]")).to_have_count(0)


def test_without_javascript_every_card_is_there(browser: Browser, portfolio: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.route(f"{ORIGIN}/**", answer(portfolio))
    page = context.new_page()
    page.goto(f"{EVERYTHING}?skill=redis")
    expect(page.locator(f".nexus-card {TITLES}")).to_have_count(6)
    expect(page.locator(".nexus-card").last).to_be_visible()
    expect(page.locator(".nexus-filter")).to_have_count(0)
    context.close()
