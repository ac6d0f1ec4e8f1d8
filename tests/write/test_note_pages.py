"""Golden cases of the pages of notes: a note goes in, the Markdown of its page comes out.

A case in `pages/<kind>.yaml` has the `note`, other `notes` beside it (a path and its text) and the `markdown`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from nexus_core.model.loading import load
from nexus_core.schema.fields import NoteFields
from nexus_core.schema.kinds import SECTIONS, Kind
from nexus_core.write.pages import pages
from nexus_core.write.view import View
from support.small_sites import repository_in, write

FOLDER = Path(__file__).parent / "pages"


def cases_of(kind: Kind) -> Mapping[str, Any]:
    """Return the cases of a kind by their names."""
    cases: Mapping[str, Any] = yaml.safe_load((FOLDER / f"{kind.name}.yaml").read_text(encoding="utf-8"))
    return cases


CASES = [
    pytest.param(kind, case, id=f"{kind.name}: {name}")
    for kind in SECTIONS
    if (FOLDER / f"{kind.name}.yaml").is_file()
    for name, case in cases_of(kind).items()
]


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_a_note_has_the_page_of_its_golden_case(kind: Kind, case: Mapping[str, Any], tmp_path: Path) -> None:
    path = f"{kind.folder}/here.md"
    portfolio = load(repository_in(write(tmp_path, {path: case["note"], **case.get("notes", {})}))).portfolio
    assert pages(View(portfolio))[path].compose().removesuffix("<!-- -->").strip() == case["markdown"].strip()


@pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.name)
def test_every_field_of_a_kind_is_in_one_of_its_cases(kind: Kind) -> None:
    given = {name for case in cases_of(kind).values() for name in yaml.safe_load(case["note"].split("---\n")[1])}
    assert kind.fields.model_fields.keys() - NoteFields.model_fields.keys() - given == set()
