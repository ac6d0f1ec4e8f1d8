"""What a check of links comes to, for the edges that print it or ask outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from nexus_core.problems.problem import Problem
from nexus_links.source_locator import SourcePlace
from nexus_links.suppressions import Suppression


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """A link that leads outside, at one of its places."""

    address: str
    place: SourcePlace


@dataclass
class Findings:
    """What a check came to: faults within the site, and the links that lead out of it."""

    problems: list[Problem] = field(default_factory=list)
    outside: list[OutsideLink] = field(default_factory=list)
    pages: int = 0
    suppressions: list[Suppression] = field(default_factory=list)

    def unknown(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return those of the problems found outside that no author knows of already."""
        return [
            found
            for found in problems
            if not any(s.reason and s.covers(found.path, found.span.line, found.target) for s in self.suppressions)
        ]
