"""Decides which notes become pages where several would have one address, and records those that do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

from nexus_core.model.catalogue import Catalogue
from nexus_core.read.paths import page_address


@dataclass(frozen=True, slots=True)
class AddressConflict:
    """A note that is left out because another page has its address."""

    path: str
    owner: str
    """The path of the note that has the address; for a skill's page the path that its file would have."""
    skill: str = ""
    """The name of the skill whose page has the address."""


def duplicate_addresses(paths: Iterable[str]) -> list[AddressConflict]:
    """Return a conflict for every path but the first of those that become the same page."""
    owners: dict[str, str] = {}
    conflicts = []
    for path in paths:
        # Some file systems ignore case, and some know only one form of Unicode's names.
        owner = owners.setdefault(normalize("NFC", page_address(path)).casefold(), path)
        if owner != path:
            conflicts.append(AddressConflict(path, owner))
    return conflicts


def skill_page_conflicts(paths: Iterable[str], catalogue: Catalogue) -> list[AddressConflict]:
    """Return a conflict for every path at the address of a skill's page, unless it is there to replace it."""
    skills = {page_address(skill.path): skill for skill in catalogue.skills}
    found = ((path, skills.get(page_address(path))) for path in paths)
    return [AddressConflict(path, skill.path, skill.name) for path, skill in found if skill and skill.path != path]
