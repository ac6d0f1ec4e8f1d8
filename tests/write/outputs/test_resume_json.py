"""`resume.json` is a JSON Resume to its schema and to other people's themes, and says no more than the notes."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from nexus_core.model.loading import load
from nexus_core.write.outputs import Site
from support.node_packages import package, run_module
from support.small_sites import ABOUT, BASE, ROOT, build_site, outputs_of, repository_in, write

pytestmark = pytest.mark.own_notes

SITE = Site("Mine", "https://a.b/c/")

FULL = {
    **BASE,
    "docs/index.md": """\
---
profile:
  name: Ada
  headline: Engineer
  summary: Builds "things" & <more>.
  portrait: assets/me.png
  programme: { name: ProDev, length: 8 months, pace: 30+ hours a week }
  contacts: [{ label: GitHub, text: ada, url: "https://git.test/ada" }, { label: Chat, text: "#channel" }]
phases:
  - { title: One, length: 3 months, start: 2024-01, end: 2024-03 }
  - { title: Two, start: 2024-04, end: 2024-08 }
---

# Home
""",
    "docs/assets/me.png": "",
    "projects/shop/README.md": """\
---
title: Shop
description: An online shop.
status: completed
role: Backend engineer
start: 2024-01
end: 2024-02
technologies: [Postgres]
skills: [Caching]
highlights: [A catalogue with search, A <cart>]
repo: https://git.test/shop
---

