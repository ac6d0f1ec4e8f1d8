"""A note: one Markdown file, its typed front matter and its body."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from nexus_core.model.catalogue import Catalogue
from nexus_core.model.showing import Code, Showing, Texts, showings
from nexus_core.problems.printable import closed
from nexus_core.read.directives import Directive, find_directives
from nexus_core.read.markdown import first_heading, inline_text
from nexus_core.read.markdown_links import link_targets, names_in_brackets, without_brackets
from nexus_core.read.readme_blocks import without_blocks
from nexus_core.read.references import digest_with
from nexus_core.read.run_record import NO_RECORD, Run, RunRecord
from nexus_core.read.samples import Sample, read_samples
from nexus_core.read.slow_markdown import NOT_SHOWN, slow_paragraph
from nexus_core.read.yaml_block import YamlBlock
from nexus_core.schema.fields import Dates, NoteFields
from nexus_core.schema.kinds import Kind
from nexus_core.schema.kinds.project import ProjectFields

F = TypeVar("F", bound=NoteFields)

_IDEOGRAPH = re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_UNSPACED = re.compile("[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""A letter or a sign of Thai, Lao, Burmese or Khmer."""

INDEX_NAMES = frozenset({"README", "index"})
"""File names, without suffix, that stand for their folder."""


@dataclass(frozen=True, eq=False)
class Note:
    """One note or page. Two notes are the same only if they are the same object."""

    path: str
    """Path from the repository root, with forward slashes."""
    kind: Kind
    fields: NoteFields
    front: YamlBlock
    text: str
    """The text below the front matter, as it is in the file."""
    body_line: int
    """The line of the file on which the text begins, from 1."""
    dates: Dates | None = None
    """When it was written and changed: what its `date` field says, else what the repository's history says."""
    record: RunRecord = NO_RECORD
    """What is known to have run, of all notes."""
    files: str = ""
    """The digest of the files beside the README of a project's `reference/`, if there is a record."""
    catalogue: Catalogue = field(default_factory=Catalogue, repr=False)
    """The skills that it may show."""
    is_draft: bool = False
    """Whether only its author is to see it, in `mkdocs serve`."""

    @cached_property
    def body(self) -> str:
        """The text as the site shows it: a sentence instead of a text that no converter can be given.

        What stands there for readers on GitHub is blank.
        """
        return without_blocks(self.text) if slow_paragraph(self.text) is None else NOT_SHOWN

    @cached_property
    def title(self) -> str:
        """The `title` field, else the first heading, else the file's or folder's name."""
        return self.fields.title or self.heading or title_from_path(self.path)

    @cached_property
    def heading(self) -> str | None:
        """The text of the body's first top-level heading, without its markup."""
        markup = first_heading(self.body)
        return (closed(inline_text(without_brackets(markup))) or None) if markup is not None else None

    @property
    def description(self) -> str:
        """The `description` field, or an empty string."""
        return self.fields.description or ""

    @cached_property
    def minutes(self) -> int:
        """How long the body takes to read, in minutes at 200 words each, at least 1.

        Where words have no blanks between them, 500 characters of Chinese and Japanese are a minute, or 1,000 of
        the scripts of Southeast Asia.
        """
        text, ideographs = _IDEOGRAPH.subn(" ", self.body)
        text, letters = _UNSPACED.subn(" ", text)
        return max(1, round(len(text.split()) / 200 + ideographs / 500 + letters / 1000))

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """The repository paths that the body's Markdown links lead to, each once, in order."""
        return link_targets(self.path, self.body)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The skills and notes that the body links to by name in double brackets, each once, in order."""
        return tuple(dict.fromkeys(link.name for link in names_in_brackets(self.body)))

    @cached_property
    def directives(self) -> tuple[Directive, ...]:
        """The components that the body asks for, in order."""
        return find_directives(self.path, self.body, self.body_line)

    @cached_property
    def runs(self) -> tuple[tuple[Sample, Run], ...]:
        """Its samples that the record vouches for, as they are now, each with its run."""
        if not self.record.runs:
            return ()
        samples = read_samples(self.body, self.body_line)
        runs = ((sample, self.record.passed(digest_with(sample, self.files))) for sample in samples)
        return tuple((sample, run) for sample, run in runs if run and sample.is_closed)

    @cached_property
    def samples_run(self) -> int:
        """How many of its samples ran, and were not only checked."""
        return sum(run.what == "ran" for _, run in self.runs)

    @property
    def named_skills(self) -> tuple[str, ...]:
        """The names of the skills that its front matter gives, technologies first, each once."""
        technologies = self.fields.technologies if isinstance(self.fields, ProjectFields) else ()
        return tuple(dict.fromkeys((*technologies, *self.fields.skills)))

    @property
    def texts(self) -> Texts:
        """What of it can show a skill."""
        return Texts(self.title, self.fields.summary, self.description, self.body)

    @cached_property
    def showings(self) -> Mapping[str, Showing]:
        """What in it shows each skill, by the skill's name, of those that its front matter names or implies."""
        code = {skill.name: skill.code for skill in self.catalogue.paired(self.named_skills)}
        if not code:
            return {}
        samples = map(Code.of_sample, read_samples(self.body))
        return showings(self.texts, samples, code, self.catalogue.vocabulary)

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it is about, as others file it: the skills that it names, then its tags, each once in any case."""
        found: dict[str, str] = {}
        for word in (*self.named_skills, *(self.fields.tags or ())):
            found.setdefault(word.casefold(), word)
        return tuple(found.values())

    @property
    def folder(self) -> str:
        """The path of the folder that holds the note's file."""
        return posixpath.dirname(self.path)

    @property
    def shelf(self) -> str:
        """The path of the folder that the note stands in: for a folder's own note the one above it."""
        return posixpath.dirname(self.folder) if self.is_index else self.folder

    @property
    def is_index(self) -> bool:
        """Whether the note stands for its folder."""
        return is_index(self.path)

    @property
    def order(self) -> tuple[bool, int, str, str]:
        """Sorts siblings: by weight, those without one last, then by title."""
        weight = self.fields.weight
        return (weight is None, weight or 0, self.title.casefold(), self.path)

    def fields_as(self, model: type[F]) -> F:
        """Return the fields as those of a kind.

        Raises:
            TypeError: the note is of another kind.
        """
        if not isinstance(self.fields, model):
            raise TypeError(f"{self.path} is a {self.kind.name}, its fields are not {model.__name__}")
        return self.fields


def is_index(path: str) -> bool:
    """Return whether a path names a folder's own note."""
    return posixpath.splitext(posixpath.basename(path))[0] in INDEX_NAMES


def title_from_path(path: str) -> str:
    """Make a title of a file's name, or of its folder's for an index: `n-plus-one.md` is "N plus one"."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    if stem in INDEX_NAMES:
        stem = posixpath.basename(posixpath.dirname(path)) or stem
    words = re.sub(r"[-_\s]+", " ", stem).strip() or stem
    return words[:1].upper() + words[1:] if words.islower() else words
