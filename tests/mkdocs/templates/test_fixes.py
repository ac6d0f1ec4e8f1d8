"""What is changed in Material's templates is really there to be changed in the version that is installed."""

from __future__ import annotations

from pathlib import Path

import material
import pytest

from nexus_mkdocs.templates.fixes import REPLACEMENTS, Replacement

TEMPLATES = Path(material.__file__).parent / "templates"


@pytest.mark.parametrize("replacement", REPLACEMENTS, ids=lambda each: f"{each.template}: {each.old}")
def test_the_text_to_be_changed_is_in_the_template(replacement: Replacement) -> None:
    assert replacement.old in (TEMPLATES / replacement.template).read_text(encoding="utf-8")
