"""What lies between two portfolios: notes, skills, claims, addresses and problems, whatever a note is called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nexus_core.diff import of_json
from nexus_core.model.redirects import read_alias
from nexus_core.read.paths import page_address
from support.diffs import LONG, MOVED, START, Files, catalogue, data, difference, project


def paths(notes: list[dict[str, Any]]) -> list[str]:
    return [note["path"] for note in notes]


@pytest.mark.parametrize("as_file", [False, True])
def test_nothing_differs_between_a_portfolio_and_itself(tmp_path: Path, as_file: bool) -> None:
    found = data(tmp_path, {}, as_file=as_file)
    assert not any(found["notes"].values())
    assert not any(found["skills"].values())
    assert not found["lost_pages"]
    nothing = None if as_file else {"new": [], "mended": 0}
    assert (found["problems"], found["advice"]) == (nothing, nothing)


@pytest.mark.parametrize("as_file", [False, True])
@pytest.mark.parametrize(
    ("changes", "what", "expected"),
    [
        ({"resources/r.md": "# R\n"}, "added", ["resources/r.md"]),
        ({"challenges-solutions/slow.md": None}, "removed", ["challenges-solutions/slow.md"]),
        ({"learnings/generators.md": f"# Other\n\n{LONG}"}, "changed", ["learnings/generators.md"]),
        ({"learnings/generators.md": f"---\ndraft: true\n---\n{LONG}"}, "removed", ["learnings/generators.md"]),
        (
            {"learnings/generators.md": None, "learnings/py/gen.md": START["learnings/generators.md"]},
            "renamed",
            ["learnings/py/gen.md"],
        ),
    ],
)
def test_each_note_is_added_changed_renamed_or_removed(
    tmp_path: Path, as_file: bool, changes: Files, what: str, expected: list[str]
) -> None:
    notes = data(tmp_path, changes, as_file=as_file)["notes"]
    assert paths(notes.pop(what)) == expected
    assert not any(notes.values())


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (f"---\nskills: [Python, SQL]\n---\n\n{LONG}", ["skills"]),
        (f"---\nskills: [Python]\ntitle: G\ndate: 2024-01-01\n---\n\n{LONG}", ["title", "dates"]),
        (f"---\nskills: [Python]\nrepo: https://a.b/\nicon: x\n---\n\n{LONG}", ["repo", "icon"]),
        (f"---\nskills: [Python]\n---\n\n{LONG}More.\n", ["text"]),
        (f"---\n# A remark.\nskills: [Python]\n---\n\n{LONG}", None),
    ],
)
def test_a_changed_note_says_what_of_it_differs(tmp_path: Path, text: str, fields: list[str] | None) -> None:
    changed = data(tmp_path, {"learnings/generators.md": text})["notes"]["changed"]
    assert [note["fields"] for note in changed] == ([fields] if fields else [])


@pytest.mark.parametrize(
    ("new", "is_renamed"),
    [
        (START["learnings/generators.md"].replace("Line 1 says", "Line one says"), True),
        (LONG.replace("# Generators", "# All about generators"), True),
        ("---\naliases: [/learnings/generators/]\n---\n\n# Nothing like it\n", True),
        ("---\nskills: [Python]\n---\n\n# Generators\n\nWritten anew.\n", False),
        ("", False),
    ],
)
def test_a_note_is_renamed_when_it_says_so_or_most_of_it_is_the_same(
    tmp_path: Path, new: str, is_renamed: bool
) -> None:
    notes = data(tmp_path, {"learnings/generators.md": None, "learnings/g.md": new})["notes"]
    assert paths(notes["renamed"]) == (["learnings/g.md"] if is_renamed else [])
    assert paths(notes["added"]) == ([] if is_renamed else ["learnings/g.md"])


def test_among_alike_notes_each_finds_its_own(tmp_path: Path) -> None:
    old = {f"resources/{name}.md": f"{LONG}\nOnly {name}.\n" * 2 for name in "abc"}
    new = {path.replace("resources/", "resources/x/x"): f"{text}\nMore.\n" for path, text in old.items()}
    notes = data(tmp_path, {**dict.fromkeys(old), **new}, old)["notes"]
    assert [(note["old_path"], note["path"]) for note in notes["renamed"]] == [
        (f"resources/{name}.md", f"resources/x/x{name}.md") for name in "abc"
    ]


def test_notes_that_keep_their_names_are_found_again_in_the_greatest_upheaval(tmp_path: Path) -> None:
    old = {f"resources/{n}{'/README' if n % 2 else ''}.md": f"{LONG}{n}\n" for n in range(120)}
    new = {path.replace("resources/", "resources/moved/"): f"{text}\nMore.\n" for path, text in old.items()}
    renamed = data(tmp_path, {**dict.fromkeys(old), **new}, old)["notes"]["renamed"]
    assert {note["old_path"]: note["path"] for note in renamed} == dict(zip(old, new, strict=True))


KAFKA = catalogue("- Redis", "- Redis\n      - Kafka")


@pytest.mark.parametrize("as_file", [False, True])
@pytest.mark.parametrize(
    ("files", "what", "expected"),
    [
        (({}, KAFKA), "gained", [("Kafka", "claimed")]),
        ((KAFKA, catalogue("- Redis", "- Redis")), "lost", [("Kafka", "claimed")]),
        (({}, project("Python")), "up", [("Python", "applied", "studied")]),
        ((project("Python"), {"projects/one/README.md": None}), "down", [("Python", "studied", "applied")]),
        (
            (project("Redis"), project("Redis", "status: completed\ndemo: https://a.b/\n")),
            "up",
            [("Redis", "shipped", "applied")],
        ),
        (({}, {"learnings/generators.md": LONG}), "lost_evidence", [("Python", "studied")]),
    ],
)
def test_a_skill_is_gained_lost_up_down_or_without_evidence(
    tmp_path: Path, as_file: bool, files: tuple[Files, Files], what: str, expected: list[tuple[str, ...]]
) -> None:
    before, changes = files
    skills = data(tmp_path, changes, before, as_file=as_file)["skills"]
    found = [
        tuple(skill[key] for key in ("name", "step", "old_step") if key in skill) for skill in skills.pop(what)
    ]
    assert found == expected
    assert not any(skills.values())


def test_a_claim_that_lost_its_evidence_names_who_showed_it(tmp_path: Path) -> None:
    found = difference(tmp_path, {"learnings/generators.md": None})
    assert [(lost.before.name, lost.notes) for lost in found.lost_evidence] == [("Python", ("Generators",))]


def test_a_skill_whose_old_name_is_an_alias_is_renamed_and_its_page_is_lost(tmp_path: Path) -> None:
    changes = {**catalogue("- Redis", "- { name: Valkey, aliases: [Redis] }")}
    found = data(tmp_path, changes)
    assert [(s["old_name"], s["name"], s["old_step"]) for s in found["skills"]["renamed"]] == [
        ("Redis", "Valkey", "applied")
    ]
    assert not found["skills"]["lost"] + found["skills"]["gained"]
    assert found["lost_pages"] == [{"address": "/skills/redis/", "title": "Redis", "heir": "docs/skills/README.md"}]


def moved(alias: str) -> dict[str, str | None]:
    text = START["learnings/generators.md"].replace("---\n", f"---\naliases: ['{alias}']\n", 1)
    return {**MOVED, "learnings/py/gen.md": text}


@pytest.mark.parametrize("as_file", [False, True])
@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        (MOVED, {"/learnings/generators/": "learnings/py/gen.md"}),
        (moved("/learnings/generators/"), {}),
        (moved("learnings/generators"), {}),
        (moved("/learnings/generators/index.html"), {}),
        (moved("learnings/generators.md"), {}),
        (moved("/learnings/generator/"), {"/learnings/generators/": "learnings/py/gen.md"}),
        (moved("../../x"), {"/learnings/generators/": "learnings/py/gen.md"}),
        ({"challenges-solutions/slow.md": None, "challenges-solutions/slow/README.md": "# Slow\n"}, {}),
        (
            {"challenges-solutions/slow.md": None, "challenges-solutions/x.md": "x"},
            {"/challenges-solutions/slow/": None},
        ),
        (
            {"challenges-solutions/slow.md": None},
            {"/challenges-solutions/": None, "/challenges-solutions/slow/": None},
        ),
        ({"docs/skills/redis.md": "# Redis\n"}, {}),
    ],
)
def test_an_address_is_lost_when_no_page_and_no_redirect_has_it(
    tmp_path: Path, as_file: bool, changes: Files, lost: dict[str, str | None]
) -> None:
    found = data(tmp_path, changes, as_file=as_file)["lost_pages"]
    assert {page["address"]: page["heir"] for page in found} == lost


@pytest.mark.parametrize("name", ["c#", "50%", "what?", "ü b", "100%25", "it's", "a&b"])
def test_the_alias_in_the_hint_is_one_that_brings_the_address_back(tmp_path: Path, name: str) -> None:
    path = f"resources/{name}.md"
    before = {path: LONG, "resources/o.md": "# O\n"}
    (page,) = data(tmp_path, {path: None, "resources/o.md": "# O\n"}, before)["lost_pages"]
    assert read_alias(page["address"], "") == page_address(path)


def test_problems_are_new_or_mended_whatever_line_they_moved_to(tmp_path: Path) -> None:
    before = {"resources/r.md": "---\nskills: [Rediss, Sqll]\n---\n", "resources/s.md": "---\nskills: [Foo]\n---\n"}
    changes = {
        "resources/r.md": None,
        "resources/x/moved.md": "---\naliases: [/resources/r/]\n\nskills: [Sqll, Pythn]\n---\n",
        "resources/s.md": None,
    }
    found = data(tmp_path, changes, before)
    assert [(p["path"], p["line"], p["message"]) for p in found["problems"]["new"]] == [
        ("resources/x/moved.md", 4, "unknown skill 'Pythn'")
    ]
    assert found["problems"]["mended"] == 2
    assert found["advice"]["mended"] > 0


def test_advice_is_counted_apart_from_problems(tmp_path: Path) -> None:
    found = data(tmp_path, {"resources/r.md": "# R\n\nTODO\n"})
    assert found["problems"] == {"new": [], "mended": 0}
    assert [problem["code"] for problem in found["advice"]["new"]] == ["orphan", "no-skill", "placeholder"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "Invalid JSON"),
        ("[]", "Input should be an object"),
        ("{}", "schema_version: Field required"),
        ('{"schema_version": 9, "site": {}, "catalogue": {"categories": []}, "notes": []}', "schema_version: "),
        ('{"schema_version": 2, "site": {}, "catalogue": {"categories": []}, "notes": [{}]}', "notes.0.path: "),
        ("[" * 100_000, "Invalid JSON"),
        ('"\\ud800"', "Invalid JSON"),
        (b"\xff", "Invalid JSON"),
        (
            '{"schema_version": 2, "site": {}, "notes": [], "catalogue": {"categories": [{"skills": '
            '[{"name": "x", "slug": "x", "step": "mastered"}]}]}}',
            "step: Input should be",
        ),
    ],
)
def test_what_is_no_portfolio_json_is_refused_with_its_place(text: str | bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace(".", r"\.")):
        of_json("x", text)
