"""The catalogue finds skills by name and alias, follows what implies what, and gives each its own slug."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.checks import check_portfolio
from nexus_core.model.catalogue import Catalogue, unique_slug
from nexus_core.model.loading import load
from support.small_sites import repository_in, write


def catalogue(root: Path, entries: str) -> Catalogue:
    return build(root, f"- category: All\n    skills: {entries}")


def build(root: Path, categories: str) -> Catalogue:
    page = f"---\ncatalogue:\n  {categories}\n---\n"
    loaded = load(repository_in(write(root, {"docs/skills/index.md": page})))
    assert check_portfolio(loaded) == ()
    return loaded.portfolio.catalogue


def test_a_skill_is_what_its_entry_says(tmp_path: Path) -> None:
    entry = "{ name: Go, aliases: [Golang], level: Advanced, same_as: 'https://go.dev/' }"
    found = build(
        tmp_path,
        f"- category: Languages\n    skills: [{entry}, C++]\n"
        "  - category: Ways\n    type: competences\n    skills: [c/pp, CPP, Caching]",
    )
    assert found.path == "docs/skills/index.md"
    assert [(category.name, category.type) for category in found.categories] == [
        ("Languages", "technologies"),
        ("Ways", "competences"),
    ]
    assert [[skill.name for skill in category.skills] for category in found.categories] == [
        ["Go", "C++"],
        ["c/pp", "CPP", "Caching"],
    ]
    assert [
        (skill.name, skill.path, skill.category, skill.aliases, skill.level, skill.same_as)
        for skill in found.skills
    ] == [
        ("Go", "docs/skills/go.md", "Languages", ("Golang",), "Advanced", "https://go.dev/"),
        ("C++", "docs/skills/cpp-f1deb7.md", "Languages", (), "", ""),
        ("c/pp", "docs/skills/c-pp.md", "Ways", (), "", ""),
        ("CPP", "docs/skills/cpp.md", "Ways", (), "", ""),
        ("Caching", "docs/skills/caching.md", "Ways", (), "", ""),
    ]


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        pytest.param(
            "Postgress",
            "did you mean 'PostgreSQL'? A new one goes into docs/skills/index.md:2",
            id="like an alias",
        ),
        pytest.param(
            "postgersql",
            "did you mean 'PostgreSQL'? A new one goes into docs/skills/index.md:2",
            id="like a name",
        ),
        pytest.param("Ruby", "add it to the catalogue in docs/skills/index.md:2", id="like nothing"),
        pytest.param("“Go”", "curly quotes are letters to YAML: write Go", id="in the quotes of a word processor"),
    ],
)
def test_an_unknown_name_leads_to_one_that_is_known(tmp_path: Path, name: str, suggestion: str) -> None:
    found = catalogue(tmp_path, "[Go, { name: PostgreSQL, aliases: [Postgres] }]")
    assert found.find(name) is None
    assert found.suggest(name) == suggestion


def test_without_a_catalogue_a_name_leads_to_the_page_that_would_hold_it() -> None:
    assert Catalogue().suggest("Go") == "there is no catalogue: add a 'catalogue' field to docs/skills/README.md"


@pytest.mark.parametrize("name", ["PostgreSQL", "postgresql", "POSTGRES", " Postgres ", "pg", "my  pg"])
def test_a_skill_is_found_by_name_and_alias_regardless_of_case(tmp_path: Path, name: str) -> None:
    found = catalogue(tmp_path, "[{ name: PostgreSQL, aliases: [Postgres, PG, My PG] }]").find(name)
    assert found
    assert found.name == "PostgreSQL"


def test_implications_are_followed_to_their_end(tmp_path: Path) -> None:
    entries = "[{ name: A, implies: [B] }, { name: B, implies: [c] }, { name: C }, D]"
    found = catalogue(tmp_path, entries)
    a, c = found.find("A"), found.find("C")
    assert a
    assert c
    assert [skill.name for skill in found.implied_by(a)] == ["B", "C"]
    assert [skill.name for skill in found.implying(c)] == ["A", "B"]


def test_what_is_implied_comes_nearest_first_and_once(tmp_path: Path) -> None:
    entries = "[{ name: A, implies: [B, C] }, { name: B, implies: [D] }, { name: C, implies: [D, E] }, D, E]"
    found = catalogue(tmp_path, entries)
    implied = {skill.name: "".join(other.name for other in found.implied_by(skill)) for skill in found.skills}
    assert implied == {"A": "BCDE", "B": "D", "C": "DE", "D": "", "E": ""}


def test_a_circle_of_implications_ends(tmp_path: Path) -> None:
    found = catalogue(tmp_path, "[{ name: A, implies: [B] }, { name: B, implies: [A] }]")
    a = found.find("A")
    assert a
    assert [skill.name for skill in found.implied_by(a)] == ["B"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("PostgreSQL", "postgresql"),
        ("JavaScript (Node.js)", "javascript-nodejs"),
        ("C++", "cpp"),
        ("C#", "c-sharp"),
        ("CI/CD pipelines", "ci-cd-pipelines"),
        ("Größenordnung", "grössenordnung"),
        ("设计", "设计"),
        ("..", "skill"),
        ("../../etc", "etc"),
        ("X/", "x"),
        ("_a_b_", "a-b"),
        ("Fix #42", "fix-42"),
        ("A + B", "a-b"),
        ("N+1 queries", "n-1-queries"),
        ("C++17, F# and C#", "cpp17-f-sharp-and-c-sharp"),
        ("\u0130stanbul", "istanbul"),
        ("हिन्दी में", "हिन्दी-में"),
        ("การเขียนโปรแกรม", "การเขียนโปรแกรม"),
        ("عَرَبِيّ", "عَرَبِيّ"),
        ("Việt Nam", "việt-nam"),
        ("می‌خواهم", "میخواهم"),
        ("Don't", "dont"),
        ("a" * 201, "a" * 200),
        ("設計" * 40, "設計" * 33),
        (f"{'a' * 150} {'b' * 60}", "a" * 150),
        (f"a {'b' * 250}", f"a-{'b' * 198}"),
        ("Don\u2019t", "dont"),
        ("e\u0301te\u0301", "\u00e9t\u00e9"),
    ],
)
def test_a_slug_is_readable_and_safe(name: str, slug: str) -> None:
    assert unique_slug(name, set()) == slug


def test_slugs_are_unique() -> None:
    taken: set[str] = set()
    assert [unique_slug(name, taken) for name in ("a b", "a-b", "A  B")] == ["a-b", "a-b-2", "a-b-3"]
    assert unique_slug("README", taken) == "readme-2"


@pytest.mark.parametrize("names", [["Go", "Go!", "GO?"], ["GO?", "Go!", "Go"], ["Go!", "Go", "GO?"]])
def test_an_address_is_the_same_in_whatever_order_skills_are_listed(names: list[str], tmp_path: Path) -> None:
    found = catalogue(tmp_path, f"[{', '.join(f'{{ name: {name!r} }}' for name in (*names, 'Index'))}]")
    slugs = {skill.name: skill.slug for skill in found.skills}
    assert slugs == {"Go": "go", "Go!": "go-e95c39", "GO?": "go-b18765", "Index": "index-skill"}
