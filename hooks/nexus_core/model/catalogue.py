"""The catalogue of skills: ordered categories, names and aliases, what implies what, and each skill's slug.

It is built from the `catalogue` field of the skills page and is the only place that says which skills exist.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from nexus_core.problems.spelling import closest
from nexus_core.schema.catalogue_fields import CategoryEntry

MAX_SLUG = 200
"""Bytes of a slug: file systems allow 255 for a name, which also has a number and a suffix."""


@dataclass(frozen=True, slots=True, eq=False)
class Skill:
    """One entry of the catalogue: a technology or a competence."""

    name: str
    slug: str
    """The last part of its page's address, unique in the catalogue."""
    category: str
    aliases: tuple[str, ...] = ()
    level: str = ""
    """The author's own word; always shown as self-reported."""
    same_as: str = ""
    """A URI that says which thing in the world this is."""

    @property
    def path(self) -> str:
        """The repository path that its page has, as if it were a file there."""
        return f"docs/skills/{self.slug}.md"


@dataclass(frozen=True, slots=True, eq=False)
class Category:
    """A group of skills, shown as one row of the skill table."""

    name: str
    type: str
    """`technologies` or `competences`."""
    skills: tuple[Skill, ...]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All skills, by category, with the ways to look one up."""

    path: str = ""
    """The page whose front matter holds it; empty when there is no catalogue."""
    categories: tuple[Category, ...] = ()
    _implied: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def skills(self) -> tuple[Skill, ...]:
        """Every skill in the catalogue's order."""
        return tuple(skill for category in self.categories for skill in category.skills)

    @cached_property
    def _by_name(self) -> dict[str, Skill]:
        names: dict[str, Skill] = {}
        for skill in self.skills:
            for name in (skill.name, *skill.aliases):
                names.setdefault(name.casefold(), skill)
        return names

    def find(self, name: str) -> Skill | None:
        """Return the skill of that name or alias, regardless of case."""
        return self._by_name.get(" ".join(name.split()).casefold())

    def find_name(self, name: str) -> str | None:
        """Return the name of the skill of that name or alias, as the catalogue spells it."""
        skill = self.find(name)
        return skill.name if skill else None

    def suggest(self, name: str) -> str:
        """Return a "did you mean" for an unknown name, or where names come from."""
        known = [n for skill in self.skills for n in (skill.name, *skill.aliases)]
        if not known:
            return "there is no catalogue: add a 'catalogue' field to docs/skills/README.md"
        near = self.find(closest(name, known) or "")
        return f"did you mean '{near.name}'?" if near else f"add it to the catalogue in {self.path}"

    def implied_by(self, skill: Skill) -> tuple[Skill, ...]:
        """Return every skill that this one implies, directly or through others, nearest first."""
        return tuple(self._by_name[name.casefold()] for name in self._implied[skill.name])

    def implying(self, skill: Skill) -> tuple[Skill, ...]:
        """Return every skill that implies this one, in the catalogue's order."""
        return tuple(other for other in self.skills if skill.name in self._implied[other.name])


def build(path: str, entries: Sequence[CategoryEntry]) -> Catalogue:
    """Build the catalogue from the validated entries of the page at `path`."""
    slugs: set[str] = set()
    categories = tuple(
        Category(
            category.category,
            category.type,
            tuple(
                Skill(
                    name=entry.name,
                    slug=unique_slug(entry.name, slugs),
                    category=category.category,
                    aliases=entry.aliases,
                    level=entry.level or "",
                    same_as=entry.same_as or "",
                )
                for entry in category.skills
            ),
        )
        for category in entries
    )
    plain = Catalogue(path, categories)
    direct = {
        entry.name: [skill.name for name in entry.implies if (skill := plain.find(name))]
        for category in entries
        for entry in category.skills
    }
    return replace(plain, _implied=_closure(direct))


def unique_slug(name: str, taken: set[str]) -> str:
    """Return a URL-safe slug of a name that is not in `taken`, and add it there.

    Letters of any script are kept; "C++" becomes `cpp`, "CI/CD" `ci-cd`, and a second name with the same
    slug gets a number. A long name is cut, between words if it has any, so that it can be a file's name.
    """
    text = unicodedata.normalize("NFC", name).casefold().replace("+", "p").replace("#", "-sharp")
    slug = _shortened(re.sub(r"\W+", "-", re.sub(r"[.'\u2019]", "", text)).strip("-_")) or "skill"
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    taken.add(candidate)
    return candidate


def _shortened(slug: str) -> str:
    if len(slug.encode()) <= MAX_SLUG:
        return slug
    cut = slug.encode()[:MAX_SLUG].decode(errors="ignore")
    words, _, _ = cut.rpartition("-")
    return (words if len(words.encode()) > MAX_SLUG // 2 else cut).strip("-_")


def _closure(direct: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Follow `implies` to its end for every name; a circle just ends where it began."""
    closure = {}
    for name in direct:
        reached: list[str] = []
        queue = list(direct[name])
        while queue:
            following = queue.pop(0)
            if following != name and following not in reached:
                reached.append(following)
                queue += direct[following]
        closure[name] = tuple(reached)
    return closure
