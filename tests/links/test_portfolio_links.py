"""`nexus links` tells what `nexus check` knows of a portfolio's links, each once and at its line."""

from pathlib import Path

import pytest

from links.small_sites import reported
from support.small_sites import BASE, settings

PROJECT = "projects/cart/README.md"
CHALLENGE = "challenges-solutions/slow.md"
DRAFT = {"learnings/later.md": "---\ntitle: Later\ndraft: true\nlinks: [{ label: A, url: 'htps://a.dev' }]\n---\n"}


def _reported(root: Path, files: dict[str, str]) -> list[str]:
    return reported(root, {**BASE, **DRAFT, "mkdocs.yml": settings(), **files})


@pytest.mark.parametrize(
    ("front", "body", "expected"),
    [
        ("title: Cart", "[[Nobody]]", ["6 unknown-name"]),
        ("title: Cart", "[[Redis]] and `[[Nobody]]`", []),
        ("title: Cart", "[[Later]]", ["6 excluded-page"]),
        ("repo: https://github.com/<your-name>/cart", "", ["2 placeholder"]),
        ("repo: https://github.com/your-name/cart", "", ["2 placeholder"]),
        ("repo: htps://github.com/ada/cart", "", ["2 misspelt-scheme"]),
        ("demo: nowhere", "", ["2 missing-page"]),
        ("repo: https://github.com/ada/cart", "", []),
        ("image: gone.png\nimage_alt: A cart", "", ["2 missing-image"]),
        ("links: [{ label: A, url: htps://a.c }, { label: B, url: htps://b.c }]", "", ["2 misspelt-scheme"] * 2),
    ],
)  # fmt: skip
def test_a_note_is_told_of_once(tmp_path: Path, front: str, body: str, expected: list[str]) -> None:
    note = f"---\n{front}\n---\n" + "\n" * (1 if front.count("\n") else 2) + f"{body}\n"
    assert _reported(tmp_path, {PROJECT: note}) == [f"{PROJECT}:{place}" for place in expected]


@pytest.mark.parametrize(
    ("problem", "code"), [("See [[Redis]]", "unknown-name"), ("See [this](../x.md)", "unrendered-link")]
)
def test_a_link_in_front_matter_that_stays_text_is_told(tmp_path: Path, problem: str, code: str) -> None:
    note = f"---\ntitle: Slow\nproblem: {problem} # [[Postgres]]\n---\n\n# Slow\n"
    assert _reported(tmp_path, {CHALLENGE: note}) == [f"{CHALLENGE}:3 {code}"]


def test_the_profile_and_the_catalogue_are_told_of(tmp_path: Path) -> None:
    home = "---\nprofile:\n  name: Ada\n  contacts:\n    - { label: Web, url: htps://ada.dev }\n---\n\n# Home\n"
    skills = (
        "---\ncatalogue:\n  - category: A\n    skills:\n      - { name: Python, same_as: 'http//x.dev' }\n"
        "      - PostgreSQL\n      - Redis\n      - Caching\n---\n\n# Skills\n"
    )
    found = _reported(tmp_path, {"docs/index.md": home, "docs/skills/README.md": skills})
    assert found == ["docs/index.md:5 misspelt-scheme", "docs/skills/README.md:5 misspelt-scheme"]
