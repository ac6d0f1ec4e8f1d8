"""The catalogue of skills: ordered categories, names and aliases, what implies what, and each skill's slug.

It is built from the `catalogue` field of the skills page and is the only place that says which skills exist.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from nexus_core.model.vocabulary import Vocabulary
from nexus_core.problems.characters import CURLY_QUOTES
from nexus_core.problems.spelling import closest
from nexus_core.schema.catalogue_fields import CategoryEntry, SkillEntry

MAX_SLUG = 200
"""Bytes of a slug: file systems allow 255 for a name, which also has a number and a suffix."""

_OF_FOLDERS = frozenset({"index", "readme"})
"""Slugs that stand for a folder where they are the name of a file."""

_UNSEEN = re.compile("[.'\u2019\u0300-\u036f\u200b-\u200d]")
"""What goes without a trace: a point and an apostrophe, accents that are no part of a letter, joiners."""
_PLUS = re.compile(r"(?<=\w)\+(?=\+|\W|$)|(?<=\+)\+")
_SHARP = re.compile(r"(?<=\w)#(?!\w)")


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
    code: tuple[str, ...] = ()
    """What shows it in a sample."""
    words: tuple[str, ...] = ()
    """Phrases that show it in a sentence, besides its names."""

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
    line: int = 1
    """The line of that page on which it begins."""
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

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words by which texts name the skills."""
        found = Vocabulary()
        for category in self.categories:
            for skill in category.skills:
                is_technology = category.type == "technologies"
                found.add(skill.name, skill.aliases, skill.words, is_technology=is_technology)
        return found

    def find(self, name: str) -> Skill | None:
        """Return the skill of that name or alias, regardless of case."""
        return self._by_name.get(" ".join(name.split()).casefold())

    def find_name(self, name: str) -> str | None:
        """Return the name of the skill of that name or alias, as the catalogue spells it."""
        skill = self.find(name)
        return skill.name if skill else None

    def paired(self, names: Iterable[str]) -> dict[Skill, Skill | None]:
        """Return the skills that a note of these names may show; those only implied with what implies them."""
        named = [skill for name in names if (skill := self.find(name))]
        pairs: dict[Skill, Skill | None] = dict.fromkeys(named)
        for skill in named:
            for other in self.implied_by(skill):
                pairs.setdefault(other, skill)
        return pairs

    def suggest(self, name: str) -> str:
        """Return a "did you mean" for an unknown name, or where names come from."""
        known = [n for skill in self.skills for n in (skill.name, *skill.aliases)]
        if not known:
            return "there is no catalogue: add a 'catalogue' field to docs/skills/README.md"
        place = f"{self.path}:{self.line}"
        plain = name.strip(CURLY_QUOTES)
        if plain != name:
            return f"curly quotes are letters to YAML: write {plain}"
        near = self.find(closest(name, known) or "")
        if near is None:
            return f"add it to the catalogue in {place}"
        return f"did you mean '{near.name}'? A new one goes into {place}"

    def implied_by(self, skill: Skill) -> tuple[Skill, ...]:
        """Return every skill that this one implies, directly or through others, nearest first."""
        return tuple(self._by_name[name.casefold()] for name in self._implied[skill.name])

    def implying(self, skill: Skill) -> tuple[Skill, ...]:
        """Return every skill that implies this one, in the catalogue's order."""
        return tuple(other for other in self.skills if skill.name in self._implied[other.name])


def build(path: str, entries: Sequence[CategoryEntry], *, line: int = 1) -> Catalogue:
    """Build the catalogue from the validated entries of the page at `path`, where it begins on a line."""
    slugs = _slugs([entry.name for category in entries for entry in category.skills])
    categories = tuple(
        Category(
            category.category,
            category.type,
            tuple(
                Skill(
                    name=entry.name,
                    slug=slugs[entry.name],
                    category=category.category,
                    aliases=entry.aliases,
                    level=entry.level or "",
                    same_as=entry.same_as or "",
                    code=entry.code or _usual_code(entry, category.type),
                    words=entry.words,
                )
                for entry in category.skills
            ),
        )
        for category in entries
    )
    plain = Catalogue(path, categories, line)
    direct = {
        entry.name: [skill.name for name in entry.implies if (skill := plain.find(name))]
        for category in entries
        for entry in category.skills
    }
    return replace(plain, _implied=_closure(direct))


def _usual_code(entry: SkillEntry, kind: str) -> tuple[str, ...]:
    """Return what a technology is called in code where the catalogue doesn't say: by its names, in lower case."""
    names = (name.lower() for name in (entry.name, *entry.aliases) if " " not in name)
    return tuple(names) if kind == "technologies" else ()


def unique_slug(name: str, taken: set[str]) -> str:
    """Return the slug of a name, with a number if it is in `taken` or stands for a folder, and add it there."""
    slug = slug_of(name)
    candidate, number = slug, 1
    while candidate in taken or candidate in _OF_FOLDERS:
        number += 1
        candidate = f"{slug}-{number}"
    taken.add(candidate)
    return candidate


def slug_of(name: str) -> str:
    """Return a URL-safe slug of a name.

    Letters of any script are kept, with the signs that belong to them; "C++" becomes `cpp`, "CI/CD" `ci-cd`. A name
    that is too long for a file's is cut, between words if it has any.
    """
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", name.casefold()))
    text = _SHARP.sub("-sharp", _PLUS.sub("p", text))
    letters = (char if char.isalnum() or unicodedata.category(char)[0] == "M" else "-" for char in text)
    return _shortened(re.sub("-+", "-", "".join(letters)).strip("-")) or "skill"


def _slugs(names: Sequence[str]) -> dict[str, str]:
    """Return the slug of each name of a catalogue, whatever their order.

    Of several names with one slug, that which is most like it has it as it is, and the others a part of a digest.
    """
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(slug_of(name), []).append(name)
    result = {}
    for slug, same in found.items():
        first, *others = sorted(dict.fromkeys(same), key=lambda name: (name.casefold() != slug, name))
        result[first] = f"{slug}-skill" if slug in _OF_FOLDERS else slug
        result |= {name: f"{slug}-{sha256(name.encode()).hexdigest()[:6]}" for name in others}
    return result


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
