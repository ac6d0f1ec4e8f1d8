"""A list that is too long for one page goes on on others; no page grows with the notes there are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from nexus_core.write.pagination import MOST
from support.small_sites import BASE, Site, build_site, section, settings, text, write

ADDRESS = "https://me.test/"
THEMED = settings(site_url=ADDRESS).replace(
    "[content.action.edit]", "[navigation.indexes, navigation.prune, navigation.footer]"
)
COUNTS = {"fast": 70, "slow": 80}
"""Notes of each folder of learnings: the first of them ends on the section's second page."""
PAGE_TWO = "learnings/page/2/index.html"


def notes(folder: str, count: int, fields: str = "skills: [Redis]\n") -> dict[str, str]:
    head = f"---\ndescription: What it says.\n{fields}---\n\n"
    return {
        f"{folder}/note-{number:03}.md": f"{head}# {folder[-4:]} {number:03}\n\nRedis keeps what is asked for.\n"
        for number in range(count)
    }


def learnings(**counts: int) -> dict[str, str]:
    found = {
        path: body for name, count in counts.items() for path, body in notes(f"learnings/{name}", count).items()
    }
    return found | {f"learnings/{name}/README.md": f"# {name.capitalize()}\n" for name in counts}


def built(root: Path, files: dict[str, str], configured: str = THEMED) -> Site:
    site = build_site(write(root, {**BASE, "mkdocs.yml": configured, **files}))
    assert (site.warnings, site.failed) == ([], False)
    return site


def cards(html: str) -> list[str]:
    """The titles of a page's cards, in order."""
    return re.findall(r'<article class="nexus-card[^>]*>\s*<h\d[^>]*><a [^>]*>([^<]*)</a>', html)


