"""Everything that is wrong with a block is found in one pass, values that don't fit together among it."""

from __future__ import annotations

import pytest

from nexus_core.read.yaml_block import YamlBlock, parse_block
from nexus_core.schema.field_types import References
from nexus_core.schema.fields import NoteFields
from nexus_core.schema.kinds.page import PageFields
from nexus_core.schema.kinds.project import ProjectFields
from nexus_core.schema.validation import validate

REFERENCES = References(
    "projects/a.md",
    find_skill=lambda name: {"redis": "Redis", "cache": "Redis", "sql": "SQL"}.get(name.casefold()),
    suggest_skill=lambda name: "",
    files={"projects/a.png"},
)


def validated(model: type[NoteFields], source: str) -> tuple[NoteFields | None, list[tuple[int, int, str]]]:
    block, problems = parse_block(YamlBlock("projects/a.md", source))
    assert problems == []
    fields, found = validate(model, block, REFERENCES)
    return fields, sorted((problem.span.line, problem.span.column, problem.code) for problem in found)


@pytest.mark.parametrize(
    ("model", "source", "problems"),
    [
        (NoteFields, "image: a.png\nimage_alt: A picture\n", []),
        (NoteFields, "image_alt: A picture\nimage: a.png\n", []),
        (NoteFields, "image: a.png\n", [(1, 8, "missing-alt")]),
        (NoteFields, "image: a.png\nimage_alt: ''\n", [(1, 8, "missing-alt")]),
        (ProjectFields, "end: 2024-02\nstart: 2024-01\n", []),
        (ProjectFields, "end: 2024-01\nstart: 2024-02\n", [(1, 6, "invalid-date")]),
        (PageFields, "phases: [{ title: A, start: 2024-02, end: 2024-01 }]\n", [(1, 43, "invalid-date")]),
        (PageFields, "experience: [{ title: A, start: 2024-02, end: 2024-01 }]\n", [(1, 47, "invalid-date")]),
    ],
)
def test_values_are_compared_in_whatever_order_they_are_written(
    model: type[NoteFields], source: str, problems: list[tuple[int, int, str]]
) -> None:
    assert validated(model, source)[1] == problems


def test_values_that_do_not_fit_are_found_beside_those_that_are_wrong_by_themselves() -> None:
    source = "title: 3\nimage: a.png\nstart: 2024-02\nend: 2024-01\nfeatured: true\n"
    fields, problems = validated(ProjectFields, source)
    assert problems == [(1, 8, "wrong-type"), (2, 8, "missing-alt"), (4, 6, "invalid-date")]
    assert isinstance(fields, ProjectFields)
    assert (fields.image, fields.start, fields.end, fields.featured) == (None, "2024-02", None, True)


CATALOGUE = """\
catalogue:
  - category: A
    skills:
      - SQL
      - { name: Redis, aliases: [Cache, Sql, cache], implies: [SQL, Memory] }
      - sql
  - category: B
    type: tools
    skills: [{ name: Cache, level: High }, { name: Python, aliases: [PYTHON], implies: [Snake, cache] }]
"""


def test_every_name_of_a_catalogue_has_one_owner_and_every_implied_skill_is_one() -> None:
    fields, problems = validated(PageFields, CATALOGUE)
    assert problems == [
        (5, 41, "duplicate-skill"),
        (5, 69, "unknown-skill"),
        (6, 9, "duplicate-skill"),
        (8, 11, "unknown-type"),
        (9, 22, "duplicate-skill"),
        (9, 89, "unknown-skill"),
    ]
    assert isinstance(fields, PageFields)
    assert [[entry.name for entry in category.skills] for category in fields.catalogue or ()] == [
        ["SQL", "Redis"],
        ["Python"],
    ]


def test_a_role_wants_a_skill_once() -> None:
    source = "role: { skills: [SQL, Redis, { name: Cache, step: live }, sql, Rust] }\n"
    fields, problems = validated(PageFields, source)
    assert problems == [
        (1, 38, "wanted-twice"),
        (1, 51, "unknown-step"),
        (1, 59, "wanted-twice"),
        (1, 64, "unknown-skill"),
    ]
    assert isinstance(fields, PageFields)
    assert fields.role
    assert [wanted.name for wanted in fields.role.skills] == ["SQL", "Redis"]


RESUME = """\
experience: [{ title: Engineer, organisation: Shop, start: 2023-05, url: shop.test }]
education: [{ title: BSc, end: May }]
certificates:
  - { title: Cloud, issuer: Vendor, date: 2024-05-17, credential_id: 7, skills: [Cache, Nope] }
languages: [English, { name: German, level: B2, since: 3 }]
"""


def test_what_a_resume_holds_is_checked_at_its_line() -> None:
    fields, problems = validated(PageFields, RESUME)
    assert problems == [
        (1, 74, "invalid-url"),
        (2, 13, "missing-field"),
        (2, 32, "invalid-date"),
        (4, 70, "wrong-type"),
        (4, 89, "unknown-skill"),
        (5, 49, "unknown-field"),
    ]
    assert isinstance(fields, PageFields)
    assert (fields.experience or ())[0].start == "2023-05"
    assert not fields.education
    assert (fields.certificates or ())[0].date == "2024-05"
    assert (fields.certificates or ())[0].skills == ("Redis",)
    assert [(each.name, each.level) for each in fields.languages or ()] == [("English", None), ("German", "B2")]
