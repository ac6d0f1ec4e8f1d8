"""`nexus schema` writes what editors need, and the repository's own copy is current."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from cli.conftest import Run
from nexus_core.schema.kinds import KINDS
from support.small_sites import SHOP, write


def schema(root: Path, kind: str) -> Draft202012Validator:
    loaded = json.loads((root / f".vscode/schemas/{kind}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(loaded)
    return Draft202012Validator(loaded)


def front_matter(text: str) -> object:
    return json.loads(json.dumps(yaml.safe_load(text.split("---\n")[1]), default=str))


def test_it_writes_a_schema_per_kind_and_then_nothing_more(nexus: Run, root: Path) -> None:
    assert nexus("schema", "--check").exit_code == 1
    first = nexus("schema")
    assert first.exit_code == 0
    assert {f".vscode/schemas/{kind.name}.schema.json" for kind in KINDS} < set(first.stdout.split())
    assert nexus("schema", "--check").stdout == ".vscode is up to date.\n"


@pytest.mark.parametrize(
    ("line", "valid"),
    [
        ("skills: [SQL]", True),
        ("skills: [Sql injection]", False),
        ("status: completed", True),
        ("status: done", False),
        ("weight: 3", True),
        ("weight: three", False),
        ("date: 2026-03-01", True),
        ("date: { created: 2026-03-01, updated: 2026-04-01 }", True),
        ("start: 2026-03", True),
        ("draft: maybe", False),
        ("icon: material/account", True),
    ],
)
def test_the_schema_agrees_with_the_check(nexus: Run, root: Path, line: str, valid: bool) -> None:
    nexus("schema")
    name = line.split(":", maxsplit=1)[0]
    others = [each for each in SHOP.split("\n") if not each.startswith(f"{name}:")]
    note = "\n".join([others[0], line, *others[1:]])
    assert schema(root, "project").is_valid(front_matter(note)) is valid
    write(root, {"projects/shop/README.md": note})
    assert (nexus("check", "--no-advice").exit_code == 0) is valid
