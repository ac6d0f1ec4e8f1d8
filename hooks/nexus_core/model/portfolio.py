"""The portfolio: all notes, the catalogue and the evidence between them, with the questions pages ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest
from posixpath import splitext
from unicodedata import normalize

from nexus_core.model import evidence, tree
from nexus_core.model.catalogue import Catalogue, Skill
from nexus_core.model.code import CodeFolder
from nexus_core.model.evidence import Evidence
from nexus_core.model.note import Note
from nexus_core.model.reading_order import in_reading_order
from nexus_core.model.steps import PRACTISED, Step
from nexus_core.model.tree import Folder
from nexus_core.read.link_settings import LinkSettings
from nexus_core.read.markdown import headings, inline_text
from nexus_core.read.run_record import Run
from nexus_core.schema.kinds import KINDS, PAGE, SECTIONS, Kind
from nexus_core.schema.kinds.page import GoalGroup, PageFields, Phase, Profile
from nexus_core.schema.resume_fields import Certificate, Education, Job, Language

RELATED_CANDIDATES = 400
"""Notes looked at when related ones are sought, rarest shared skill first, so that the cost per note is bounded."""


@dataclass(frozen=True, eq=False)
class Portfolio:
    """Everything the notes say, joined up. Made once; nothing in it changes."""

    notes: Mapping[str, Note]
    """Every note by path, in the order of paths."""
    catalogue: Catalogue
    code: tuple[CodeFolder, ...] = ()
    """The folders of code below its notes, in the order of paths."""
    links: LinkSettings = field(default_factory=LinkSettings)
    """How headings get the ids that links lead to."""

    def code_of(self, note: Note) -> tuple[CodeFolder, ...]:
        """Return the folders of code that belong to a note; a project's reference implementation is among its."""
        return tuple(folder for folder in self.code if folder.owner == note.path)

    @cached_property
    def evidence(self) -> Mapping[Skill, tuple[Evidence, ...]]:
        """The notes that name each skill of the catalogue, and what in them shows it, the strongest first."""
        return evidence.gather(self.catalogue, self.in_order, self.lists, self.code_of)

    @cached_property
    def _evidence_of(self) -> Mapping[str, Mapping[Skill, Evidence]]:
        found: dict[str, dict[Skill, Evidence]] = {}
        for skill, items in self.evidence.items():
            for item in items:
                found.setdefault(item.note.path, {}).setdefault(skill, item)
        return found

    @cached_property
    def lists(self) -> frozenset[Note]:
        """The notes of folders that are there to list the notes below them."""
        tops = ((kind, self.folders[kind]) for kind in SECTIONS)
        groups = (folder for kind, top in tops for folder in (top.groups() if kind.nested else [top]))
        return frozenset(folder.index for folder in groups if folder.index)

    @cached_property
    def folders(self) -> Mapping[Kind, Folder]:
        """The tree of each top folder."""
        by_kind: dict[Kind, list[Note]] = {kind: [] for kind in KINDS}
        for note in self.notes.values():
            by_kind[note.kind].append(note)
        return {kind: tree.build(kind.folder, notes) for kind, notes in by_kind.items()}

    @cached_property
    def in_order(self) -> tuple[Note, ...]:
        """Every note that belongs to a section, in the order in which a reader would meet them."""
        return tuple(note for kind in SECTIONS for note in _walk(self.folders[kind]))

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The runs of the samples of its notes that ran, and were not only checked."""
        return tuple(run for note in self.in_order for _, run in note.runs if run.what == "ran")

    @cached_property
    def _steps(self) -> Mapping[Skill, Step]:
        return {skill: evidence.step_of(items) for skill, items in self.evidence.items()}

    def step(self, skill: Skill) -> Step:
        """Return how far a skill has been taken."""
        return self._steps[skill]

    def label(self, skill: Skill) -> str:
        """Return how far a skill has been taken, in a reader's words."""
        step = self.step(skill)
        if step is not PRACTISED:
            return step.label
        solved, _, reference = step.label.partition(", or ")
        is_solved = any(item.step is step and not item.reference for item in self.evidence[skill])
        return solved if is_solved else f"used {reference}"

    def count(self, skill: Skill) -> int:
        """Return how many notes show a skill, or where none does, how many list it."""
        return len({item.note for item in self.shown(skill) or self.listed(skill)})

    def step_of_note(self, note: Note) -> Step:
        """Return the highest step that a note alone takes a skill to."""
        return evidence.step_of(self._evidence_of.get(note.path, {}).values())

    def skills_of(self, note: Note) -> tuple[Skill, ...]:
        """Return the skills that a note itself names, technologies first."""
        return self.find_skills(note.named_skills)

    def shown_skills(self, note: Note) -> tuple[Skill, ...]:
        """Return the skills that a note names and shows, technologies first."""
        return tuple(skill for skill in self.skills_of(note) if self.shows(note, skill))

    def listed_skills(self, note: Note) -> tuple[Skill, ...]:
        """Return the skills that a note names and doesn't show, technologies first."""
        return tuple(skill for skill in self.skills_of(note) if not self.shows(note, skill))

    def shown(self, skill: Skill) -> tuple[Evidence, ...]:
        """Return the evidence that shows a skill, the strongest first."""
        return tuple(item for item in self.evidence[skill] if item.is_shown)

    def listed(self, skill: Skill) -> tuple[Evidence, ...]:
        """Return the evidence that only lists a skill."""
        return tuple(item for item in self.evidence[skill] if not item.is_shown)

    def has_page(self, skill: Skill) -> bool:
        """Return whether a skill has a page of its own: some note names it, or the author wrote one."""
        return bool(self.evidence[skill]) or skill.path in self.notes

    def page_of(self, skill: Skill) -> str:
        """Return the path of the page that a skill is on: its own, or that of the catalogue."""
        return skill.path if self.has_page(skill) else self.catalogue.path

    def find_skills(self, names: Iterable[str]) -> tuple[Skill, ...]:
        """Return the skills of some names, without those that the catalogue doesn't have."""
        found = (self.catalogue.find(name) for name in names)
        return tuple(skill for skill in found if skill)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The path of every page that text can name: skills by name and alias, then notes by title."""
        named = {}
        for note in reversed(tuple(self.notes.values())):
            named[note.title] = note.path
        for skill in self.catalogue.skills:
            named.update(dict.fromkeys((skill.name, *skill.aliases), self.page_of(skill)))
        return named

    @cached_property
    def _names_folded(self) -> Mapping[str, str]:
        return {_folded(name): path for name, path in self.names.items()}

    def find_named(self, name: str) -> str | None:
        """Return the path of the skill or note of that name, regardless of case, or None.

        A note has its title and its path; what follows a `#` may be a heading of it.
        """
        return self._named_at(name) or self._named_at(name.rpartition("#")[0])

    def _named_at(self, name: str) -> str | None:
        return self._names_folded.get(_folded(name)) or self._paths.get(name.strip("/ "))

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        """The path of each note by the ways to write it: with and without suffix, and for an index its folder."""
        stems = {splitext(path)[0]: path for path in self.notes}
        return (
            {note.folder: path for path, note in self.notes.items() if note.is_index}
            | stems
            | {p: p for p in self.notes}
        )

    def find_heading(self, name: str) -> str | None:
        """Return the id of the heading that a name has after a `#`: empty without one, None if no note has it."""
        page, mark, words = name.rpartition("#")
        if not mark or self._named_at(name):
            return ""
        note = self.notes.get(self._named_at(page) or "")
        found = (inline_text(heading.text) for heading in headings(note.body if note else ""))
        text = next((text for text in found if _folded(text) == _folded(words)), None)
        return None if text is None else self.links.slugify(text, self.links.separator)

    @cached_property
    def shared_titles(self) -> Mapping[str, tuple[str, ...]]:
        """The paths of the notes of each title that several have and no skill, by the title regardless of case."""
        found: dict[str, list[str]] = {}
        for note in self.notes.values():
            found.setdefault(_folded(note.title), []).append(note.path)
        return {
            title: tuple(paths)
            for title, paths in found.items()
            if len(paths) > 1 and self.catalogue.find(title) is None
        }

    def called(self, name: str) -> tuple[str, ...]:
        """Return the paths of the notes that a name may mean, where there are several."""
        return self.shared_titles.get(_folded(name)) or self.shared_titles.get(_folded(name.rpartition("#")[0]), ())

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The titles of the notes, in the order of paths."""
        return tuple(note.title for note in self.notes.values())

    @cached_property
    def _by_title(self) -> Mapping[str, Note]:
        return {_folded(note.title): note for note in reversed(tuple(self.notes.values()))}

    def find_note(self, title: str) -> Note | None:
        """Return the first note of that title, regardless of case, or None."""
        return self._by_title.get(_folded(title))

    @cached_property
    def read_before(self) -> Mapping[str, tuple[str, ...]]:
        """The paths of what to read before each note that has an `after`; a title that no note has is left out."""
        named = {note.path: map(self.find_note, note.fields.after) for note in self.notes.values()}
        found = {path: tuple(dict.fromkeys(note.path for note in notes if note)) for path, notes in named.items()}
        return {path: before for path, before in found.items() if before}

    def reading_path(self, kind: Kind, folder: str) -> tuple[Note, ...]:
        """Return a folder's own entries in the order to read them; none if no `after` among them says anything."""
        entries = [note.path for note in self.entries(kind, folder) if note.shelf == folder]
        if not any(path in self.read_before for path in entries):
            return ()
        return tuple(self.notes[path] for path in in_reading_order(entries, self.read_before))

    def links_of(self, note: Note) -> tuple[str, ...]:
        """Return the paths that a note's text links to, by address and then by name, each once."""
        named = (self.find_named(name) for name in note.names)
        return tuple(dict.fromkeys((*note.targets, *(path for path in named if path and path != note.path))))

    def entries(self, kind: Kind, folder: str | None = None) -> tuple[Note, ...]:
        """Return the notes of a kind that lists show, in order, optionally only those below a folder."""
        top = self.folders[kind]
        start = top.find(folder) if folder else top
        return tuple(start.entries(nested=kind.nested)) if start else ()

    def shows(self, note: Note, skill: Skill) -> bool:
        """Return whether a note shows a skill, which it names or which what it names implies."""
        item = self._evidence_of.get(note.path, {}).get(skill)
        return item is not None and item.is_shown

    def related(self, note: Note, limit: int = 5) -> tuple[tuple[Note, tuple[Skill, ...]], ...]:
        """Return the notes that share most with a note, and the skills shared, the closest first.

        Rarer skills weigh more: sharing Kafka says more than sharing Python.
        """
        weights: dict[Note, int] = {}
        looked_at: dict[Skill, tuple[Note, ...]] = {}
        for skill in sorted(self.skills_of(note), key=lambda skill: len(self._named[skill])):
            if len(weights) > RELATED_CANDIDATES:
                break
            looked_at[skill] = self._named[skill][:RELATED_CANDIDATES]
            weight = 1_000_000 // max(1, len(self._named[skill]))
            for other in looked_at[skill]:
                weights[other] = weights.get(other, 0) + weight
        weights.pop(self.notes.get(note.path, note), None)
        # Ties go to the order of reading, not of hashing, so that a build is the same every time.
        closest = nsmallest(limit, ((-weights[other], self._position[other], other) for other in weights))
        return tuple(
            (other, tuple(skill for skill, notes in looked_at.items() if other in notes)) for *_, other in closest
        )

    def linked_from(self, note: Note) -> tuple[Note, ...]:
        """Return the notes and pages whose text links to a note."""
        return self._backlinks.get(note.path, ())

    @cached_property
    def _backlinks(self) -> Mapping[str, tuple[Note, ...]]:
        found: dict[str, list[Note]] = {}
        for note in self.notes.values():
            for path in self.links_of(note):
                found.setdefault(path, []).append(note)
        return {path: tuple(notes) for path, notes in found.items()}

    @cached_property
    def _named(self) -> Mapping[Skill, tuple[Note, ...]]:
        named: dict[Skill, list[Note]] = {skill: [] for skill in self.catalogue.skills}
        for note in self.in_order:
            for skill in self.skills_of(note):
                named[skill].append(note)
        return {skill: tuple(notes) for skill, notes in named.items()}

    @cached_property
    def _position(self) -> Mapping[Note, int]:
        return {note: index for index, note in enumerate(self.in_order)}

    @cached_property
    def pages(self) -> tuple[PageFields, ...]:
        """The fields of every page below `docs/`, in the order of paths."""
        pages = (note for note in self.notes.values() if note.kind is PAGE)
        return tuple(page.fields_as(PageFields) for page in pages)

    @property
    def profile(self) -> Profile:
        """Who the portfolio is about; an empty profile where no page has one."""
        return next((page.profile for page in self.pages if page.profile), Profile())

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases of the programme."""
        return next((page.phases for page in self.pages if page.phases), ())

    @property
    def goals(self) -> tuple[GoalGroup, ...]:
        """What is next, by group."""
        return next((page.goals for page in self.pages if page.goals), ())

    @property
    def experience(self) -> tuple[Job, ...]:
        """The author's jobs."""
        return next((page.experience for page in self.pages if page.experience), ())

    @property
    def education(self) -> tuple[Education, ...]:
        """The author's education beside the programme."""
        return next((page.education for page in self.pages if page.education), ())

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """The author's certificates."""
        return next((page.certificates for page in self.pages if page.certificates), ())

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that the author speaks."""
        return next((page.languages for page in self.pages if page.languages), ())

    @cached_property
    def certified(self) -> Mapping[Skill, tuple[Certificate, ...]]:
        """The certificates of each skill that has any. They raise no step."""
        found: dict[Skill, tuple[Certificate, ...]] = {}
        for certificate in self.certificates:
            for skill in self.find_skills(dict.fromkeys(certificate.skills)):
                found[skill] = (*found.get(skill, ()), certificate)
        return found


def _folded(name: str) -> str:
    """Return what names are compared by, whatever their case, their spaces and the form of their accents."""
    return normalize("NFC", " ".join(name.split())).casefold()


def _walk(folder: Folder) -> list[Note]:
    notes = [folder.index] if folder.index else []
    for child in folder.children:
        notes += [child] if isinstance(child, Note) else _walk(child)
    return notes
