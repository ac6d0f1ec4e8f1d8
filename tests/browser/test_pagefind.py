"""Readers of a big site search it as they would a small one, and download what their query needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.published import BASE as PATH
from browser.published import Published, hosted
from browser.searching import open_search
from browser.test_accessibility import PALETTES, RULES, RUN, axe, told
from nexus_mkdocs.search.settings import program
from support.skipping import absent
from support.small_sites import BASE, build_site, settings, write

TEXT = "Text goes on and on. " * 4
NOTES: dict[str, str | bytes] = {
    **BASE,
    "docs/long.md": "# Long\n\n" + "".join(f"## Part {n}\n\n{'words ' * 40}quokka\n\n" for n in range(3)),
    "learnings/Straße #1.md": (
        "---\ntags: [zebra]\n---\n\n# Kafka *logs*\n\nEvents are kept.\n\n## Consumer groups\n\n"
        "Many readers share `<b>partitions</b>` & offsets.\n\n## Else\n\nA Café.\n"
    ),
    "learnings/hostile.md": (
        '---\ntitle: "<img src=x onerror=alert(1)> wombat"\ntags: ["<b>tag</b>"]\n---\n\n'
        "`<img src=x onerror=alert(1)>` wombat\n"
    ),
    "learnings/titled.md": f"# One and two and then a platypus\n\n{TEXT}A wallaby. {TEXT * 5}\n",
    "learnings/often.md": "# Often\n\nA narwhal, and a narwhal.\n",
    "learnings/boosted.md": "---\nsearch: { boost: 4 }\n---\n\n# Boosted\n\nA narwhal and a whale.\n",
    "learnings/out.md": "---\nsearch: { exclude: true }\n---\n\n# Out\n\nabsentword\n",
}
PALETTE = """[
  { media: "(prefers-color-scheme: light)", primary: custom, accent: custom, scheme: default },
  { media: "(prefers-color-scheme: dark)", primary: custom, accent: custom, scheme: slate },
]"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """A small site that is searched with Pagefind, served below a path."""
    with hosted(built_in(tmp_path_factory.mktemp("pagefind"), "en", NOTES)) as running:
        yield running


def built_in(root: Path, language: str, notes: Mapping[str, str | bytes]) -> Path:
    """Build a site that is searched with Pagefind, and return its folder."""
    if program() is None:
        absent("no Pagefind: install the extra `search`")
    write(root, notes)
    configured = settings(
        site_url=f"http://portfolio.test{PATH}",
        extra="{ search: pagefind }",
    )
    features = "search.highlight, search.suggest, navigation.instant"
    more = f"{features}], language: {language}, palette: {PALETTE}"
    (root / "mkdocs.yml").write_text(configured.replace("content.action.edit]", more), encoding="utf-8")
    site = build_site(root)
    assert (site.warnings, site.failed) == ([], False)
    return root / "site"


@pytest.fixture
def reader(page: Page, built: Published) -> Iterator[Page]:
    """Someone on the home page, whose browser has nothing to complain of until the end."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(built.url, wait_until="networkidle")
    yield page
    assert said == []


def results(page: Page) -> Locator:
    return page.locator(".md-search-result__link")


def search(page: Page, query: str) -> Locator:
    """Type a query as one does, and return the links that come of it."""
    open_search(page)
    page.keyboard.type(query)
    return results(page)


def test_little_is_downloaded_before_a_reader_searches(page: Page, built: Published) -> None:
    built.sent.clear()
    page.goto(built.url, wait_until="networkidle")
    sent = {path.removeprefix(PATH): size for path, size in built.sent if "search/" in path}
    assert sent.keys() == {"search/worker.js", "search/search_index.json"}
    assert sent["search/search_index.json"] < 300
    built.sent.clear()
    expect(search(page, "quokka").first).to_be_visible()
    asked = [path.removeprefix(PATH) for path, _ in built.sent]
    assert [path for path in asked if not path.startswith("search/pagefind/")] == []
    assert sum(size for _, size in built.sent) < 200_000


def test_a_result_shows_page_section_and_excerpt_with_the_words_marked(reader: Page) -> None:
    found = search(reader, "consum")
    expect(found).to_have_count(2)
    expect(found.first.locator("h1")).to_have_text("Kafka logs")
    expect(found.first.locator(".md-tag")).to_have_text("zebra")
    expect(found.last.locator("h2")).to_have_text("Consumer groups")
    expect(found.last.locator("h2 mark")).to_have_text("Consumer")
    expect(found.last.locator("p")).to_have_text("Many readers share <b>partitions</b> & offsets.")


def test_an_excerpt_leaves_out_what_it_has_of_its_heading(reader: Page) -> None:
    found = search(reader, "platypus wallaby").filter(has_text="Text goes")
    expect(found.locator("h1")).to_have_text("One and two and then a platypus")
    expect(found.locator("p")).to_have_text(re.compile("^Learning .* A wallaby"))


def test_the_words_of_an_excerpt_are_marked(reader: Page) -> None:
    found = search(reader, "offsets")
    expect(found.last.locator("mark")).to_have_text("offsets.")


