"""Old addresses that can't redirect: those outside the site, and those that are taken."""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.checks.base import Check
from nexus_core.model.loading import Loaded
from nexus_core.problems.problem import Problem
from nexus_core.write.old_addresses import old_addresses


def _find(loaded: Loaded) -> Iterator[Problem]:
    for alias in old_addresses(loaded).refused:
        yield alias.note.front.problem(("aliases", alias.index), *alias.refusal)


CHECK = Check(("invalid-alias", "alias-outside", "alias-taken", "needless-alias"), _find)
