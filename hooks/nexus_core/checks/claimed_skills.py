"""Advice on skills of the catalogue that no note shows."""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.checks.base import Check, advice
from nexus_core.model.evidence import STEPS
from nexus_core.model.loading import Loaded
from nexus_core.problems.problem import Problem


def _find(loaded: Loaded) -> Iterator[Problem]:
    portfolio = loaded.portfolio
    page = portfolio.notes.get(portfolio.catalogue.path)
    if page is None:
        return
    claimed = {skill.name for skill in portfolio.catalogue.skills if portfolio.step(skill) is STEPS[0]}
    for index, category in enumerate(page.front.fields.get("catalogue") or ()):
        for position, entry in enumerate(category.get("skills") or ()):
            name = " ".join(str(entry.get("name") if isinstance(entry, dict) else entry).split())
            if name in claimed:
                location = ("catalogue", index, "skills", position)
                message = f"'{name}' is claimed, but no note shows it"
                hint = "add it to the skills of a note that does"
                yield advice(page, location, "claimed-skill", message, hint)


CHECK = Check(("claimed-skill",), _find, is_advice=True)
