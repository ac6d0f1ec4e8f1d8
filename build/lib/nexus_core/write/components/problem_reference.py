"""The component `problem-reference`: every problem code with its meaning, from the list of them all."""

from __future__ import annotations

from markupsafe import Markup

from nexus_core.problems.codes import CODES_BY_TOPIC
from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render


def problem_reference(options: Options, place: Place) -> Markup:
    """Return a table of the codes of each topic."""
    return render("components/problem_reference.md.j2", place, topics=CODES_BY_TOPIC)


COMPONENT = Component("problem-reference", "every problem code, with its meaning", Options, problem_reference)
