"""Loads templates with their texts changed.

A template is Jinja's to load, so the loader is where its text can be changed without owning a copy of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jinja2 import BaseLoader, Environment

Change = Callable[[str, str, str | None], str]
"""Returns the text of a template, given its name, its text and the path of its file."""


class ChangingLoader(BaseLoader):
    """Loads templates as another loader does, each change made to them in turn."""

    def __init__(self, loader: BaseLoader, changes: Iterable[Change]) -> None:
        self.loader = loader
        self.changes = tuple(changes)

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template's changed text with what the other loader says of it."""
        source, path, is_current = self.loader.get_source(environment, template)
        for change in self.changes:
            source = change(template, source, path)
        return source, path, is_current

    def list_templates(self) -> list[str]:
        """Return the names that the other loader knows."""
        return self.loader.list_templates()
