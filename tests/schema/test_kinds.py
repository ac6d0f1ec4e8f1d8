"""Every kind in the registry has what later stages look for by name."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

import nexus_core.write
from nexus_core.schema.fields import StepName
from nexus_core.schema.kinds import BY_STRENGTH, FOLDERS, KINDS, SECTIONS, Kind
from nexus_core.write.components import COMPONENTS

PAGES = Path(nexus_core.write.__path__[0], "pages")


@pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.name)
def test_a_kind_has_all_that_its_entry_names(kind: Kind) -> None:
    assert (PAGES / kind.template).is_file()
    assert kind.component in COMPONENTS
    assert COMPONENTS[kind.component].summary == kind.component_summary
    assert kind.starter_headings


def test_kinds_can_be_told_apart() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert len(set(FOLDERS)) == len(KINDS)
    assert len({kind.mark for kind in SECTIONS}) == len(SECTIONS)


def test_what_takes_a_skill_furthest_is_the_strongest() -> None:
    assert set(BY_STRENGTH) == set(SECTIONS)
    steps = [get_args(StepName).index(kind.step) for kind in BY_STRENGTH]
    assert steps == sorted(steps, reverse=True)
