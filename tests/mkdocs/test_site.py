"""Notes become pages: placed, linked, searchable, with what their front matter says and what follows from it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from support.small_sites import BASE, Site, build_site, section, settings, text, write

NEW_PROJECT = """\
---
title: New thing
technologies: [Python]
skills: [Caching]
---
"""

NOTES: dict[str, str | bytes] = {
    **BASE,
    "docs/index.md": "# Home\n\n[the shop](../projects/shop/README.md)\n",
    "docs/about.md": "---\ntitle: About\nweight: 1\n---\n\n# About\n",
    "docs/assets/logo.svg": "<svg/>",
    "learnings/caches/README.md": "---\nweight: 1\n---\n\n# Caches\n\nAbout caches.\n",
    "learnings/caches/redis.md": (
        "---\nskills: [Redis]\nimage: lru.png\nimage_alt: Least recently used\n---\n\n# Redis as a cache\n\n"
        "![a picture](lru.png) [shop](../../projects/shop/README.md) [skills](../../docs/skills/README.md)\n"
    ),
    "learnings/caches/lru.png": b"\x89PNG",
    "learnings/caches/.secret": "no",
    "learnings/plain.md": "No front matter, no heading.\n",
    "challenges-solutions/slow/orders.md": (
        "---\nproblem: Orders are slow\nsolution: [Measured, Added an index]\nkey_learning: Measure first\n"
        "project: projects/shop/README.md\nskills: [PostgreSQL]\n---\n\n# Slow orders\n"
    ),
    "resources/shelf.md": "---\nlinks: [{ label: Docs, url: 'https://redis.io/' }]\n---\n\n# Shelf\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = write(tmp_path_factory.mktemp("site"), NOTES)
    (root / "mkdocs.yml").write_text(
        settings(repo_url="https://code.test/me/nexus", edit_uri="edit/main/"), encoding="utf-8"
    )
    built = build_site(root)
    assert (built.warnings, built.failed) == ([], False)
    return built


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "about/index.html",
        "skills/index.html",
        "skills/postgresql/index.html",
        "projects/index.html",
        "projects/shop/index.html",
        "learnings/index.html",
        "learnings/caches/index.html",
        "learnings/caches/redis/index.html",
        "learnings/caches/lru.png",
        "learnings/plain/index.html",
        "challenges-solutions/index.html",
        "challenges-solutions/slow/orders/index.html",
        "resources/shelf/index.html",
        "assets/logo.svg",
    ],
)
def test_files_have_their_address(site: Site, path: str) -> None:
    assert site.has(path)


def test_dot_files_are_not_published(site: Site) -> None:
    assert not list((site.root / "site").rglob(".secret"))


def test_links_between_notes_and_pages_work(site: Site) -> None:
    assert 'href="projects/shop/"' in site.html("index.html")
    note = site.html("learnings/caches/redis/index.html")
    assert 'href="../../../projects/shop/"' in note
    assert 'href="../../../skills/"' in note
    assert 'src="../lru.png"' in note


def test_a_broken_link_fails_a_strict_build(tmp_path: Path) -> None:
    site = build_site(write(tmp_path, {**BASE, "learnings/a.md": "# A\n\n[b](b.md) [c](../docs/index.md#no)\n"}))
    assert site.failed
    assert [w for w in site.warnings if "learnings/a.md" in w and "'b.md'" in w]
    assert [w for w in site.warnings if "learnings/a.md" in w and "#no" in w]


def test_edit_links_point_to_the_file_in_the_repository(site: Site) -> None:
    for path, source in {
        "about/index.html": "docs/about.md",
        "learnings/caches/index.html": "learnings/caches/README.md",
    }.items():
        assert f"https://code.test/me/nexus/edit/main/{source}" in site.html(path)
    assert "edit/main" not in site.html("skills/redis/index.html")


def test_the_search_finds_notes_skills_and_what_components_show(site: Site) -> None:
    docs = json.loads(site.html("search/search_index.json"))["docs"]
    found = {doc["location"]: doc["title"] + " " + doc["text"] for doc in docs}
    assert "Redis as a cache" in found["learnings/caches/redis/"]
    assert "PostgreSQL" in found["skills/postgresql/"]
    assert "A catalogue with search" in " ".join(found.values())


def test_a_skills_page_says_its_step_why_and_by_which_notes(site: Site) -> None:
    page = section(site.html("skills/sql/index.html"), "<h1", "</article>")
    words = text(page)
    assert "used in a project , shown in 1 note" in words
    assert "PostgreSQL holds the catalogue and the orders. From the project Shop , through PostgreSQL" in words
    assert "Shop project, through PostgreSQL “PostgreSQL holds the catalogue and the orders.”" in words
    assert "listed by Slow orders : it names the skill and does not show it." in words
    assert "What shows one of these shows SQL too: PostgreSQL" in words


def test_a_skill_that_no_note_names_is_in_the_table_to_which_its_address_leads(site: Site) -> None:
    assert "Python self-reported" in text(site.html("skills/index.html"))
    assert '<a href="../">' in site.html("skills/python/index.html")
    assert "Python" not in [entry["title"] for entry in json.loads(site.html("search/search_index.json"))["docs"]]


def test_a_project_shows_its_front_matter(site: Site) -> None:
    words = text(section(site.html("projects/shop/index.html"), "<h1", "</article>"))
    for part in (
        "An online shop.",
        "Status completed",
        "Technologies PostgreSQL , Redis",
        "Skills demonstrated Caching",
        "A catalogue with search",
        "Measure first",
    ):
        assert part in words


def test_a_challenge_shows_problem_solution_and_key_learning(site: Site) -> None:
    words = text(section(site.html("challenges-solutions/slow/orders/index.html"), "<h1", "</article>"))
    assert "What I faced Orders are slow" in words
    assert "How I solved it Measured Added an index" in words
    assert "Key learning Measure first" in words
    assert "Project Shop" in words


def test_related_notes_are_listed_with_what_they_share(site: Site) -> None:
    page = site.html("learnings/caches/redis/index.html")
    assert "Shop (project, shares Redis )" in text(section(page, 'class="related-notes"', "</aside>"))


@pytest.mark.parametrize(
    ("path", "card", "titles"),
    [
        ("projects/index.html", "project-card", ["Shop"]),
        ("learnings/index.html", "learning-card", ["Plain", "Redis as a cache"]),
        ("learnings/caches/index.html", "learning-card", ["Redis as a cache"]),
        ("challenges-solutions/index.html", "challenge-card", ["Slow orders"]),
        ("resources/index.html", "resource-card", ["Shelf"]),
    ],
)
def test_a_section_lists_its_notes_as_cards(site: Site, path: str, card: str, titles: list[str]) -> None:
    cards = re.findall(rf'<article class="nexus-card {card}"[^>]*>.*?</article>', site.html(path), re.DOTALL)
    assert [re.findall(r"<h\d[^>]*><a [^>]*>([^<]*)</a>", each) for each in cards] == [[t] for t in titles]


def test_the_nav_is_worked_out_from_the_tree(site: Site) -> None:
    page = site.html("learnings/caches/redis/index.html")
    tabs = re.findall(r'<li class="md-nav__item[^"]*">', page)
    assert tabs
    words = text(section(page, 'aria-label="Navigation"', '<div class="md-content"'))
    for title in ("Home", "Skills", "Projects", "Learnings", "Caches", "Redis as a cache", "About"):
        assert title in words


def test_a_new_project_needs_nothing_but_its_file(tmp_path: Path) -> None:
    site = build_site(write(tmp_path, {**BASE, "projects/new-thing/README.md": NEW_PROJECT}))
    assert not site.failed
    assert '<a href="new-thing/">New thing</a>' in site.html("projects/index.html")
    for slug in ("python", "caching"):
        assert "New thing" in site.html(f"skills/{slug}/index.html")
    assert "New thing" in site.html("search/search_index.json")
    assert "New thing" in section(site.html("index.html"), 'aria-label="Navigation"', "md-content")


def test_a_page_of_the_authors_stands_for_a_skills_or_a_sections(tmp_path: Path) -> None:
    own = {"docs/skills/redis.md": "# Redis and me\n", "docs/projects.md": "# What I made\n"}
    site = build_site(write(tmp_path, {**BASE, **own}))
    assert (site.warnings, site.failed) == ([], False)
    assert "Redis and me" in site.html("skills/redis/index.html")
    assert "What I made" in site.html("projects/index.html")
    assert "Shop" in section(site.html("index.html"), 'aria-label="Navigation"', "md-content")


def test_a_heading_far_down_is_still_the_pages_own(tmp_path: Path) -> None:
    body = f"<!-- {'long ' * 600}-->\n\n# The title\n"
    site = build_site(write(tmp_path, {**BASE, "learnings/a.md": body}))
    assert site.html("learnings/a/index.html").count("<h1") == 1


def test_a_draft_is_absent_from_a_build(tmp_path: Path) -> None:
    draft = NEW_PROJECT.replace("---\n", "---\ndraft: true\n", 1)
    site = build_site(write(tmp_path, {**BASE, "projects/new-thing/README.md": draft}))
    assert not site.failed
    assert not site.has("projects/new-thing/index.html")
    built = [path for path in (site.root / "site").rglob("*.html") if "New thing" in path.read_text("utf-8")]
    assert built == []
    assert "New thing" not in site.html("search/search_index.json")


def test_a_note_says_what_it_is_and_who_links_to_it(site: Site) -> None:
    words = text(section(site.html("learnings/caches/redis/index.html"), "<h1", "</article>"))
    assert "Learning in Caches · 1 min read" in words
    project = text(section(site.html("projects/shop/index.html"), 'class="related-notes"', "</aside>"))
    assert "Redis as a cache (learning" in project
