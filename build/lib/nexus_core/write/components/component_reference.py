"""The component `component-reference`: every component with its options, from the registry that runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from nexus_core.write.components.base import Component, Options
from nexus_core.write.components.field_reference import rows
from nexus_core.write.markup import Place, render


def make(components: Callable[[], Iterable[Component]]) -> Component:
    """Return the component for a registry, which is asked only when the page is written."""

    def component_reference(options: Options, place: Place) -> Markup:
        listed = [(component, list(rows(component.options))) for component in components()]
        return render("components/component_reference.md.j2", place, components=listed)

    return Component("component-reference", "every component, with its options", Options, component_reference)
