"""The evidence rule: which notes name a skill, and what in them shows it.

A pair of a note and a skill exists only if the note's front matter names the skill, or one that implies it. The
skill is shown by a sample or a sentence of the note, or through a shown one that implies it; else it is listed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from nexus_core.model.catalogue import Catalogue, Skill
from nexus_core.model.code import CodeFolder
from nexus_core.model.note import Note
from nexus_core.model.showing import Code, QuotedSample, QuotedSentence, Showing, Texts, showings
from nexus_core.model.steps import CLAIMED, LISTED, PRACTISED, Step, step_of_showing
from nexus_core.read.repository import is_markdown
from nexus_core.read.run_record import Run
from nexus_core.read.samples import read_samples
from nexus_core.schema.kinds import BY_STRENGTH

_TESTED = frozenset({"python", "javascript", "sql", "graphql"})
"""Languages of files that a project's tests run; a Dockerfile or a manifest they may not even read."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One note that names a skill, and what in it shows the skill."""

    note: Note
    through: Skill | None = None
    """The skill that implies this one, where the note shows or lists it by that alone."""
    showing: Showing | None = None
    """What shows it; None where it is only listed."""
    reference: CodeFolder | None = None
    """The reference implementation of the note, a project, that shows it in the note's place."""

    @property
    def path(self) -> str:
        """The path of the page that shows it."""
        return self.reference.page if self.reference else self.note.path

    @property
    def kind(self) -> str:
        """What kind of evidence it is, in words."""
        return "reference implementation" if self.reference else self.note.kind.name

    @property
    def is_shown(self) -> bool:
        """Whether the note does more than list the skill."""
        return self.showing is not None

    @property
    def sentence(self) -> QuotedSentence | None:
        """The sentence that shows it."""
        return self.showing.sentence if self.showing else None

    @property
    def sample(self) -> QuotedSample | None:
        """The sample that shows it."""
        return self.showing.sample if self.showing else None

    @property
    def shown_by(self) -> Literal["sample", "text", "tag"]:
        """The strongest of what shows it."""
        return "sample" if self.sample else "text" if self.sentence else "tag"

    @property
    def quote(self) -> QuotedSample | QuotedSentence | None:
        """The strongest of what shows it; None where it is only listed."""
        return self.sample or self.sentence

    @property
    def step(self) -> Step:
        """The step that this takes the skill to."""
        if self.reference:
            return PRACTISED
        return step_of_showing(self.note) if self.showing else LISTED

    @property
    def run(self) -> Run | None:
        """The run of the sample that shows it, or of the reference's tests, if a record vouches for one."""
        if self.reference:
            is_run = self.sample is not None and self.sample.language in _TESTED
            runs = self.reference.readme.runs if is_run and self.reference.readme else ()
            return next((run for _, run in runs if run.what == "tests"), None)
        place = self.sample.place if self.sample else None
        return next((run for sample, run in self.note.runs if sample.end == place), None)


def step_of(evidence: Iterable[Evidence]) -> Step:
    """Return the highest step that the evidence for a skill reaches."""
    return max((item.step for item in evidence), key=lambda step: step.rank, default=CLAIMED)


def gather(
    catalogue: Catalogue,
    notes: Iterable[Note],
    lists: Collection[Note] = (),
    code_of: Callable[[Note], Iterable[CodeFolder]] = lambda note: (),
) -> Mapping[Skill, tuple[Evidence, ...]]:
    """Return the evidence for each skill, the strongest first, otherwise in the order of the notes.

    Pages below `docs/` are evidence of nothing: they talk about the work, they are not the work. Nor is the text of
    `lists`, the pages of folders. A project's reference implementation, among the folders that `code_of` returns,
    shows what it shows beside the project's own text.
    """
    found: dict[Skill, list[Evidence]] = {skill: [] for skill in catalogue.skills}
    for note in notes:
        pairs = catalogue.paired(note.named_skills) if note.kind in BY_STRENGTH else {}
        if not pairs:
            continue
        own = _found(note, pairs, {} if note in lists else note.showings, catalogue)
        for folder in code_of(note):
            if folder.is_reference:
                for skill, item in _found(note, pairs, _of_reference(folder, pairs, catalogue), catalogue).items():
                    if item.is_shown:
                        found[skill].append(replace(item, reference=folder))
                        own = {each: other for each, other in own.items() if each is not skill or other.is_shown}
        for skill, item in own.items():
            found[skill].append(item)
    return {skill: tuple(sorted(items, key=_strength)) for skill, items in found.items()}


def _found(
    note: Note, pairs: Mapping[Skill, Skill | None], showings: Mapping[str, Showing], catalogue: Catalogue
) -> dict[Skill, Evidence]:
    """Return the evidence for each skill that a note may show, given what shows some of them."""
    found = {}
    for skill, implying in pairs.items():
        if showing := showings.get(skill.name):
            found[skill] = Evidence(note, showing=showing)
            continue
        shown = (other for other in pairs if other.name in showings and skill in catalogue.implied_by(other))
        through = next(shown, None)
        found[skill] = Evidence(note, through or implying, showings[through.name] if through else None)
    return found


def _of_reference(folder: CodeFolder, pairs: Iterable[Skill], catalogue: Catalogue) -> Mapping[str, Showing]:
    """Return what in a reference implementation shows each skill of its project."""
    readme = folder.readme
    texts = readme.texts if readme else Texts(folder.title, (), "", "")
    anchors = folder.anchors
    files = [
        Code(file.language, folder.name_of(file), file.text, anchor=anchors[file.path])
        for file in folder.files
        if file.text and not is_markdown(file.path)
    ]
    samples = [Code.of_sample(sample) for sample in read_samples(texts.body)]
    return showings(texts, [*samples, *files], {skill.name: skill.code for skill in pairs}, catalogue.vocabulary)


def _strength(item: Evidence) -> tuple[int, int, bool, bool]:
    """Return what evidence is sorted by: its step, its kind of note, and whether the skill itself is shown."""
    is_direct = item.through is None
    return -item.step.rank, BY_STRENGTH.index(item.note.kind), not is_direct, item.sentence is None
