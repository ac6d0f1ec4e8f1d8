"""The result of a check of links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from nexus_core.problems.problem import Problem
from nexus_links.source_locator import SourcePlace
from nexus_links.suppressions import Suppression


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """A link to another site, at one of its places."""

    address: str
    place: SourcePlace


@dataclass
class Findings:
    """Problems within the site, and the links to other sites."""

    problems: list[Problem] = field(default_factory=list)
    outside: list[OutsideLink] = field(default_factory=list)
    pages: int = 0
    suppressions: list[Suppression] = field(default_factory=list)

    def unsuppressed(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return the problems of links to other sites that aren't suppressed."""
        return [
            found
            for found in problems
            if not any(
                each.reason and each.covers(found.path, found.span.line, found.target, found.code)
                for each in self.suppressions
            )
        ]
