"""The tabs of a site: what stands in which, and what stands in none."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.model.loading import load
from nexus_core.write.nav import NavItem, build
from nexus_core.write.pages import pages
from nexus_core.write.view import View
from support.small_sites import repository_in, write

SKILLS = "---\ntitle: Skills\ncatalogue: [{ category: Languages, skills: [Go, Rust] }]\n---\n"
LEARNING = "---\ntitle: Why Go\nskills: [Go]\n---\n\nGo is what it was made with.\n"
WITH_LINK = "---\ntitle: Home\nprofile: { contacts: [{ label: E-mail, url: 'mailto:ada@example.org' }] }\n---\n"
ALL = {
    "docs/index.md": "---\ntitle: Home\n---\n",
    "docs/skills/README.md": SKILLS,
    "docs/journey.md": "---\ntitle: Journey\nweight: 1\n---\n",
    "docs/connect.md": "# Connect\n",
    "docs/notes.md": "# All notes\n",
    "docs/cv.md": "# CV\n",
    "docs/roles/lead.md": "# Lead\n",
    "docs/manual/README.md": "# Manual\n",
    "projects/shop/README.md": "# Shop\n",
    "learnings/go.md": LEARNING,
    "resources/book.md": "# Book\n",
}
NOTES = {"Notes": ["All notes", {"Learnings": ["Learnings", "Why Go"]}, {"Resources": ["Resources", "Book"]}]}
FRONT = ["Home", {"Projects": ["Projects", "Shop"]}, {"Skills": ["Skills", {"Languages": ["Go"]}]}, NOTES, "CV"]


def titles(items: tuple[NavItem, ...]) -> list[object]:
    return [{item.title: titles(item.children)} if item.children else item.title for item in items]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (ALL, [*FRONT, {"About": ["Journey", "Lead"]}]),
        (ALL | {"docs/index.md": WITH_LINK}, [*FRONT, {"About": ["Journey", "Connect", "Lead"]}]),
        (
            {"docs/index.md": "# Home\n", "docs/a.md": "# A\n", "resources/a.md": "# B\n"},
            ["Home", {"Resources": ["Resources", "B"]}, "A"],
        ),
    ],
)
def test_the_tabs(tmp_path: Path, files: dict[str, str | bytes], expected: list[object]) -> None:
    portfolio = load(repository_in(write(tmp_path, files))).portfolio
    assert titles(build(portfolio, pages(View(portfolio)))) == expected
