"""A portfolio at one moment, as far as two of them are compared: from its files, or from a `portfolio.json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from nexus_core.checks import check_portfolio
from nexus_core.model.catalogue import Skill
from nexus_core.model.loading import Loaded
from nexus_core.model.note import Note
from nexus_core.model.redirects import Redirect, Refusal, read_alias
from nexus_core.problems.problem import Problem
from nexus_core.read.paths import page_address
from nexus_core.schema.fields import StepName
from nexus_core.schema.kinds import SECTIONS
from nexus_core.write.outputs.portfolio_content import document
from nexus_core.write.outputs.site import Site

DERIVED = frozenset({"path", "kind", "url", "minutes", "links_to", "linked_from"})
"""What `portfolio.json` says of a note that follows from where it is, from its text or from other notes."""


@dataclass(frozen=True, slots=True)
class NoteState:
    """One note at one moment."""

    path: str
    kind: str
    title: str
    facts: Mapping[str, Any]
    """What it says of itself, by the names of fields."""
    old_files: frozenset[str] = frozenset()
    """The files of the site that are redirects to it."""
    front: str = ""
    """Its front matter as it is written."""
    text: str | None = None
    """The text below the front matter; None where only a `portfolio.json` is known."""


@dataclass(frozen=True, slots=True)
class SkillState:
    """One skill at one moment."""

    name: str
    path: str
    aliases: tuple[str, ...]
    step: StepName
    evidence: tuple[str, ...]
    """The paths of the notes that show it."""
    has_page: bool = True
    """Whether any note names it, so that it has a page of its own."""


@dataclass(frozen=True)
class Snapshot:
    """The whole portfolio at one moment."""

    name: str
    """What the moment is called: a revision, a file."""
    notes: Mapping[str, NoteState]
    """By path."""
    skills: Mapping[str, SkillState]
    """By name."""
    catalogue_path: str = ""
    problems: tuple[Problem, ...] | None = None
    """Problems and advice; None where only a `portfolio.json` is known."""

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """The title of every page by its address from the site's root, those that the build adds included."""
        folders = {kind.name: kind for kind in SECTIONS}
        sections = {folders[note.kind] for note in self.notes.values() if note.kind in folders}
        titles = {page_address(f"{kind.folder}/README.md"): kind.title for kind in SECTIONS if kind in sections}
        titles |= {page_address(skill.path): skill.name for skill in self.skills.values() if skill.has_page}
        return titles | {page_address(note.path): note.title for note in self.notes.values()}

    @cached_property
    def redirects(self) -> frozenset[str]:
        """The files of the site that are redirects."""
        moved = (Redirect(skill.path, "").file() for skill in self.skills.values() if not skill.has_page)
        return frozenset(moved).union(*(note.old_files for note in self.notes.values()))


def of_loaded(name: str, loaded: Loaded, site_url: str = "") -> Snapshot:
    """Return the snapshot of a portfolio that was read from its files."""
    data = document(loaded.portfolio, Site(url=site_url)).model_dump(mode="json")
    problems = check_portfolio(loaded, advice=True)
    return _snapshot(name, _Portfolio.model_validate(data), loaded.portfolio.notes, problems)


def of_json(name: str, text: str | bytes) -> Snapshot:
    """Return the snapshot of a portfolio from the text of its `portfolio.json`.

    Raises:
        ValueError: the text is not a `portfolio.json` of this schema version.
    """
    try:
        return _snapshot(name, _Portfolio.model_validate_json(text), {}, None)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ValueError(f"{place}: {first['msg']}" if place else str(first["msg"])) from None


def _snapshot(
    name: str, data: _Portfolio, sources: Mapping[str, Note], problems: tuple[Problem, ...] | None
) -> Snapshot:
    site_url = data.site.url or ""
    notes = {note.path: _note(note, sources.get(note.path), site_url) for note in data.notes}
    skills = {
        skill.name: SkillState(
            skill.name,
            Skill(skill.name, skill.slug, "").path,
            skill.aliases,
            skill.step,
            tuple(item.note for item in skill.evidence if item.shown_by != "tag"),
            has_page=bool(skill.evidence),
        )
        for category in data.catalogue.categories
        for skill in category.skills
    }
    return Snapshot(name, notes, skills, data.catalogue.path or "", problems)


def _note(note: _Note, source: Note | None, site_url: str) -> NoteState:
    facts = {key: value for key, value in note.model_dump(mode="json").items() if key not in DERIVED}
    old_files = frozenset(_old_files(note, site_url))
    if source is None:
        return NoteState(note.path, note.kind, note.title, facts, old_files)
    # What other tools read from front matter is part of the note too.
    facts |= {
        key: value for key, value in source.front.fields.items() if key not in type(source.fields).model_fields
    }
    return NoteState(note.path, note.kind, note.title, facts, old_files, source.front.source, source.body)


def _old_files(note: _Note, site_url: str) -> Iterable[str]:
    for alias in note.aliases:
        old = read_alias(alias, site_url)
        if not isinstance(old, Refusal):
            yield Redirect(old, note.path).file()


class _Read(BaseModel):
    """A part of `portfolio.json` as far as it is compared; what a later version adds does no harm."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Note(_Read):
    model_config = ConfigDict(extra="allow", frozen=True)

    path: str
    kind: str
    title: str
    aliases: tuple[str, ...] = ()


class _Evidence(_Read):
    note: str
    shown_by: Literal["sample", "text", "tag"]


class _Skill(_Read):
    name: str
    slug: str
    step: StepName
    aliases: tuple[str, ...] = ()
    evidence: tuple[_Evidence, ...] = ()


class _Category(_Read):
    skills: tuple[_Skill, ...]


class _Catalogue(_Read):
    path: str | None = None
    categories: tuple[_Category, ...]


class _Site(_Read):
    url: str | None = None


class _Portfolio(_Read):
    schema_version: Literal[2]
    site: _Site
    catalogue: _Catalogue
    notes: tuple[_Note, ...]