PostgreSQL holds the catalogue. Caching keeps the first page quick.
""",
    "projects/later.md": "---\ntitle: Later\nstatus: planned\n---\n",
    "projects/draft.md": "---\ntitle: Drafted\ndraft: true\n---\n",
    "learnings/python.md": "---\nskills: [Python]\n---\n\nPython is what these notes run.\n",
}


def validator() -> Draft7Validator:
    schema = json.loads((package("@jsonresume/schema") / "schema.json").read_text(encoding="utf-8"))
    return Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)


def resume(root: Path, site: Site = SITE) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(outputs_of(load(repository_in(root)).portfolio, site)["resume.json"])
    return found


@pytest.fixture
def full(tmp_path: Path) -> dict[str, Any]:
    return resume(write(tmp_path, FULL))


def test_it_says_who_this_is_and_where(full: dict[str, Any]) -> None:
    assert full["basics"] == {
        "name": "Ada",
        "label": "Engineer",
        "image": "https://a.b/c/assets/me.png",
        "url": "https://a.b/c/",
        "summary": 'Builds "things" & <more>.',
        "profiles": [{"network": "GitHub", "username": "ada", "url": "https://git.test/ada"}],
    }
    assert full["meta"] == {"version": "v1.0.0", "canonical": "https://a.b/c/resume.json"}


@pytest.mark.parametrize(
    ("contacts", "found"),
    [
        ("{ label: Email, text: me@mail.test }", {"email": "me@mail.test"}),
        ('{ label: Mail, url: "mailto:me@mail.test?subject=Hi" }', {"email": "me@mail.test"}),
        ('{ label: Mail, text: Write to me, url: "mailto:a%2Bb@mail.test" }', {"email": "a+b@mail.test"}),
        ('{ label: Phone, text: "+49 30 123456" }', {"phone": "+49 30 123456"}),
        ('{ label: Call, url: "tel:+49-30-123456" }', {"phone": "+49-30-123456"}),
        ('{ label: Chat, text: "#channel" }, { label: Room, text: "4.12" }', {}),
        ('{ label: Fediverse, text: "@me@social.test", url: "https://social.test/@me" }', {}),
    ],
)
def test_mail_and_telephone_stand_where_a_resume_has_them(
    contacts: str, found: dict[str, str], tmp_path: Path
) -> None:
    files = {"docs/index.md": f"---\nprofile:\n  contacts: [{contacts}]\n---\n\n# Home\n"}
    loaded = load(repository_in(write(tmp_path, files)))
    basics = json.loads(outputs_of(loaded.portfolio, SITE)["resume.json"])["basics"]
    assert loaded.problems == ()
    assert {name: basics[name] for name in ("email", "phone") if name in basics} == found
    assert all(profile["url"].startswith("https:") for profile in basics.get("profiles", ()))


def test_a_project_has_what_its_note_says(full: dict[str, Any]) -> None:
    assert full["projects"] == [
        {
            "name": "Shop",
            "description": "An online shop.",
            "highlights": ["A catalogue with search", "A <cart>"],
            "keywords": ["PostgreSQL", "Caching"],
            "startDate": "2024-01",
            "endDate": "2024-02",
            "url": "https://a.b/c/projects/shop/",
            "roles": ["Backend engineer"],
        }
    ]


def test_a_level_is_said_of_the_skill_that_it_is_claimed_of_and_of_no_other(full: dict[str, Any]) -> None:
    assert full["skills"] == [
        {"name": "Python", "level": "Advanced"},
        {"name": "Languages", "keywords": ["SQL"]},
        {"name": "Databases", "keywords": ["PostgreSQL"]},
        {"name": "Concepts", "keywords": ["Caching"]},
    ]


def test_a_skill_that_no_note_shows_is_not_in_it(tmp_path: Path) -> None:
    assert "Python" not in json.dumps(resume(write(tmp_path, BASE)))


def test_the_programme_is_education_with_the_dates_that_are_known(full: dict[str, Any]) -> None:
    assert full["education"] == [
        {
            "institution": "ProDev",
            "studyType": "8 months, 30+ hours a week",
            "startDate": "2024-01",
            "endDate": "2024-08",
            "courses": ["One (3 months)", "Two"],
        }
    ]


def test_jobs_certificates_and_languages_are_in_it(tmp_path: Path) -> None:
    found = resume(write(tmp_path, {**FULL, "docs/about.md": ABOUT}))
    validator().validate(found)
    assert found["work"] == [
        {
            "name": "Shop",
            "position": "Developer",
            "url": "https://shop.test",
            "startDate": "2023-05",
            "highlights": ["Paid"],
        }
    ]
    assert found["education"][0] == {
        "institution": "Town College",
        "studyType": "BSc",
        "startDate": "2018-09",
        "endDate": "2021-06",
    }
    assert found["certificates"] == [
        {
            "name": "Cloud",
            "date": "2024-05",
            "url": "https://vendor.test/7",
            "issuer": "Vendor",
            "credentialId": "7",
            "skills": ["Caching"],
        }
    ]
    assert found["languages"] == [{"language": "English"}, {"language": "German", "fluency": "B2"}]


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ("demo: https://demo.test, repo: https://git.test", "https://demo.test"),
        ("repo: https://git.test", "https://git.test"),
        ("", None),
    ],
)
def test_without_an_address_of_the_site_a_project_leads_to_its_own(
    tmp_path: Path, fields: str, url: str | None
) -> None:
    note = f"---\n{{ title: Shop, {fields} }}\n---\n".replace("{ ", "{").replace(", }", " }")
    found = resume(write(tmp_path, {**BASE, "projects/shop/README.md": note}), Site())
    validator().validate(found)
    assert found["projects"][0].get("url") == url
    assert found["meta"] == {"version": "v1.0.0"}


@pytest.mark.parametrize(
    "files",
    [{}, BASE, FULL, {**BASE, "projects/old.md": "---\nstart: 0099-01\nend: 0100-01\n---\n"}],
    ids=["nothing", "little", "much", "long ago"],
)
@pytest.mark.parametrize("site", [SITE, Site()], ids=["address", "no address"])
def test_it_is_valid_however_much_is_known(tmp_path: Path, files: dict[str, str], site: Site) -> None:
    validator().validate(resume(write(tmp_path, files), site))


@pytest.mark.parametrize(
    "fault",
    [
        {"basics": {"name": 1}},
        {"basics": {"url": "./"}},
        {"projects": [{"startDate": "now"}]},
        {"skills": [{"level": 3}]},
        {"education": {}},
    ],
)
def test_the_schema_refuses_what_is_wrong(full: dict[str, Any], fault: dict[str, Any]) -> None:
    assert validator().is_valid(full)
    assert not validator().is_valid(full | fault)


THEME = """
import { readFileSync } from 'node:fs'
import { render } from 'jsonresume-theme-even'
process.stdout.write(render(JSON.parse(readFileSync(0, 'utf8'))))
"""


def test_a_theme_that_someone_else_wrote_shows_its_projects(tmp_path: Path) -> None:
    found = resume(write(tmp_path, FULL))
    shown = unescape(run_module(THEME, json.dumps(found), "jsonresume-theme-even"))
    (shop,) = (project for project in found["projects"] if project["name"] == "Shop")
    for words in (shop["name"], shop["description"], *shop["highlights"], *shop["keywords"]):
        assert words in shown
    assert f'href="{shop["url"]}"' in shown
    assert found["education"][0]["institution"] in shown


def test_that_of_this_repository_fits_the_schema() -> None:
    validator().validate(resume(ROOT))


def test_it_is_published_with_the_site(tmp_path: Path) -> None:
    site = build_site(write(tmp_path, BASE))
    assert (site.failed, site.warnings) == (False, [])
    assert json.loads(site.html("resume.json"))["projects"][0]["name"] == "Shop"
