"""`portfolio.json` says everything that the portfolio knows, as its schema says, and the same every time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from nexus_core.model.loading import load
from nexus_core.schema.kinds import CHALLENGE, KINDS
from nexus_core.write.outputs import OUTPUTS, Site
from nexus_core.write.outputs.portfolio_document import NoteDocument, json_schema, own_fields
from support.small_sites import BASE, ROOT, outputs_of, repository_in, write

pytestmark = pytest.mark.own_notes

SITE = Site("Mine", "https://a.b/c/")

FULL: dict[str, str | bytes] = {
    **BASE,
    "docs/index.md": """\
---
profile:
  name: Ada
  portrait: assets/me.png
  programme: { name: ProDev, length: 8 months }
  contacts: [{ label: Mail, url: "https://a.b/c" }]
phases: [{ title: One, start: 2024-01, skills: [SQL] }]
goals: [{ title: Career, goals: [{ title: More, skills: [Redis] }] }]
---

# Home

[Shop](../projects/shop/README.md)
""",
    "docs/assets/me.png": b"",
    "challenges-solutions/ü slow.md": """\
---
title: Slow "orders"
description: One query an order.
date: { created: 2024-02-03, updated: 2024-03-04 }
skills: [Postgres, Caching]
tags: [sql]
image: slow.png
image_alt: A chart.
weight: 2
after: [home]
start_here: true
aliases: [/old/]
problem: Slow.
solution: [Measured, Joined]
key_learning: Measure.
project: projects/shop/README.md
---

## The plan

