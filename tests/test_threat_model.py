"""What the threat model promises is shown by tests that are there."""

from __future__ import annotations

import re

from support.small_sites import ROOT


def test_every_test_that_it_names_is_there() -> None:
    text = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]+\.py)` \|$", text, re.MULTILINE)
    promised = [line for line in text.partition("## What is promised")[2].split("\n") if line.count("|") == 4]
    assert len(named) == len(promised) - 2
    assert [path for path in named if not (ROOT / "tests" / path).is_file()] == []
