"""Shapes that learners give their READMEs, and the fields and text of the notes that come out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nexus_core.checks import check_portfolio
from nexus_core.importing.importer import import_readme
from nexus_core.model.loading import load
from nexus_core.schema.kinds.page import PageFields
from support.small_sites import repository_in, write

SKILLS = "docs/skills/README.md"
CHALLENGES = "challenges-solutions/"


def names(*skills: str) -> str:
    return "    skills:\n" + "".join(f"      - {skill}\n" for skill in skills) + "---"


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (
            "## Major Learnings\n\n### Key Technologies\n\n- **Python**: scripts and services.\n",
            SKILLS,
            names("Python"),
        ),
        (
            "## Program Highlights\n\n### Technologies\n\n#### **Docker**\n- Images and layers\n",
            SKILLS,
            names("Docker"),
        ),
        (
            "## Challenges\n\n- **Challenge:** Too big.\n  **Solution:** Two stages.\n",
            CHALLENGES + "too-big.md",
            "problem: Too big.\nsolution:\n  - Two stages.\n",
        ),
        (
            "## Challenges\n\n- **Challenge:** Too big. **Solution:** Two stages.\n",
            CHALLENGES + "too-big.md",
            "problem: Too big.\nsolution:\n  - Two stages.\n",
        ),
        (
            "## Challenges\n\n| **Challenge** | **Solution Implemented** |\n|---|---|\n| Slow page | An index |\n",
            CHALLENGES + "slow-page.md",
            "---\nsolution:\n  - An index\n---\n\n# Slow page",
        ),
        (
            "## Challenges\n\n- **Slow**:\n  - **Solution**: An index.\n  - **Outcome**: A tenth.\n",
            CHALLENGES + "slow.md",
            "---\n\n# Slow\n\n- **Outcome**: A tenth.\n",
        ),
        (
            "## Technologies\n\n- **Python** \u2192 the language\n"
            "- **CI/CD** \u2192 GitHub Actions, Jenkins for build\n",
            SKILLS,
            names("Python", "CI/CD"),
        ),
        ("## Technologies\n\n### Django\n- Implemented models, views, and URLs\n", SKILLS, names("Django")),
        (
            "## Technologies\n\n- **Docker & Docker Compose:** For containers.\n"
            "- **GraphQL (with Apollo)**: one endpoint.\n",
            SKILLS,
            names("Docker", "Docker Compose", "GraphQL"),
        ),
        (
            "## Technologies\n\n- Postgress\n",
            SKILLS,
            "- { name: PostgreSQL, aliases: [Postgress], code: [",
        ),
        (
            "## Technologies\n\n- Celery + Kotlin\n- Lua \u2013 scripts\n- Perl with Scala\n",
            SKILLS,
            names("Celery", "Kotlin", "Lua", "Perl", "Scala"),
        ),
        (
            "## Technologies\n\n| Tool | Purpose |\n|---|---|\n| Kotlin | Services |\n| celery | Tasks |\n",
            SKILLS,
            "| Tool | Purpose |\n|---|---|\n| Kotlin | Services |\n| celery | Tasks |\n",
        ),
        (
            "## Tech Stack\n\n### Server\n\n- **Kotlin** for services\n\n## Usage\n\nRun.\n\n## License\n\nMIT\n",
            "projects/mine/README.md",
            "technologies: [Kotlin]\n---\n\n# Mine\n\n## Tech Stack\n",
        ),
        (
            "## Challenges\n\n### Slow\n\n**Solution**: an index in Postgres\n",
            CHALLENGES + "slow.md",
            "skills: [PostgreSQL]",
        ),
        (
            "## Features\n\n- Vote once\n\n## Tech Stack\n\n- Django\n",
            "projects/mine/README.md",
            "technologies: [Django]\nhighlights:\n  - Vote once\n---\n\n# Mine\n",
        ),
    ],
)  # fmt: skip
def test_a_shape_becomes(text: str, path: str, expected: str, tmp_path: Path) -> None:
    files = {
        file.path: file.text
        for file in import_readme(f"# Mine\n\n{text}", "README.md", repository_in(tmp_path)).files
    }
    # What is known of a skill stands beside its name.
    assert expected in files[path] or expected in re.sub(r"\{ name: ([^,]+), .*\}", r"\1", files[path])


def test_an_empty_first_title_gives_way_to_the_next(tmp_path: Path) -> None:
    found = import_readme("# repository\n\n# Ada\n\nHello.\n", "README.md", repository_in(tmp_path))
    assert [file.path for file in found.files] == ["docs/index.md"]
    assert "title: Ada\n" in found.files[0].text


def test_a_link_to_a_file_that_is_not_here_is_named(tmp_path: Path) -> None:
    text = "# T\n\n## Projects\n\n### Shop\n\n[code](src/shop/)\n"
    found = import_readme(text, "README.md", repository_in(tmp_path))
    assert found.missing == ("src/shop/",)
    assert "code (`src/shop/`)" in found.files[1].text


RESUME = """\
## Ada Example

ada@example.com | [github.com/ada](https://github.com/ada)

## Summary

Backend developer.

## Experience

### Bank \u2014 Engineer

- 2024 to now
- Built payment services

## Education

- A university (2013 to 2017)

## Certifications

- Cloud Practitioner, AWS
"""


def test_a_resume_becomes_the_profile_and_the_cv(tmp_path: Path) -> None:
    found = import_readme(RESUME, "README.md", repository_in(tmp_path))
    write(tmp_path, {file.path: file.text for file in found.files})
    assert [file.path for file in found.files] == ["docs/index.md", "docs/cv.md"]
    loaded = load(repository_in(tmp_path))
    assert check_portfolio(loaded) == ()
    profile, cv = loaded.portfolio.profile, loaded.portfolio.notes["docs/cv.md"].fields_as(PageFields)
    assert (profile.name, profile.summary) == ("Ada Example", "Backend developer.")
    assert [(each.label, each.url) for each in profile.contacts] == [
        ("Email", "mailto:ada@example.com"),
        ("GitHub", "https://github.com/ada"),
    ]
    assert cv.experience
    assert cv.education
    assert cv.certificates
    job = cv.experience[0]
    assert (job.title, job.organisation, job.summary) == ("Engineer", "Bank", "2024 to now")
    assert job.highlights == ("Built payment services",)
    assert (cv.education[0].institution, cv.education[0].summary) == ("A university", "2013 to 2017")
    assert (cv.certificates[0].title, cv.certificates[0].issuer) == ("Cloud Practitioner", "AWS")