PostgreSQL joins all orders in one query.
[The shop](../projects/shop/README.md) and [its skills](../docs/skills/README.md).
""",
    "challenges-solutions/slow.png": b"",
    "learnings/draft.md": "---\ndraft: true\nskills: [Python]\n---\n\n[shop](../projects/shop/README.md)\n",
}


def document(root: Path, site: Site = SITE, *, drafts: bool = False) -> dict[str, Any]:
    texts = outputs_of(load(repository_in(root), drafts=drafts).portfolio, site)
    loaded: dict[str, Any] = json.loads(texts["portfolio.json"])
    Draft202012Validator(json_schema()).validate(loaded)
    return loaded


def by(items: list[dict[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    return {item[key]: item for item in items}


@pytest.fixture
def full(tmp_path: Path) -> Path:
    return write(tmp_path, FULL)


def test_a_sample_is_quoted_as_it_is(tmp_path: Path) -> None:
    note = "---\nskills: [Redis]\n---\n\n# A\n\n```python\nimport redis\n\nr = redis.Redis()\n```\n"
    found = document(write(tmp_path, {**BASE, "learnings/a.md": note}))["catalogue"]["categories"]
    (redis,) = [skill for category in found for skill in category["skills"] if skill["name"] == "Redis"]
    evidence = by(redis["evidence"], "note")["learnings/a.md"]
    assert (evidence["shown_by"], evidence["quote"]) == ("sample", "import redis\n\nr = redis.Redis()")


def test_the_schema_is_one_and_refuses_what_does_not_belong(full: Path) -> None:
    Draft202012Validator.check_schema(json_schema())
    validator = Draft202012Validator(json_schema())
    good = document(full)
    for spoilt in ({"schema_version": 9}, {"profile": None}, {"notes": [{"path": "x"}]}, {"more": 1}):
        assert not validator.is_valid(good | spoilt)
    for field in good["notes"][0]:
        assert not validator.is_valid(good | {"notes": [{k: v for k, v in good["notes"][0].items() if k != field}]})


def test_a_note_has_what_every_note_has_and_every_field_of_its_kind(full: Path) -> None:
    found = by(document(full)["notes"], "path")["challenges-solutions/ü slow.md"]
    expected = {
        "path": "challenges-solutions/ü slow.md",
        "kind": "challenge",
        "url": "https://a.b/c/challenges-solutions/%C3%BC%20slow/",
        "title": 'Slow "orders"',
        "description": "One query an order.",
        "dates": {"created": "2024-02-03", "updated": "2024-03-04"},
        "skills": ["PostgreSQL", "Caching"],
        "tags": ["sql"],
        "image": {"url": "https://a.b/c/challenges-solutions/slow.png", "alt": "A chart."},
        "weight": 2,
        "after": ["docs/index.md"],
        "start_here": True,
        "aliases": ["/old/"],
        "minutes": 1,
        "links_to": ["projects/shop/README.md", "docs/skills/README.md"],
        "linked_from": [],
        "problem": "Slow.",
        "solution": ["Measured", "Joined"],
        "key_learning": "Measure.",
        "project": "projects/shop/README.md",
    }
    assert {name: found[name] for name in expected} == expected
    assert found.keys() == NoteDocument.model_fields.keys() | set(own_fields(CHALLENGE))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_of_note_has_its_own_fields(full: Path, kind: Any) -> None:
    write(full, {f"{kind.folder}/plain.md": "# Plain\n"})
    note = by(document(full)["notes"], "path")[f"{kind.folder}/plain.md"]
    assert note["kind"] == kind.name
    assert set(own_fields(kind)) <= set(note)


def test_a_skill_has_its_step_and_the_notes_that_show_it(full: Path) -> None:
    categories = document(full)["catalogue"]["categories"]
    assert [(c["name"], c["type"]) for c in categories] == [
        ("Languages", "technologies"),
        ("Databases", "technologies"),
        ("Concepts", "competences"),
    ]
    skills = by([skill for category in categories for skill in category["skills"]], "name")
    assert (skills["Python"]["step"], skills["Python"]["level"], skills["Python"]["evidence"]) == (
        "claimed",
        "Advanced",
        [],
    )
    assert skills["PostgreSQL"] == {
        "name": "PostgreSQL",
        "slug": "postgresql",
        "url": "https://a.b/c/skills/postgresql/",
        "aliases": ["Postgres"],
        "implies": ["SQL"],
        "level": None,
        "same_as": None,
        "step": "applied",
        "evidence": [
            {
                "note": "projects/shop/README.md",
                "kind": "project",
                "through": None,
                "shown_by": "text",
                "quote": "PostgreSQL holds the catalogue and the orders.",
                "url": "https://a.b/c/projects/shop/",
            },
            {
                "note": "challenges-solutions/ü slow.md",
                "kind": "challenge",
                "through": None,
                "shown_by": "text",
                "quote": "PostgreSQL joins all orders in one query.",
                "url": "https://a.b/c/challenges-solutions/%C3%BC%20slow/#the-plan",
            },
        ],
    }
    by_tag = skills["Caching"]["evidence"][-1]
    assert (by_tag["note"], by_tag["shown_by"], by_tag["quote"]) == ("challenges-solutions/ü slow.md", "tag", None)


@pytest.mark.parametrize(
    "relation",
    [
        ("shows", "challenges-solutions/ü slow.md", "PostgreSQL", None),
        ("shows", "challenges-solutions/ü slow.md", "SQL", "PostgreSQL"),
        ("belongs-to", "challenges-solutions/ü slow.md", "projects/shop/README.md", None),
        ("links-to", "docs/index.md", "projects/shop/README.md", None),
        ("implies", "PostgreSQL", "SQL", None),
    ],
)
def test_relations_say_what_holds_between_notes_and_skills(full: Path, relation: tuple[object, ...]) -> None:
    found = [tuple(each.values()) for each in document(full)["relations"]]
    assert found.count(relation) == 1


def test_who_and_what_it_is_about_stands_at_the_top(full: Path) -> None:
    found = document(full)
    assert found["profile"] == {
        "name": "Ada",
        "headline": None,
        "summary": None,
        "portrait": "https://a.b/c/assets/me.png",
        "contacts": [{"label": "Mail", "text": None, "url": "https://a.b/c"}],
    }
    assert (found["programme"]["name"], found["programme"]["pace"]) == ("ProDev", None)
    assert found["programme"]["phases"][0]["skills"] == ["SQL"]
    assert found["goals"][0]["goals"][0]["title"] == "More"
    assert [step["name"] for step in found["steps"]] == [
        "claimed",
        "listed",
        "studied",
        "practised",
        "applied",
        "shipped",
    ]


def test_a_draft_is_nowhere_in_it_even_while_the_author_sees_it(full: Path) -> None:
    loaded = load(repository_in(full), drafts=True).portfolio
    assert "learnings/draft.md" in loaded.notes
    assert "draft.md" not in outputs_of(loaded, Site())["portfolio.json"]
    assert document(full, drafts=True) == document(full)


@pytest.mark.parametrize(
    ("site", "home", "note", "index"),
    [
        (Site(url="https://a.b/c"), "https://a.b/c/", "https://a.b/c/resources/r/", "https://a.b/c/projects/shop/"),
        (Site(), "./", "resources/r/", "projects/shop/"),
        (Site(directory_urls=False), "index.html", "resources/r.html", "projects/shop/index.html"),
    ],
)
def test_addresses_are_those_of_the_site(tmp_path: Path, site: Site, home: str, note: str, index: str) -> None:
    write(tmp_path, {**BASE, "resources/r.md": "# R\n"})
    urls = {path: found["url"] for path, found in by(document(tmp_path, site)["notes"], "path").items()}
    assert (urls["docs/index.md"], urls["resources/r.md"], urls["projects/shop/README.md"]) == (home, note, index)


def test_it_is_the_same_wherever_and_whenever_it_is_made(full: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "elsewhere", dict(reversed(FULL.items())))
    first, second = (outputs_of(load(repository_in(root)).portfolio, Site("S")) for root in (full, other))
    assert first == second
    assert str(tmp_path) not in first["portfolio.json"]
    assert [note["path"] for note in json.loads(first["portfolio.json"])["notes"]] == sorted(
        path for path in FULL if path.endswith(".md") and "draft" not in path
    )


def test_an_empty_portfolio_is_one_too(tmp_path: Path) -> None:
    found = document(tmp_path)
    assert (found["notes"], found["relations"], found["catalogue"]) == ([], [], {"path": None, "categories": []})


def test_a_name_that_no_address_can_have_is_said(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not UTF-8: rename it"):
        Site().page("learnings/\udcff.md")


def test_outputs_have_places_of_their_own() -> None:
    paths = [output.path for output in OUTPUTS]
    assert len(set(paths)) == len(paths)


def test_the_portfolio_of_this_repository_fits_the_schema_that_is_kept_in_it() -> None:
    kept = json.loads((ROOT / ".vscode/schemas/portfolio.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(kept)
    found = document(ROOT)
    Draft202012Validator(kept).validate(found)
    assert len(found["notes"]) == len(load(repository_in(ROOT)).portfolio.notes)
    assert str(ROOT) not in json.dumps(found)
