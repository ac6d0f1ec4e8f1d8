"""What the threat model promises is shown by tests that are there."""

from __future__ import annotations

import re

from support.small_sites import ROOT


def test_every_test_that_it_names_is_there() -> None:
    text = (ROOT / "docs" / "manual" / "threat-model.md").read_text(encoding="utf-8")
    promised = text.partition("## What is promised")[2].partition("\n## ")[0]
    rows = re.findall(r"^\|.*\|$", promised, re.MULTILINE)[2:]
    assert len(rows) > 10
    for row in rows:
        paths = re.findall(r"`([^`]+)`", row.strip("|").split("|")[-1])
        assert paths, row
        assert [path for path in paths if not (ROOT / "tests" / path).is_file()] == []
