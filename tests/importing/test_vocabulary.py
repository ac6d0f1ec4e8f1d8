"""What learners call things is recognised, and what only looks alike is not."""

from __future__ import annotations

import pytest

from nexus_core.importing import vocabulary
from nexus_core.importing.folders import drawn_folders
from nexus_core.importing.outline import read_outline
from nexus_core.importing.skills import Skills
from nexus_core.model.catalogue import Catalogue


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Projects I Built & Skills I Demonstrated", "projects"),
        ("\U0001f680 2. My Projects", "projects"),
        ("What I've built", "projects"),
        ("Project 3: Microservices Blog", "project"),
        ("Project structure", "structure"),
        ("Project Overview", "journey"),
        ("Real Challenges I Faced & How I Solved Them", "challenges"),
        ("Problems I solved", "challenges"),
        ("Analytical & Problem-Solving Skills I Gained", "learnings"),
        ("Tools & Technologies", "tools"),
        ("Tech Stack", "tools"),
        ("Key Takeaways from My Journey", "takeaways"),
        ("What\u2019s Next for Me", "goals"),
        ("Best Practices & Personal Takeaways", "practices"),
        ("Table of Contents", "contents"),
        ("Core Programming Languages", ""),
        ("Installation", ""),
        ("", ""),
    ],
)
def test_a_heading_tells_what_its_section_is(title: str, kind: str) -> None:
    assert vocabulary.section_kind(title) == kind


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Technologies Used", "technologies"),
        ("Tech stack", "technologies"),
        ("Tools & technologies", ""),
        ("\U0001f527 Built with", "technologies"),
        ("Skills Demonstrated", "skills"),
        ("What I Faced", "problem"),
        ("The problem", "problem"),
        ("How I Solved It", "solution"),
        ("Key Learning", "key_learning"),
        ("Lessons learned", "key_learning"),
        ("GitHub link", "repo"),
        ("Live demo", "demo"),
        ("Note", ""),
    ],
)
def test_a_label_tells_what_its_value_is(words: str, field: str) -> None:
    assert vocabulary.field_of(words) == field


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("**Solution**: indexes", ("Solution", "indexes")),
        ("**Solution:** indexes", ("Solution", "indexes")),
        ("*Solution*: indexes", ("Solution", "indexes")),
        ("__Solution__:", ("Solution", "")),
        ("Solution: indexes: two", ("Solution", "indexes: two")),
        ("see https://example.org", None),
        ("no label", None),
        ("`code: x`", None),
    ],
)
def test_a_label_is_read_with_and_without_emphasis(text: str, label: tuple[str, str] | None) -> None:
    assert vocabulary.label(text) == label


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Python, Django", ["Python", "Django"]),
        ("Python (Django, Flask), SQL", ["Python (Django, Flask)", "SQL"]),
        ("Python | Django \u00b7 Flask; Go", ["Python", "Django", "Flask", "Go"]),
        ("CI/CD, Node.js / Socket.io", ["CI/CD", "Node.js", "Socket.io"]),
        ("Python, Django and Celery.", ["Python", "Django", "Celery"]),
        ("Docker & Kubernetes", ["Docker", "Kubernetes"]),
        ("GitHub Actions and Jenkins CI", ["GitHub Actions and Jenkins CI"]),
        ("`pytest`, **Jest**", ["pytest", "Jest"]),
        ("", []),
    ],
)
def test_names_on_one_line_are_told_apart(text: str, names: list[str]) -> None:
    assert vocabulary.names(text) == names


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Python (Advanced)", {"name": "Python", "level": "Advanced", "code": ["python", "python3"]}),
        ("Go - expert level", {"name": "Go", "level": "expert", "code": ["go", "golang"]}),
        ("JavaScript (Node.js)", {"name": "JavaScript (Node.js)", "aliases": ["JavaScript", "Node.js"]}),
        ("CI/CD", "CI/CD"),
        ("Scikit-learn", {"name": "scikit-learn", "code": ["scikit-learn", "sklearn"]}),
        ("Git 2.40", {"name": "Git", "aliases": ["Git 2.40"]}),
    ],
)
def test_brackets_behind_a_skill_are_its_level_or_another_name(text: str, entry: object) -> None:
    skills = Skills(Catalogue(), may_add=True)
    skills.add("Any", text)
    assert skills.entries == [{"category": "Any", "skills": [entry]}]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("uses redis here", ["Redis"]),
        ("a REST API", ["REST"]),
        ("the rest of it", []),
        ("go there", []),
        ("written in Go.", ["Go"]),
        ("Redisson and pre-Go", ["Go"]),
    ],
)
def test_a_skill_is_named_by_whole_words_and_short_ones_by_their_case(text: str, found: list[str]) -> None:
    skills = Skills(Catalogue(), may_add=True)
    for name in ("Redis", "REST", "Go"):
        skills.add("Any", name)
    assert skills.named_in(text) == found


@pytest.mark.parametrize(
    "tree",
    [
        "x/\n\u251c\u2500\u2500 README.md (this)\n"
        "\u251c\u2500\u2500 learnings/\n\u2502   \u251c\u2500\u2500 python/\n"
        "\u2502   \u2514\u2500\u2500 a.md\n\u251c\u2500\u2500 src/\n\u2502   \u2514\u2500\u2500 app/\n",
        "learnings/\n  python/  # notes\nsrc/\n  app/\n",
        "|-- learnings/\n|   |-- python\n|-- src/\n|   |-- app/\n",
    ],
)
def test_a_drawn_tree_names_the_folders_of_sections(tree: str) -> None:
    assert list(drawn_folders(read_outline(f"```\n{tree}```\n"))) == ["learnings/python"]
