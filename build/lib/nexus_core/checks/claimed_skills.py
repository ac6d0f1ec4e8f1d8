"""Advice on skills of the catalogue that no note lists."""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.checks.base import Check, advice
from nexus_core.model.loading import Loaded
from nexus_core.problems.problem import Problem
from nexus_core.read.yaml_block import Location


def _find(loaded: Loaded) -> Iterator[Problem]:
    portfolio = loaded.portfolio
    page = portfolio.notes.get(portfolio.catalogue.path)
    if page is None:
        return
    claimed = {skill.name for skill in portfolio.catalogue.skills if not portfolio.evidence[skill]}
    for location, name in _written_skills(page.front.fields.get("catalogue")):
        if name in claimed:
            message = f"'{name}' is self-reported: no note lists it"
            hint = "add it to the skills of a note that shows it"
            yield advice(page, location, "claimed-skill", message, hint)


def _written_skills(catalogue: object) -> Iterator[tuple[Location, str]]:
    """Yield the place and the name of each skill in the catalogue as it is written, whatever else is in there."""
    for index, category in enumerate(catalogue if isinstance(catalogue, list) else ()):
        entries = category.get("skills") if isinstance(category, dict) else None
        for position, entry in enumerate(entries if isinstance(entries, list) else ()):
            name = entry.get("name") if isinstance(entry, dict) else entry
            yield ("catalogue", index, "skills", position), " ".join(str(name).split())


CHECK = Check(("claimed-skill",), _find, is_advice=True)
