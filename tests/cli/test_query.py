"""`nexus query` finds the notes that meet every condition, and says what is wrong with a question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Run
from support.small_sites import write

SLOW = """\
---
title: Slow orders
date: { created: 2024-12-30, updated: 2025-01-02 }
skills: [Redis]
tags: [Speed, "N+1 queries"]
project: projects/shop/README.md
---

One query an
order, a=b.

Redis answered what was asked for too often.
"""

NOTES = {
    "challenges-solutions/slow.md": SLOW,
    "learnings/redis.md": (
        "---\ndate: 2023-05-06\nskills: [Redis, Caching]\ntags: [speed]\n---\n\n# Redis basics\n\n"
        "Redis keeps everything in memory, and caching is one use of it.\n"
    ),
    "learnings/hidden.md": "---\ndraft: true\nskills: [Redis]\n---\n\n# Hidden\n",
    "projects/shop/notes.md": "# More on the shop\n",
}

SHOP, MORE, SLOW_PATH = "projects/shop/README.md", "projects/shop/notes.md", "challenges-solutions/slow.md"
REDIS, FOLDER = "learnings/redis.md", "challenges-solutions/performance-issues/README.md"
PAGES = ["docs/index.md", "docs/skills/README.md"]


@pytest.fixture(autouse=True)
def notes(root: Path) -> None:
    write(root, NOTES)


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("skill=Redis", [SHOP, REDIS, SLOW_PATH]),
        ("skill=Redis kind=challenge", [SLOW_PATH]),
        ("  SKILL = redis   kind != Challenge ", [SHOP, REDIS]),
        ("skill=SQL", [SHOP]),
        ("skill=postgres", [SHOP]),
        ("kind=page", PAGES),
        ("step=studied", [REDIS]),
        ("step=practised", [SLOW_PATH]),
        ("step=applied", [SHOP]),
        ("tag=speed", [REDIS, SLOW_PATH]),
        ("tag=n+1 queries year=2024", [SLOW_PATH]),
        ("project=shop", [SHOP, MORE, SLOW_PATH]),
        ("project=projects/shop", [SHOP, MORE, SLOW_PATH]),
        ("project=projects/shop/README.md skill!=caching", [MORE, SLOW_PATH]),
        ("year=2025", [SLOW_PATH]),
        ("year=2023", [REDIS]),
        ("text=query an order", [SLOW_PATH]),
        ("text='a=b'", [SLOW_PATH]),
        ("text = 'a=b' kind = challenge", [SLOW_PATH]),
        ('text="an online shop"', [SHOP]),
        ("text=REDIS BASICS tag=speed", [REDIS]),
        ("kind!=page skill!=redis", [MORE, FOLDER]),
        ("kind=resource", []),
        ("step=claimed", []),
    ],
)
def test_a_question_finds_the_notes_that_meet_every_condition(nexus: Run, question: str, paths: list[str]) -> None:
    result = nexus("query", question, "--format", "json")
    assert sorted(note["path"] for note in json.loads(result.stdout)["notes"]) == sorted(paths)
    assert result.exit_code == (0 if paths else 1)


def test_conditions_can_be_arguments_of_their_own(nexus: Run) -> None:
    result = nexus("query", "tag=N+1 queries", "skill=Redis")
    assert (result.exit_code, result.stdout) == (0, "challenge  challenges-solutions/slow.md  Slow orders\n")


def test_a_table_has_columns_and_the_order_of_reading(nexus: Run) -> None:
    result = nexus("query", "skill=Redis")
    assert result.stdout == (
        "project    projects/shop/README.md       Shop\n"
        "learning   learnings/redis.md            Redis basics\n"
        "challenge  challenges-solutions/slow.md  Slow orders\n"
    )
    assert result.stderr == "3 of 7 notes\n"


def test_a_table_of_nothing_is_empty(nexus: Run) -> None:
    result = nexus("query", "kind=resource")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "0 of 7 notes\n")


def test_a_title_cannot_steer_the_terminal(nexus: Run, root: Path) -> None:
    write(root, {"resources/r.md": '---\ntitle: "a\\e[31mb\\u009b2Jc\\u202ed"\n---\n'})
    assert nexus("query", "kind=resource").stdout == "resource  resources/r.md  a\ufffd[31mb\ufffd2Jcd\n"


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("skil=Redis", "unknown condition 'skil': did you mean 'skill'?"),
        (
            "colour=red",
            "unknown condition 'colour': there are skill, kind, step, tag, project, folder, year, text, and",
        ),
        ("skill=Rediss", "unknown skill 'Rediss': did you mean 'Redis'?"),
        ("kind=chalenge", "unknown kind 'chalenge': did you mean 'challenge'?"),
        ("step=aplied", "unknown step 'aplied': did you mean 'applied'?"),
        ("tag=sped", "unknown tag 'sped': did you mean 'speed'?"),
        ("project=shp", "unknown project 'shp': did you mean 'Shop'?"),
        ("project=zzz", "unknown project 'zzz': there are Shop"),
        ("year=24", "'24' is not a year: write it as YYYY"),
        ("year=二〇二四", "is not a year"),
        ("Redis", "'Redis' is not a condition: write NAME=VALUE"),
        ("kind=page and skill", "unknown kind 'page and skill'"),
        ("=x", "'=x' is not a condition"),
        ("skill=", "'skill' has no value"),
        ("skill= kind=page", "'skill' has no value"),
        ("", "ask something"),
    ],
)
def test_a_wrong_question_exits_with_2_and_says_what_was_meant(nexus: Run, question: str, message: str) -> None:
    result = nexus("query", question)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_no_question_is_a_wrong_one(nexus: Run) -> None:
    assert nexus("query").exit_code == 2
