"""What programs read of a page is what its notes say, and no more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nexus_core.model.loading import load
from nexus_core.write.nav import build as build_nav
from nexus_core.write.outputs import Site
from nexus_core.write.pages import pages
from nexus_core.write.structured_data import graph, trails
from nexus_core.write.view import View
from support.schema_org import faults, main
from support.small_sites import ABOUT, BASE, repository_in, write

SITE = Site("Mine", "https://a.b/c/", description="One line.")
NOTES = {
    **BASE,
    "docs/index.md": """\
---
profile:
  name: Ada
  summary: Builds things.
  portrait: assets/me.png
  programme: { name: ProDev, length: 8 months, pace: 30+ hours a week }
  contacts: [{ label: GitHub, url: "https://git.test/ada" }, { label: Chat, text: "#channel" }]
---

# Home
""",
    "docs/assets/me.png": "",
    "docs/cv.md": "# CV\n\n<!-- nexus/cv -->\n",
    "docs/about.md": ABOUT.replace("---", "---\ndate: 2024-02-03", 1),
    "projects/shop/README.md": """\
---
title: Shop
status: completed
start: 2024-01
technologies: [Postgres]
repo: https://git.test/shop
---

PostgreSQL holds the catalogue.
""",
    "projects/bare.md": "# Bare\n",
    "learnings/README.md": "# Learnings\n",
    "learnings/python/README.md": "# Python, advanced\n",
    "learnings/python/lists.md": """\
---
title: Lists
description: What they cost.
date: { created: 2024-01-02, updated: 2024-03-04 }
skills: [Python]
tags: [cost, lists]
image: list.png
image_alt: A list.
---

