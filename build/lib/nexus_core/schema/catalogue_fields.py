"""The catalogue in front matter: categories with their skills, whose names must not be taken twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator

from nexus_core.problems.spelling import did_you_mean
from nexus_core.schema.field_types import Misfit, Text, WebAddress, entry_from_name, refuse
from nexus_core.schema.fields import Entry


class SkillEntry(Entry):
    """One skill of the catalogue."""

    name: Text
    """The spelling that is shown."""
    aliases: tuple[Text, ...] = ()
    """Other names that notes may use."""
    implies: tuple[Text, ...] = ()
    """Skills that whoever shows this one shows too."""
    level: Text | None = None
    """The author's own word, shown as self-reported."""
    same_as: WebAddress | None = None
    """An address that says which thing in the world this is."""
    code: tuple[Text, ...] = ()
    """What shows it in a sample: a language, an imported module, a command, an image, an action, a key, a file."""
    words: tuple[Text, ...] = ()
    """Phrases that show it in a sentence, besides its names."""


class CategoryEntry(Entry):
    """One category of the catalogue."""

    category: Text
    """Its name, the first column of the skill table."""
    type: Literal["technologies", "competences"] = "technologies"
    """What its skills are."""
    skills: tuple[
        Annotated[SkillEntry, BeforeValidator(entry_from_name, json_schema_input_type=SkillEntry | str)], ...
    ] = ()
    """Names, or skills with fields of their own."""


_Entries: TypeAlias = Sequence[tuple[tuple[str | int, ...], SkillEntry]]
"""The entries of a catalogue, each with the way to it."""


def _unambiguous(categories: tuple[CategoryEntry, ...]) -> tuple[CategoryEntry, ...]:
    entries = [
        ((index, "skills", position), entry)
        for index, category in enumerate(categories)
        for position, entry in enumerate(category.skills)
    ]
    refuse([*_taken_names(entries), *_unknown_implied(entries)])
    return categories


def _taken_names(entries: _Entries) -> Iterator[Misfit]:
    """Yield the names and aliases that another entry has already."""
    owners: dict[str, str] = {}
    for location, entry in entries:
        if entry.name.casefold() in owners:
            yield _taken((*location, "name"), entry.name, owners[entry.name.casefold()])
        owners.setdefault(entry.name.casefold(), entry.name)
        for index, alias in enumerate(entry.aliases):
            owner = owners.setdefault(alias.casefold(), entry.name)
            if owner != entry.name:
                yield _taken((*location, "aliases", index), alias, owner)


def _taken(location: tuple[str | int, ...], name: str, owner: str) -> Misfit:
    return Misfit(
        location, "duplicate-skill", f"'{name}' is already in the catalogue, as a name of '{owner}'", "keep one"
    )


def _unknown_implied(entries: _Entries) -> Iterator[Misfit]:
    names = [name for _, entry in entries for name in (entry.name, *entry.aliases)]
    known = {name.casefold() for name in names}
    for location, entry in entries:
        for index, name in enumerate(entry.implies):
            if name.casefold() not in known:
                hint = did_you_mean(name, names) or "name a skill of the catalogue"
                yield Misfit((*location, "implies", index), "unknown-skill", f"unknown skill '{name}'", hint)


CatalogueEntries: TypeAlias = Annotated[tuple[CategoryEntry, ...], AfterValidator(_unambiguous)]
"""The categories of a catalogue in which each name leads to one skill."""
