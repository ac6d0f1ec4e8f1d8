"""Makes portfolios of any size, the same ones every time, to be built by this project and by others.

A note is made of what the notes of this repository have on average: 7 kB with about 570 words of prose, 5 headings,
10 paragraphs, 20 pieces of inline code, 6 links of which half lead to other notes, 6 blocks of code with 100 lines,
4 list items and, in each second or third, a table. The pages beside the notes hold components as the real ones do.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.prose import paragraph, sentence, title, words
from benchmarks.samples import sample

SKILLS = {
    "Programming languages": ["Python", "JavaScript", "SQL", "Go", "Bash"],
    "Frameworks": ["Django", "Flask", "FastAPI", "Express.js", "Starlette"],
    "Databases": ["PostgreSQL", "MySQL", "MongoDB", "Redis", "SQLite"],
    "API technologies": ["REST", "GraphQL", "gRPC", "JWT", "OAuth"],
    "Message queues": ["RabbitMQ", "Apache Kafka", "Celery"],
    "Operations": ["Docker", "Kubernetes", "GitHub Actions", "Jenkins", "Terraform"],
    "Monitoring": ["Sentry", "Prometheus", "Grafana"],
    "Testing": ["pytest", "Jest", "Postman"],
    "Architecture": ["API design", "Microservices", "Message queuing", "Real-time communication", "Serverless"],
    "Data": ["Database design", "Database optimization", "Caching", "Performance", "Event sourcing"],
    "Engineering": ["Security", "Observability", "Profiling", "Containerization", "Delivery", "Concurrency"],
}
SECTIONS = {"learnings": 0.6, "challenges-solutions": 0.25, "resources": 0.1, "projects": 0.05}
"""The share of each section in all notes."""
FOLDERS = {
    "learnings": ("python-advanced", "database-optimization", "microservices-patterns", "security-implementations"),
    "challenges-solutions": ("performance-issues", "deployment-problems", "integration-challenges"),
    "resources": ("documentation", "best-practices", "useful-links"),
    "projects": (),
}
"""The folders stay the same however many notes there are: each grows with them."""
_CARDS = {
    "learnings": "learnings",
    "challenges-solutions": "challenges",
    "resources": "resources",
    "projects": "project-cards",
}
_PAGES = {
    "docs/index.md": (
        "---\ntitle: Home\nhide: [navigation, toc]\n---\n\n# Home\n\n<!-- nexus/stats -->\n\n"
        "<!-- nexus/strongest-skills { type: technologies, limit: 10 } -->\n\n"
        "<!-- nexus/project-cards { featured: true, limit: 3 } -->\n\n<!-- nexus/recent { limit: 5 } -->\n"
    ),
    "docs/skills/README.md": (
        "---\ntitle: Skills\nhide: [navigation, toc]\ncatalogue:\nCATALOGUE---\n\n# Skills\n\n"
        "<!-- nexus/skill-table -->\n"
    ),
    "docs/cv.md": "---\ntitle: CV\n---\n\n# CV\n\n<!-- nexus/cv -->\n",
    "docs/notes.md": "---\ntitle: All notes\nsearch: { exclude: true }\n---\n\n# All notes\n\n"
    + "".join(
        f"## {section.capitalize()}\n\n<!-- nexus/{component} {{ filter: true }} -->\n\n"
        for section, component in _CARDS.items()
    ),
}


def generate(root: Path, notes: int, *, seed: int = 7, skills: Mapping[str, Sequence[str]] = SKILLS) -> None:
    """Write a portfolio of `notes` notes of 300 to 900 words each below a folder."""
    dice = random.Random(seed)  # noqa: S311 # the same notes every time, not secrets
    catalogue = "".join(
        f"  - category: {name}\n    skills: [{', '.join(named)}]\n" for name, named in skills.items()
    )
    for path, text in _PAGES.items():
        _write(root / path, text.replace("CATALOGUE", catalogue))
    every = [skill for named in skills.values() for skill in named]
    for section, share in SECTIONS.items():
        cards = f"<!-- nexus/{_CARDS[section]} {{ filter: true }} -->\n"
        heading = f"---\ntitle: {section.capitalize()}\n---\n\n# {section.capitalize()}\n"
        _write(root / section / "README.md", f"{heading}\n{cards}")
        for folder in FOLDERS[section]:
            name = folder.replace("-", " ").capitalize()
            _write(root / section / folder / "README.md", f"---\ntitle: {name}\n---\n\n# {name}\n")
        count = max(1, round(notes * share))
        for number in range(count):
            _write(root / note_path(section, number), _note(dice, section, number, count, every))


def note_path(section: str, number: int) -> str:
    """Return where a section's note of some number is."""
    if not FOLDERS[section]:
        return f"{section}/project-{number}/README.md"
    return f"{section}/{FOLDERS[section][number % len(FOLDERS[section])]}/note-{number}.md"


def _note(dice: random.Random, section: str, number: int, count: int, skills: list[str]) -> str:
    name = f"{title(dice)} ({number})"
    parts = [f"---\n{_fields(dice, section, name, skills)}---\n", f"# {name}\n"]
    links = _links(dice, section, count)
    parts.append(paragraph(dice, 30, links) + "\n")
    left = dice.randint(150, 560)
    while left > 0:
        parts.append(f"## {title(dice)}\n")
        for _ in range(2):
            text = paragraph(dice, dice.randint(15, 45), links)
            left -= len(text.split())
            parts.append(f"{text}\n")
            if dice.random() < 0.36:
                parts.append(sample(dice))
        parts.append(_extra(dice))
    return "\n".join(part for part in parts if part)


def _fields(dice: random.Random, section: str, name: str, skills: list[str]) -> str:
    named = ", ".join(dice.sample(skills, dice.randint(1, 5)))
    front = f"title: '{name}'\ndescription: {words(dice, 14).capitalize()}.\n"
    if dice.random() < 0.5:
        front += f"date: 20{dice.randint(20, 25)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}\n"
    if section == "projects":
        featured = str(dice.random() < 0.1).lower()
        points = "".join(f"  - {words(dice, 5).capitalize()}\n" for _ in range(4))
        return f"{front}technologies: [{named}]\nstatus: completed\nfeatured: {featured}\nhighlights:\n{points}"
    front += f"skills: [{named}]\ntags: [{', '.join(dict.fromkeys(words(dice, 3).split()))}]\n"
    if section == "challenges-solutions":
        steps = "".join(f"  - {words(dice, 6).capitalize()}\n" for _ in range(3))
        front += f"problem: {words(dice, 9)}\nsolution:\n{steps}key_learning: {words(dice, 8)}\n"
    return front


def _links(dice: random.Random, section: str, count: int) -> Iterator[str]:
    """Yield addresses without end: four in nine lead to notes of the section."""
    while True:
        if dice.random() < 0.56:
            yield f"https://docs.example.org/{words(dice, 1)}/{words(dice, 1)}.html"
        elif section == "projects":
            yield f"../project-{dice.randrange(count)}/README.md"
        else:
            yield f"../{note_path(section, dice.randrange(count)).partition('/')[2]}"


def _extra(dice: random.Random) -> str:
    """Return a table, a list or nothing."""
    chance = dice.random()
    if chance < 0.07:
        rows = "".join(
            f"| {words(dice, 2)} | {words(dice, 7)} | `{words(dice, 1)}` |\n" for _ in range(dice.randint(4, 8))
        )
        return f"| What | Trace | Setting |\n| --- | --- | --- |\n{rows}"
    if chance < 0.23:
        return "\n".join(f"- {sentence(dice)}" for _ in range(dice.randint(3, 6))) + "\n"
    return ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
