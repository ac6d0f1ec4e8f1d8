"""A note of an older version becomes one of the newest, and nothing else about it changes."""

from __future__ import annotations

import pytest

from nexus_cli.migration import migrate
from nexus_core.schema.kinds import KINDS
from nexus_core.schema.other_tools import NAMES, VERSION

PROJECT, CHALLENGE, LEARNING = "projects/a/README.md", "challenges-solutions/a.md", "learnings/a.md"

KEPT = """\
# What it is about
title:   'Shop'   # mine
summary: "A shop: small"  # in short

tags: [ a,b ]
tech_stack:
    - Python   # 3.12
    - { not: read }
links:
- { label: "x",   url: https://a.b/ }
text: >-
  folded
  # no comment
created: 2024-01-02   # began
status: Done # at last
updated: 2024-02-03 # ended
# the end
"""

KEPT_NEWER = """\
# What it is about
title:   'Shop'   # mine
description: "A shop: small"  # in short

tags: [ a,b ]
technologies:
    - Python   # 3.12
    - { not: read }
links:
- { label: "x",   url: https://a.b/ }
text: >-
  folded
  # no comment
date:
  created: 2024-01-02   # began
  updated: 2024-02-03 # ended
status: completed # at last
# the end
"""


def note(front: str) -> str:
    return f"---\n{front}---\n\n# A\n\nsummary: not a field\n"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (PROJECT, KEPT, KEPT_NEWER),
        (PROJECT, "tech: Python, C#\n", "technologies: [Python, C#]\n"),
        (PROJECT, 'stack: "Python, Go"  # both\n', "technologies: [Python, Go]  # both\n"),
        (PROJECT, "summary: 12:30\n", "description: 12:30\n"),
        (PROJECT, "tech: [yes, 010] # both\n", "technologies: [yes, 010] # both\n"),
        (PROJECT, "tech: [Python]\n", "technologies: [Python]\n"),
        (PROJECT, "'tech': [Python]\n", "'technologies': [Python]\n"),
        (PROJECT, "github: https://a.b/\nlive: https://c.d/\n", "repo: https://a.b/\ndemo: https://c.d/\n"),
        (PROJECT, "status: 'wip'\n", "status: 'in-progress'\n"),
        (PROJECT, "status: in progress\n", "status: in-progress\n"),
        (LEARNING, "github: https://a.b/\n", "repo: https://a.b/\n"),
        (LEARNING, "created: 2024-01-02\n", "date: 2024-01-02\n"),
        (
            LEARNING,
            "updated: 2024-02-03\ncreated: 2024-01-02\n",
            "date:\n  created: 2024-01-02\n  updated: 2024-02-03\n",
        ),
        (CHALLENGE, "lesson: Be small\n", "key_learning: Be small\n"),
        (CHALLENGE, "lessons:\n  - Be small\ntitle: A\n", "key_learning: Be small\ntitle: A\n"),
        (CHALLENGE, "lessons: ['It: is']\n", "key_learning: 'It: is'\n"),
        (
            CHALLENGE,
            "schema_version: 0 # old\nsummary: >\n  a\n  b\n",
            "schema_version: 1 # old\ndescription: >\n  a\n  b\n",
        ),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_what_is_older_changes(path: str, old: str, new: str, line_end: str, mark: str) -> None:
    before, after = ((mark + note(front)).replace("\n", line_end) for front in (old, new))
    found = migrate(path, before)
    assert (found.text, found.problems) == (after, ())
    assert found.changes
    assert migrate(path, after).text == after
    assert migrate(path, after).changes == ()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PROJECT, "# No front matter\n\nsummary: a\n"),
        (PROJECT, "---\n---\n"),
        (PROJECT, note("title: A\nstatus: completed\n")),
        (PROJECT, note("summary: a\ndescription: b\n")),
        (PROJECT, note("tech: [a]\ntechnologies: [b]\n")),
        (LEARNING, note("tech: [a]\nstatus: done\nlessons: [a]\n")),
        (LEARNING, note("updated: 2024-01-01\n")),
        (LEARNING, note("created: 2024-01-01\ndate: 2024-01-02\n")),
        (LEARNING, note(f"schema_version: {VERSION}\n")),
    ],
)
def test_what_is_not_older_stays(path: str, text: str) -> None:
    found = migrate(path, text)
    assert (found.text, found.changes, found.problems) == (text, (), ())


@pytest.mark.parametrize(
    ("front", "place", "message"),
    [
        ("title: [a\nlessons: b\n", (2, 8), "a list that lacks its ']'"),
        ("title: a\nlessons: [a, b]\n", (3, 1), "'key_learning' is one sentence"),
        ("lessons:\n  - a # b\n", (2, 1), "there is a comment in its list"),
        ("{ lessons: a }\n", (2, 3), "the fields stand between braces"),
        ("a: &b c\nlessons: *b\n", None, ""),
    ],
)
def test_what_cannot_be_rewritten_is_left_and_said(front: str, place: tuple[int, int] | None, message: str) -> None:
    found = migrate(CHALLENGE, note(front))
    if place is None:
        assert found.problems == ()
        return
    assert found.text == note(front)
    (problem,) = found.problems
    assert (problem.span.line, problem.span.column) == place
    assert message in problem.message


def test_a_note_whose_lines_end_in_different_ways_is_left_and_said() -> None:
    text = "---\r\nsummary: a\n---\n"
    found = migrate(LEARNING, text)
    assert found.text == text
    assert "end in different ways" in found.problems[0].message


def test_no_name_is_older_and_newest_at_once() -> None:
    assert {name for kind in KINDS for name in kind.fields.model_fields} & NAMES == set()
