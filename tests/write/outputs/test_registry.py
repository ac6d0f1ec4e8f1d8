"""Every output in the registry is what a generator takes it for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from nexus_core.model.loading import load
from nexus_core.write.outputs import OUTPUTS, Output, Site, enabled
from nexus_core.write.outputs.llms_markdown import PlainPages
from nexus_core.write.view import View
from support.small_sites import BASE, outputs_of, repository_in, write

SITE = Site("S", "https://a.b/")
NOTES: Mapping[str, str] = {**BASE, "learnings/draft.md": "---\ndraft: true\n---\n\n# Unfinished\n"}


def test_each_has_a_path_of_its_own() -> None:
    assert len({output.path for output in OUTPUTS}) == len(OUTPUTS)


def test_what_needs_an_address_is_not_there_without_one(tmp_path: Path) -> None:
    view = View(load(repository_in(write(tmp_path, NOTES))).portfolio)
    without = {output for output in OUTPUTS if output.needs_address}
    assert without
    assert set(enabled(view, SITE)) - set(enabled(view, Site())) == without


@pytest.mark.parametrize("output", [output for output in OUTPUTS if output.join], ids=lambda output: output.path)
def test_what_is_joined_of_pages_is_what_is_written(output: Output, tmp_path: Path) -> None:
    view = View(load(repository_in(write(tmp_path, NOTES))).portfolio)
    assert output.join
    joined = output.join(PlainPages(view, SITE))
    assert {"docs/index.md", "projects/shop/README.md"} <= joined.parts.keys()
    assert str(joined) == output.write(view, SITE)


def test_no_output_has_a_draft(tmp_path: Path) -> None:
    portfolio = load(repository_in(write(tmp_path, NOTES)), drafts=True).portfolio
    assert [path for path, text in outputs_of(portfolio, SITE).items() if "Unfinished" in text] == []
