"""Of this portfolio alone: another author replaces this file. What its source says stands in the tree once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nexus_core.model.loading import Loaded, load
from nexus_core.schema.kinds import CHALLENGE, LEARNING, PROJECT
from nexus_core.schema.kinds.challenge import ChallengeFields
from nexus_core.schema.kinds.project import ProjectFields
from support.small_sites import ROOT, repository_in

TABLE = {
    "Programming Languages": ["Python", "JavaScript (Node.js)", "SQL"],
    "Frameworks": ["Django", "Express.js", "Flask"],
    "Databases": ["PostgreSQL", "MySQL", "MongoDB", "Redis"],
    "API Technologies": ["REST", "GraphQL", "JWT", "OAuth"],
    "DevOps Tools": ["Docker", "Kubernetes", "Jenkins", "GitHub Actions"],
    "Message Queues": ["RabbitMQ", "Apache Kafka", "Celery"],
    "Monitoring": ["Sentry", "Prometheus", "Grafana"],
    "Testing": ["pytest", "Jest", "Postman"],
}

NOTES = (Path(__file__).parent / "notes.txt").read_text(encoding="utf-8").splitlines()
"""The notes that this file judges: one that the author adds is judged once it is named there."""

FACTS = (Path(__file__).parent / "facts.txt").read_text(encoding="utf-8").splitlines()
"""What the person says of the programme, one statement a line: the portfolio adds nothing and loses nothing."""


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(repository_in(ROOT))


@pytest.fixture(scope="module")
def words() -> str:
    files = [path for path in repository_in(ROOT).files() if path.endswith(".md")]
    return plain("\n\n".join((ROOT / path).read_text(encoding="utf-8") for path in files))


def plain(text: str) -> str:
    """Text without emphasis, quotes and line breaks, so that prose, lists and front matter compare."""
    # In front matter a goal is a title and a text: the same as "**title**: text" in a list.
    text = re.sub(r"\n\s+text: ", ": ", text)
    text = re.sub(r"^> ?", "", text, flags=re.MULTILINE)
    return " ".join(re.sub(r"[*`\"]", "", text).split())


@pytest.mark.parametrize("fact", FACTS)
def test_each_fact_has_exactly_one_home(fact: str, words: str) -> None:
    assert words.count(plain(fact)) == 1


def test_the_catalogue_is_the_table_of_the_programme(loaded: Loaded) -> None:
    categories = loaded.portfolio.catalogue.categories
    technologies = {c.name: [s.name for s in c.skills] for c in categories if c.type == "technologies"}
    assert technologies == TABLE
    assert sum(map(len, technologies.values())) == 27


def test_every_technology_is_traced_to_a_note(loaded: Loaded) -> None:
    portfolio = loaded.portfolio
    claimed = [
        skill.name
        for category in portfolio.catalogue.categories
        for skill in category.skills
        if category.type == "technologies" and not portfolio.evidence[skill]
    ]
    assert claimed == []


def test_postgresql_is_shown_by_the_projects_and_challenges_that_used_it(loaded: Loaded) -> None:
    postgresql = loaded.portfolio.catalogue.find("PostgreSQL")
    assert postgresql
    shown = {item.note.path for item in loaded.portfolio.evidence[postgresql]}
    assert {
        "projects/ecommerce-api/README.md",
        "projects/blog-microservices/README.md",
        "challenges-solutions/performance-issues/database-performance-bottleneck.md",
    } <= shown


def test_the_projects_and_challenges_say_all_that_the_source_says(loaded: Loaded) -> None:
    named = [note for path, note in loaded.portfolio.notes.items() if path in NOTES]
    projects = [n.fields_as(ProjectFields) for n in named if n.kind is PROJECT and n.folder != PROJECT.folder]
    challenges = [n.fields_as(ChallengeFields) for n in named if n.kind is CHALLENGE and not n.is_index]
    assert [(len(p.highlights), bool(p.technologies), bool(p.skills)) for p in projects] == [(4, True, True)] * 3
    assert [(len(c.solution), bool(c.problem), bool(c.key_learning)) for c in challenges] == [(4, True, True)] * 4


def test_every_note_is_long_enough_to_say_something_and_short_enough_to_be_read(loaded: Loaded) -> None:
    words = {
        note.path: len(re.sub(r"^ *(```|~~~).*?^ *\1 *$", "", note.body, flags=re.DOTALL | re.MULTILINE).split())
        for kind in (LEARNING, CHALLENGE)
        for note in loaded.portfolio.entries(kind)
        if note.path in NOTES
    }
    assert {path: count for path, count in words.items() if not 400 <= count <= 1200} == {}


def test_every_note_has_a_description_of_at_most_twelve_words(loaded: Loaded) -> None:
    words = {path: len(loaded.portfolio.notes[path].description.split()) for path in NOTES}
    assert {path: count for path, count in words.items() if not 1 <= count <= 12} == {}