Python lists grow in steps.
""",
    "learnings/python/list.png": "",
    "challenges-solutions/slow.md": "---\ndate: 2024-01-02\n---\n\n# Slow\n",
    "resources/alone/README.md": "# Alone\n",
}


def graphs(root: Path, site: Site = SITE) -> dict[str, dict[str, Any]]:
    portfolio = load(repository_in(root)).portfolio
    every = pages(View(portfolio))
    above = trails(build_nav(portfolio, every))
    return {path: graph(page, above.get(path, ()), portfolio, site) for path, page in every.items()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    return graphs(write(tmp_path_factory.mktemp("notes"), NOTES))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("docs/index.md", "ProfilePage"),
        ("docs/cv.md", "ProfilePage"),
        ("docs/about.md", "WebPage"),
        ("docs/skills/README.md", "CollectionPage"),
        ("docs/skills/python.md", "WebPage"),
        ("projects/README.md", "CollectionPage"),
        ("projects/shop/README.md", "SoftwareSourceCode"),
        ("projects/bare.md", "CreativeWork"),
        ("learnings/README.md", "CollectionPage"),
        ("learnings/python/README.md", "CollectionPage"),
        ("learnings/python/lists.md", "LearningResource"),
        ("challenges-solutions/slow.md", "TechArticle"),
        ("resources/README.md", "CollectionPage"),
        ("resources/alone/README.md", "LearningResource"),
    ],
)
def test_a_page_is_what_its_note_is(made: dict[str, dict[str, Any]], path: str, kind: str) -> None:
    assert main(made[path])["@type"] == kind


def test_a_note_is_said_with_its_dates_and_skills(made: dict[str, dict[str, Any]]) -> None:
    assert main(made["learnings/python/lists.md"]) == {
        "@type": "LearningResource",
        "@id": "https://a.b/c/learnings/python/lists/#work",
        "url": "https://a.b/c/learnings/python/lists/",
        "mainEntityOfPage": "https://a.b/c/learnings/python/lists/",
        "name": "Lists",
        "description": "What they cost.",
        "image": "https://a.b/c/learnings/python/list.png",
        "inLanguage": "en",
        "author": {
            "@type": "Person",
            "@id": "https://a.b/c/#author",
            "name": "Ada",
            "url": "https://a.b/c/",
        },
        "datePublished": "2024-01-02",
        "dateModified": "2024-03-04",
        "keywords": "cost, lists",
        "about": [PYTHON],
        "isPartOf": {"@type": "WebSite", "@id": "https://a.b/c/#site", "url": "https://a.b/c/", "name": "Mine"},
    }


PYTHON = {
    "@type": "DefinedTerm",
    "@id": "https://a.b/c/skills/python/#skill",
    "name": "Python",
    "url": "https://a.b/c/skills/python/",
    "inDefinedTermSet": "https://a.b/c/skills/#catalogue",
}


def test_a_project_is_said_with_its_source_and_state(made: dict[str, dict[str, Any]]) -> None:
    project = main(made["projects/shop/README.md"])
    assert project["codeRepository"] == "https://git.test/shop"
    assert (project["creativeWorkStatus"], project["temporalCoverage"]) == ("completed", "2024-01/..")
    assert [term["name"] for term in project["about"]] == ["PostgreSQL"]


def test_the_person_knows_what_notes_show_and_has_what_the_author_states(made: dict[str, dict[str, Any]]) -> None:
    page = main(made["docs/index.md"])
    assert page["mainEntity"] == main(made["docs/cv.md"])["mainEntity"]
    person = dict(page["mainEntity"])
    known = person.pop("knowsAbout")
    (credential,) = person.pop("hasCredential")
    assert person == {
        "@type": "Person",
        "@id": "https://a.b/c/#author",
        "name": "Ada",
        "url": "https://a.b/c/",
        "description": "Builds things.",
        "image": "https://a.b/c/assets/me.png",
        "sameAs": ["https://git.test/ada"],
        "knowsLanguage": ["English", "German"],
        "worksFor": [{"@type": "Organization", "name": "Shop", "url": "https://shop.test"}],
        "alumniOf": [{"@type": "EducationalOrganization", "name": "Town College"}],
    }
    assert {**credential, "competencyRequired": [term["name"] for term in credential["competencyRequired"]]} == {
        "@type": "EducationalOccupationalCredential",
        "name": "Cloud",
        "recognizedBy": {"@type": "Organization", "name": "Vendor"},
        "dateCreated": "2024-05",
        "url": "https://vendor.test/7",
        "identifier": "7",
        "competencyRequired": ["Caching"],
    }
    assert [term["name"] for term in known] == ["Python", "SQL", "PostgreSQL"]
    assert known[0] == PYTHON
    assert page["mentions"] == {
        "@type": "EducationalOccupationalProgram",
        "name": "ProDev",
        "description": "8 months, 30+ hours a week",
        "timeToComplete": "P8M",
    }


@pytest.mark.parametrize(
    ("length", "duration"),
    [("8 months", "P8M"), ("1 year", "P1Y"), ("12-week", "P12W"), ("a while", None), ("8 months or more", None)],
)
def test_the_length_of_the_programme_is_a_duration_where_it_can_be(
    tmp_path: Path, length: str, duration: str | None
) -> None:
    home = f"---\nprofile: {{ programme: {{ name: P, length: {length} }} }}\n---\n\n# Home\n"
    found = main(graphs(write(tmp_path, {**BASE, "docs/index.md": home}))["docs/index.md"])
    assert found["mentions"].get("timeToComplete") == duration


def test_nobody_is_given_a_name(tmp_path: Path) -> None:
    found = graphs(write(tmp_path, BASE))
    assert "name" not in main(found["docs/index.md"])["mainEntity"]
    assert "name" not in main(found["projects/shop/README.md"])["author"]


def test_a_skill_is_a_term_of_the_catalogue(made: dict[str, dict[str, Any]]) -> None:
    catalogue = main(made["docs/skills/README.md"])["mainEntity"]
    assert (catalogue["@type"], catalogue["@id"]) == ("DefinedTermSet", "https://a.b/c/skills/#catalogue")
    listed = [term["@id"] for term in catalogue["hasDefinedTerm"]]
    assert len(listed) == 5
    assert main(made["docs/skills/python.md"])["mainEntity"] == PYTHON
    assert PYTHON["@id"] in listed


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("docs/about.md", ["Home", "About"]),
        ("docs/skills/python.md", ["Home", "Skills", "Python"]),
        ("learnings/python/lists.md", ["Home", "Learnings", "Python, advanced", "Lists"]),
        ("challenges-solutions/slow.md", ["Home", "Challenges", "Slow"]),
        ("learnings/README.md", ["Home", "Learnings"]),
    ],
)
def test_breadcrumbs_lead_from_the_home_page(made: dict[str, dict[str, Any]], path: str, names: list[str]) -> None:
    (crumbs,) = [thing for thing in made[path]["@graph"] if thing["@type"] == "BreadcrumbList"]
    items = crumbs["itemListElement"]
    assert [item["name"] for item in items] == names
    assert [item["position"] for item in items] == list(range(1, len(names) + 1))
    assert (items[0]["item"], items[-1]["item"]) == ("https://a.b/c/", SITE.page(path))


def test_a_folder_without_a_page_is_no_crumb(tmp_path: Path) -> None:
    found = graphs(write(tmp_path, {**BASE, "learnings/deep/er/x.md": "# X\n", "learnings/deep/er/y.md": "# Y\n"}))
    crumbs = found["learnings/deep/er/x.md"]["@graph"][-1]["itemListElement"]
    assert [crumb["name"] for crumb in crumbs] == ["Home", "Learnings", "X"]


def test_without_an_address_nothing_is_said(tmp_path: Path) -> None:
    assert set(map(len, graphs(write(tmp_path, NOTES), Site("Mine")).values())) == {0}


def test_the_same_notes_make_the_same_graphs(made: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    assert json.dumps(graphs(write(tmp_path, dict(reversed(NOTES.items()))))) == json.dumps(made)


def test_all_of_it_is_in_the_vocabulary_of_schema_org(made: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    assert faults(tmp_path, list(made.values())) == ""
