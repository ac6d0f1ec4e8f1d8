"""`nexus check` and a strict build find the same faults in the same places: all golden ones that one site can have.

What only a build knows (which icons and templates the theme has) is left out.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from nexus_core.checks import check_portfolio
from nexus_core.model.loading import load
from nexus_core.problems.problem import Severity
from support.golden_cases import FAULTS
from support.small_sites import BASE, build_site, repository_in, settings, write

OF_BUILDS = Path(__file__).parent / "faults"
NEW = "learnings/new.md"
_PLACE = re.compile(r"^(.+?:\d+:\d+): ")


def test_check_and_a_strict_build_find_the_same_faults(tmp_path: Path) -> None:
    files: dict[str, str] = dict(BASE)
    for case in (*sorted(FAULTS.glob("*.yaml")), OF_BUILDS / "links-that-lead-nowhere.yaml"):
        content = yaml.safe_load(case.read_text(encoding="utf-8"))
        planted = {path: text for path, text in content["files"].items() if path != "mkdocs.yml"}
        if planted.keys() == {NEW} and isinstance(planted[NEW], str):
            files[f"learnings/{case.stem}.md"] = planted[NEW]
    write(tmp_path, {**files, "mkdocs.yml": settings()})
    found = check_portfolio(load(repository_in(tmp_path)))
    checked = {
        f"{each.path}:{each.span.line}:{each.span.column}" for each in found if each.severity is not Severity.ADVICE
    }
    site = build_site(tmp_path)
    built = {place[1] for warning in site.warnings if (place := _PLACE.match(warning))}
    assert len(checked) > 90
    assert checked == built
