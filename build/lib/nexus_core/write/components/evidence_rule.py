"""The component `evidence-rule`: the steps of the evidence rule, as they are applied."""

from __future__ import annotations

from markupsafe import Markup

from nexus_core.model.steps import STEPS
from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render


def evidence_rule(options: Options, place: Place) -> Markup:
    """Return the steps as a table, lowest first."""
    return render("components/evidence_rule.md.j2", place, steps=STEPS)


COMPONENT = Component("evidence-rule", "the rule that decides a skill's step", Options, evidence_rule)
