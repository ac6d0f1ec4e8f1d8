"""A small portfolio whose cards differ in all that can be chosen, and how a reader makes the choices."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Route

from support.small_sites import build_site, settings, write

ORIGIN = "http://portfolio.test"
EVERYTHING = f"{ORIGIN}/everything/"
SKILLS = ["Celery", "Django", "Docker", "Flask", "GraphQL", "Kafka", "PostgreSQL", "Python", "Redis", "REST APIs"]
TITLES = ":is(h2, h3) > a:first-child"


def showing(skills: str) -> str:
    """Return a sentence that shows each of these skills."""
    return "".join(f"\n{skill} does a part of the work here.\n" for skill in skills.split(", "))


def project(title: str, skills: str, status: str, more: str = "") -> str:
    return f"---\ntitle: {title}\nstatus: {status}\ntechnologies: [{skills}]\n{more}---\n{showing(skills)}"


def challenge(title: str, skills: str) -> str:
    return f"---\ntitle: {title}\nskills: [{skills}]\n---\n{showing(skills)}"


NOTES: dict[str, str | bytes] = {
    "docs/index.md": "# Home\n",
    "docs/skills/README.md": (
        f"---\ncatalogue: [{{ category: All, skills: {json.dumps(SKILLS)} }}]\n---\n\n# Skills\n"
    ),
    "docs/everything.md": (
        "# Everything\n\nWhat there is.\n\n<!-- nexus/project-cards { filter: true } -->\n\n"
        "<!-- nexus/challenges { filter: true } -->\n"
    ),
    "docs/one.md": "# One\n\n<!-- nexus/challenges { filter: true, limit: 1 } -->\n",
    "docs/plain.md": "# Plain\n\n<!-- nexus/project-cards -->\n",
    "projects/shop/README.md": project(
        "Shop",
        "Python, Django, PostgreSQL, Redis, Celery",
        "completed",
        "date: 2026-03-01\ndemo: https://shop.test/\nweight: 1\n",
    ),
    "projects/chat/README.md": project(
        "Chat", "Python, Redis, GraphQL", "in-progress", "date: 2026-05-01\nweight: 2\n"
    ),
    "projects/blog/README.md": project("Blog", "Python, Flask, Kafka", "planned", "weight: 3\n"),
    "challenges-solutions/performance/README.md": "---\ndescription: What was slow.\n---\n\n# Performance\n",
    "challenges-solutions/performance/slow.md": challenge("Slow orders", "PostgreSQL, Redis"),
    "challenges-solutions/performance/cold.md": challenge("A cold cache", "Redis"),
    "challenges-solutions/deployment/README.md": "---\ndescription: What broke.\n---\n\n# Deployment\n",
    "challenges-solutions/deployment/lost.md": challenge("Lost builds", "Docker, REST APIs"),
}


def built(root: Path, notes: Mapping[str, str | bytes] = NOTES) -> Path:
    """Build a portfolio in a folder, and return the folder of its site."""
    write(root, notes)
    (root / "mkdocs.yml").write_text(settings(site_url=f"{ORIGIN}/"), encoding="utf-8")
    site = build_site(root)
    assert (site.warnings, site.failed) == ([], False)
    return root / "site"


def answer(folder: Path) -> Callable[[Route], None]:
    """Return what answers a browser with the files of a folder."""

    def fulfil(route: Route) -> None:
        path = urlsplit(route.request.url).path
        file = folder / (path.removeprefix("/") + ("index.html" if path.endswith("/") else ""))
        if file.is_file():
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind)
        else:
            route.fulfill(status=404)

    return fulfil


def titles(page: Page) -> Locator:
    return page.locator(f".nexus-card:visible {TITLES}")


def option(page: Page, name: str) -> Locator:
    return page.locator(".filter-option", has_text=name).locator("input")


def choose(page: Page, *skills: str) -> None:
    toggle = page.get_by_role("button", name="Skills")
    if toggle.get_attribute("aria-expanded") == "false":
        toggle.click()
    for skill in skills:
        option(page, skill).check()


def query(page: Page) -> str:
    return urlsplit(page.url).query
