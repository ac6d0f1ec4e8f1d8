"""What is changed in Material's templates is really there to be changed in the version that is installed."""

from __future__ import annotations

from pathlib import Path

import material
import pytest

from nexus_mkdocs import mended, remembered
from nexus_mkdocs.mended import Change

TEMPLATES = Path(material.__file__).parent / "templates"


@pytest.mark.parametrize(
    "change",
    [*mended.CHANGES, *remembered.CHANGES],
    ids=lambda change: f"{change.template}: {change.old}",
)
def test_the_text_to_be_changed_is_in_the_template(change: Change) -> None:
    assert change.old in (TEMPLATES / change.template).read_text(encoding="utf-8")
