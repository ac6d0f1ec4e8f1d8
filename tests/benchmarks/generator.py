"""Makes portfolios of any size, the same ones every time, to be built by this project and by others."""

from __future__ import annotations

import random
from pathlib import Path

_VOCABULARY = """
    index query cache queue retry token worker schema migration endpoint latency profile batch commit branch
    deploy rollback container volume network probe metric alert trace span log consumer producer topic partition
    lock transaction isolation deadlock join plan scan row column key constraint trigger view cursor session
    request response header cookie status route handler middleware serializer validator permission role policy
    the a of and to in is that for with as on by this from was be are it which or an at not has when so
"""
WORDS = _VOCABULARY.split()
SKILLS = {
    "Languages": ["Python", "JavaScript", "SQL", "Go", "Bash"],
    "Frameworks": ["Django", "Flask", "FastAPI", "Express.js"],
    "Databases": ["PostgreSQL", "MySQL", "MongoDB", "Redis", "SQLite"],
    "Messaging": ["RabbitMQ", "Kafka", "Celery"],
    "Operations": ["Docker", "Kubernetes", "GitHub Actions", "Prometheus", "Grafana", "Terraform"],
    "Practice": ["Testing", "Caching", "API design", "Security", "Observability", "Profiling"],
}
SECTIONS = {"learnings": 0.6, "challenges-solutions": 0.25, "resources": 0.1, "projects": 0.05}
"""The share of each section in all notes."""
FOLDERS = {
    "learnings": ("python-advanced", "database-optimization", "microservices-patterns", "security-implementations"),
    "challenges-solutions": ("performance-issues", "deployment-problems", "integration-challenges"),
    "resources": ("documentation", "best-practices", "useful-links"),
}
"""The folders stay the same however many notes there are: each grows with them."""


def generate(root: Path, notes: int, *, seed: int = 7) -> None:
    """Write a portfolio of `notes` notes of 300 to 900 words each below a folder."""
    dice = random.Random(seed)  # noqa: S311 # the same notes every time, not secrets
    categories = "".join(
        f"  - category: {name}\n    skills: [{', '.join(skills)}]\n" for name, skills in SKILLS.items()
    )
    _write(root / "docs/index.md", "# Home\n\n<!-- nexus/skill-table -->\n")
    _write(
        root / "docs/skills/README.md",
        f"---\ntitle: Skills\ncatalogue:\n{categories}---\n\n# Skills\n\n<!-- nexus/skill-table -->\n",
    )
    every = [skill for skills in SKILLS.values() for skill in skills]
    for section, share in SECTIONS.items():
        count = max(1, round(notes * share))
        _write(root / section / "README.md", f"# {section.capitalize()}\n")
        for number in range(count):
            _write(_path(root, section, number), _note(dice, section, number, count, every))


def _path(root: Path, section: str, number: int) -> Path:
    if section == "projects":
        return root / section / f"project-{number}" / "README.md"
    return root / section / _folder(section, number) / f"note-{number}.md"


def _folder(section: str, number: int) -> str:
    return FOLDERS[section][number % len(FOLDERS[section])]


def _note(dice: random.Random, section: str, number: int, count: int, skills: list[str]) -> str:
    title = f"{section.partition('-')[0].capitalize()} {number}: {_words(dice, 4)}"
    named = ", ".join(dice.sample(skills, dice.randint(1, 4)))
    kind = {"projects": f"technologies: [{named}]\nstatus: completed\n"}.get(section, f"skills: [{named}]\n")
    if section == "challenges-solutions":
        kind += f"problem: {_words(dice, 9)}\nkey_learning: {_words(dice, 8)}\n"
    day = f"20{dice.randint(20, 25)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    front = f"---\ntitle: '{title}'\ndescription: {_words(dice, 14)}.\ndate: {day}\n{kind}---\n"
    parts = [front, f"# {title}\n"]
    left = dice.randint(300, 900)
    while left > 0:
        parts.append(f"## {_words(dice, 3).capitalize()}\n")
        for _ in range(dice.randint(2, 4)):
            size = dice.randint(30, 70)
            left -= size
            parts.append(f"{_words(dice, size).capitalize()} **{_words(dice, 2)}** `{dice.choice(WORDS)}`.\n")
        parts.append(_block(dice, section, number, count))
    return "\n".join(parts)


def _block(dice: random.Random, section: str, number: int, count: int) -> str:
    match dice.randrange(4):
        case 0:
            return (
                f"```python\ndef {dice.choice(WORDS)}(x: int) -> int:\n    return x + {dice.randint(1, 99)}\n```\n"
            )
        case 1:
            return "\n".join(f"- {_words(dice, 6)}" for _ in range(dice.randint(2, 5))) + "\n"
        case 2:
            rows = "".join(f"| {_words(dice, 2)} | {dice.randint(1, 900)} |\n" for _ in range(3))
            return f"| What | Figure |\n| --- | --- |\n{rows}"
        case _:
            other = dice.randrange(count)
            link = (
                f"../project-{other}/README.md"
                if section == "projects"
                else f"../{_folder(section, other)}/note-{other}.md"
            )
            return f"See [{_words(dice, 3)}]({link}) for more.\n" if other != number else "No more.\n"


def _words(dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(WORDS, k=count))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