def pager(html: str) -> str:
    return section(html, 'class="nexus-pages"', "</nav>")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of many learnings."""
    more = {"docs/all.md": "# All\n\n<!-- nexus/learnings { grouped: false } -->\n"}
    return built(tmp_path_factory.mktemp("long"), {**learnings(**COUNTS), **more})


def test_the_pages_of_a_section_hold_each_card_once_in_order(site: Site) -> None:
    pages = [site.html(path) for path in ("learnings/index.html", PAGE_TWO, "learnings/page/3/index.html")]
    assert [len(cards(page)) for page in pages] == [60, 60, 30]
    expected = [f"{name} {number:03}" for name, count in COUNTS.items() for number in range(count)]
    assert [title for page in pages for title in cards(page)] == expected
    assert not site.has("learnings/page/4/index.html")


def test_each_page_leads_to_the_others(site: Site) -> None:
    links = re.findall(r"<a [^>]*>[^<]*</a>|<strong[^>]*>\d+</strong>", pager(site.html(PAGE_TWO)))
    assert links == [
        '<a href="../../" rel="prev">Previous</a>',
        '<a href="../../">1</a>',
        '<strong aria-current="page">2</strong>',
        '<a href="../3/">3</a>',
        '<a href="../3/" rel="next">Next</a>',
    ]


def test_a_continuation_page_says_what_it_is(site: Site) -> None:
    html = site.html(PAGE_TWO)
    assert "<title>Learnings, page 2 of 3 - Test</title>" in html
    assert '<meta name="description" content="Notes 61 to 120 of the 150 in Learnings.">' in html
    assert f'<link rel="canonical" href="{ADDRESS}learnings/page/2/">' in html
    assert "Notes 61 to 120 of the 150 in Learnings ." in text(section(html, "<h1", "nexus-list"))
    assert f"<loc>{ADDRESS}learnings/page/2/</loc>" in site.html("sitemap.xml")


def test_browsers_are_told_of_the_next_page_and_the_one_before(site: Site) -> None:
    found = {
        path: re.findall(r'<link rel="(?:prev|next)" href="[^"]*">', site.html(path))
        for path in ("learnings/index.html", PAGE_TWO, "learnings/page/3/index.html")
    }
    assert found["learnings/index.html"] == ['<link rel="next" href="page/2/">']
    assert found[PAGE_TWO] == ['<link rel="prev" href="../../">', '<link rel="next" href="../3/">']
    # Behind the last page comes what came behind the section's own.
    assert found["learnings/page/3/index.html"] == [
        '<link rel="prev" href="../2/">',
        '<link rel="next" href="../../fast/">',
    ]


def test_the_first_page_says_which_folders_there_are(site: Site) -> None:
    folders = section(site.html("learnings/index.html"), 'class="nexus-folders">', "</p>")
    assert text(folders) == "Fast 70 · Slow 80"
    assert re.findall(r'href="([^"]*)"', folders) == ["fast/", "slow/"]
    assert "nexus-folders" not in site.html(PAGE_TWO)


def test_a_folder_without_a_page_is_on_a_page_of_its_section(tmp_path: Path) -> None:
    files = learnings(fast=70, slow=10)
    del files["learnings/slow/README.md"], files["learnings/fast/README.md"]
    folders = section(built(tmp_path, files).html("learnings/index.html"), 'class="nexus-folders">', "</p>")
    assert text(folders) == "Fast 70 · Slow 10"
    assert re.findall(r'href="([^"]*)"', folders) == ["page/2/"]


def test_a_list_elsewhere_leads_to_the_section(site: Site) -> None:
    html = site.html("all/index.html")
    assert len(cards(html)) == MOST
    more = section(html, 'class="nexus-more">', "</p>")
    assert text(more) == "The first 60 of 150. All 150 in Learnings"
    assert 'href="../learnings/"' in more


def test_a_search_finds_the_notes_and_not_their_cards_on_continuation_pages(site: Site) -> None:
    index = site.html("search/search_index.json")
    assert "learnings/slow/note-079/" in index
    assert "page/2" not in index


def test_programs_that_read_the_plain_text_are_spared_the_repetition(site: Site) -> None:
    assert "page/2" not in site.html("llms.txt").replace("learnings/page/2/index.md", "", 1)
    assert "page 2 of 3" not in site.html("llms-full.txt")
    assert "slow 079" in site.html("learnings/page/3/index.md")


def test_the_filter_is_given_what_the_cards_of_all_pages_show(tmp_path: Path) -> None:
    fields = "title: A <b>\ndate: 2024-05-06\nskills: [Redis]\nproblem: Slow.\nkey_learning: Look twice."
    more = {
        "challenges-solutions/hard/one.md": f"---\n{fields}\n---\n\nRedis had lost its keys.\n",
        "learnings/fast/draft.md": "---\ndraft: true\n---\n\n# Draft\n",
    }
    data = json.loads(built(tmp_path, {**learnings(fast=70), **more}).html("cards.json"))
    assert data["skills"] == [
        {"slug": slug, "name": name, "address": f"skills/{slug}/"}
        for slug, name in (("postgresql", "PostgreSQL"), ("redis", "Redis"), ("caching", "Caching"))
    ]
    assert [card["title"] for card in data["cards"][1:71]] == [f"fast {number:03}" for number in range(70)]
    assert data["cards"][71] == {
        "address": "challenges-solutions/hard/one/",
        "title": "A <b>",
        "kind": "challenge",
        "step": "practised",
        "date": "2024-05-06",
        "text": "Slow.",
        "learning": "Look twice.",
        "skills": ["redis"],
    }
    assert len(data["cards"]) == 72


def test_lists_that_are_whole_need_no_such_thing(tmp_path: Path) -> None:
    assert not built(tmp_path, learnings(fast=60)).has("cards.json")


def test_the_evidence_of_a_skill_goes_on_as_well(tmp_path: Path) -> None:
    files = notes("challenges-solutions/hard", 65, "skills: [Redis]\nkey_learning: Look twice.\n") | notes(
        "learnings/fast", 70
    )
    site = built(tmp_path, files)
    pages = [site.html(f"skills/redis/{path}index.html") for path in ("", "page/2/", "page/3/")]
    entries = [section(page, 'class="nexus-list"', 'class="nexus-pages"').count("<li>") for page in pages]
    assert entries == [60, 60, 16]  # with the shop
    assert [page.count("<li>Look twice.") for page in pages] == [59, 6, 0]
    assert "Redis, page 2 of 3" in pages[1]
    assert "52 more notes" in section(pages[0], '<details class="evidence-more"', "</summary>")


@pytest.mark.parametrize(
    ("directives", "first", "own"),
    [
        pytest.param("<!-- nexus/learnings -->", 60, [2], id="as the build would"),
        pytest.param("<!-- nexus/learnings { grouped: false } -->", 60, [2], id="in another order"),
        pytest.param("<!-- nexus/learnings { limit: 3 } -->", 3, [1, 2], id="only some"),
        pytest.param("<!-- nexus/learnings { limit: 65 } -->", 65, [1, 2], id="as many as the author wants"),
        pytest.param(
            "<!-- nexus/learnings { limit: 3 } -->\n\n<!-- nexus/learnings -->", 63, [2], id="some, then all"
        ),
        pytest.param("<!-- nexus/learnings { skill: Redis } -->", 60, [1, 2], id="those that show a skill"),
        pytest.param("No list.", 60, [2], id="below the text"),
    ],
)
def test_whatever_a_section_shows_all_its_notes_are_on_pages(
    directives: str, first: int, own: list[int], tmp_path: Path
) -> None:
    files = {**learnings(fast=40, slow=30), "learnings/README.md": f"# What I learned\n\n{directives}\n"}
    site = built(tmp_path, files)
    assert len(cards(site.html("learnings/index.html"))) == first
    assert [number for number in range(9) if site.has(f"learnings/page/{number}/index.html")] == own
    listed = [] if own[0] == 1 else cards(site.html("learnings/index.html"))
    listed += [title for number in own for title in cards(site.html(f"learnings/page/{number}/index.html"))]
    assert len(set(listed)) == 70


def test_what_lies_where_a_list_goes_on_is_a_problem(tmp_path: Path) -> None:
    fields = "---\naliases: [/learnings/page/3/]\n---\n\n# Two\n"
    files = {**BASE, **learnings(fast=130), "learnings/page/2.md": fields}
    warnings = build_site(write(tmp_path, files)).warnings
    assert [warning for warning in warnings if "address" in warning] == [
        "learnings/page/2.md:1:1: this note and the page 'Learnings, page 2 of 3' have the same address: "
        "move it; until then that page is left out",
        "learnings/page/2.md:2:11: '/learnings/page/3/' is the address of learnings/page/3/index.html: "
        "remove the alias, or move what is there\n"
        "    2 | aliases: [/learnings/page/3/]\n      |           ^^^^^^^^^^^^^^^^^^",
    ]


def test_where_pages_are_files_the_way_is_the_same(tmp_path: Path) -> None:
    configured = settings(use_directory_urls="false")
    site = built(tmp_path, learnings(fast=70), configured)
    assert 'href="page/2.html"' in pager(site.html("learnings/index.html"))
    assert 'href="../index.html"' in pager(site.html("learnings/page/2.html"))


def sizes(root: Path, count: int) -> dict[str, int]:
    """Build a portfolio whose pages hold all that lists notes, and return the size of each page of its own."""
    lists = ("project-cards", "challenges", "learnings", "resources", "recent", "stats", "cv", "skill-table")
    body = "".join(f"\n<!-- nexus/{name} -->\n" for name in (*lists, "strongest-skills", "evidence-map"))
    files = {
        "docs/index.md": "# Home\n" + body,
        "docs/evidence.md": "# Evidence\n\n<!-- nexus/evidence { skill: Redis } -->\n",
        **notes("learnings/fast", count, "skills: [Redis]\n"),
        **notes("challenges-solutions/hard", count, "skills: [Redis]\nkey_learning: Look twice.\n"),
        **notes("resources/read", count),
        **{path.replace(".md", "/README.md"): body for path, body in notes("projects", count).items()},
    }
    linked = f"[first](fast/note-000.md)\n\n{'filler ' * 9}\n"
    files |= {f"learnings/other-{number:03}.md": f"# Other {number:03}\n\n{linked}" for number in range(count)}
    site = built(root, files)
    pages = {path.relative_to(root / "site").as_posix(): path for path in (root / "site").rglob("index.html")}
    assert not site.failed
    return {path: file.stat().st_size for path, file in pages.items() if "/page/" not in path}


def test_no_page_grows_with_the_notes_there_are(tmp_path: Path) -> None:
    few, many = (sizes(tmp_path / str(count), count) for count in (65, 130))
    # The last of few notes has fewer neighbours in its nav; each of the 65 more takes 60 bytes at least.
    grown = {path: (size, many[path]) for path, size in few.items() if many[path] > size + 2000}
    assert grown == {}