def test_enter_leads_to_the_best_section(reader: Page, built: Published) -> None:
    # Not what was found of the words while they were typed.
    expect(search(reader, "consumer groups").first).to_have_attribute("href", re.compile(r"h=consumer\+groups"))
    reader.keyboard.press("Enter")
    reader.wait_for_url(f"{built.url}learnings/Stra%C3%9Fe%20%231/?h=consumer+groups#consumer-groups")
    expect(reader.locator("#consumer-groups")).to_be_visible()
    # As in Material's own search, the words are marked on the page.
    expect(reader.locator("main mark").first).to_have_text("Consumer groups")


def test_arrows_lead_to_any_result(reader: Page, built: Published) -> None:
    found = search(reader, "consumer")
    expect(found).to_have_count(2)
    expect(found.first).to_have_attribute("href", re.compile(r"h=consumer\b"))
    for number in range(2):
        reader.keyboard.press("ArrowDown")
        expect(found.nth(number)).to_be_focused()
    reader.keyboard.press("ArrowUp")
    reader.keyboard.press("Enter")
    reader.wait_for_url(f"{built.url}learnings/Stra%C3%9Fe%20%231/?h=consumer")
    expect(reader.locator("#__search")).not_to_be_checked()


def test_sections_beyond_the_best_are_folded(reader: Page) -> None:
    found = search(reader, "quokka")
    expect(found.first.locator("h1")).to_have_text("Long")
    shown = reader.locator(".md-search-result__item").first
    expect(shown.locator("h2")).to_have_text(["Part 0", "Part 1", "Part 2"])


# Pagefind takes a word that no page has for the longest beginning of it that one has, even if it is a letter.
@pytest.mark.parametrize("query", ["absentword", "xyzzyq", "quote"])
def test_what_is_not_there_is_not_found(reader: Page, query: str) -> None:
    search(reader, query)
    expect(reader.locator(".md-search-result__meta")).to_have_text("No matching documents")


@pytest.mark.parametrize("query", ["reader", "PARTITION", "cafe", "reader shares"])
def test_forms_of_a_word_are_found(reader: Page, query: str) -> None:
    expect(search(reader, query).first.locator("h1")).to_have_text("Kafka logs")


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("zh", "我们学习数据库索引。", "数据库索引"),
        ("ja", "転置インデックスとデータベースについて。", "転置インデックス"),
    ],
)
def test_languages_without_blanks_are_searched(
    page: Page, tmp_path: Path, language: str, text: str, query: str
) -> None:
    site = built_in(tmp_path, language, {**BASE, "learnings/first.md": f"# First\n\n{text}\n"})
    with hosted(site) as running:
        page.goto(running.url, wait_until="networkidle")
        open_search(page)
        page.keyboard.insert_text(query)
        page.keyboard.press("Shift")
        expect(results(page).first.locator("h1")).to_have_text("First")


def test_a_boosted_page_comes_first(reader: Page) -> None:
    expect(search(reader, "narwhal").locator("h1")).to_have_text(["Boosted", "Often"])


def test_a_tag_finds_its_page(reader: Page) -> None:
    expect(search(reader, "zebra").first.locator("h1")).to_have_text("Kafka logs")


def test_the_last_of_several_queries_is_answered(reader: Page) -> None:
    search(reader, "quokka")
    reader.locator(".md-search__input").fill("")
    reader.keyboard.type("consumer")
    expect(results(reader).first.locator("h1")).to_have_text("Kafka logs")
    reader.locator(".md-search__input").fill("")
    reader.keyboard.press("Backspace")
    expect(reader.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    expect(results(reader)).to_have_count(0)


def test_nothing_in_a_note_becomes_markup(reader: Page) -> None:
    found = search(reader, "wombat")
    expect(found.first).to_contain_text("<img src=x onerror=alert(1)>")
    expect(found.first.locator(".md-tag")).to_have_text("<b>tag</b>")
    expect(reader.locator(".md-search-result img, .md-tag b")).to_have_count(0)


def test_the_search_works_again_once_the_host_does(page: Page, built: Published) -> None:
    page.goto(built.url, wait_until="networkidle")
    page.context.route("**/pagefind.js", lambda route: route.abort())
    search(page, "consumer")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
    page.context.unroute("**/pagefind.js")
    page.keyboard.type(" ")
    page.keyboard.type("groups")
    expect(results(page).first.locator("h1")).to_have_text("Kafka logs")


@pytest.mark.parametrize("scheme", PALETTES)
def test_axe_finds_no_violation_in_results(browser: Browser, built: Published, scheme: str) -> None:
    faults = []
    for width in (1440, 390):
        with browser.new_context(
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            viewport={"width": width, "height": 900},
        ) as context:
            page = context.new_page()
            page.goto(built.url, wait_until="networkidle")
            expect(search(page, "quokka").first).to_be_visible()
            page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
            page.evaluate(axe())
            violations = page.evaluate(RUN, RULES)
            faults += [told(each) for each in violations]
    assert not faults, "\n".join(faults)
