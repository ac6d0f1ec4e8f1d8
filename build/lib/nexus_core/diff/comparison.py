"""What lies between two snapshots of a portfolio: pure data in, pure data out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from urllib.parse import quote

from nexus_core.diff.renames import find_renames
from nexus_core.diff.snapshot import NoteState, SkillState, Snapshot
from nexus_core.model.steps import STEPS
from nexus_core.problems.problem import Problem, Severity
from nexus_core.read.paths import page_address

_RANK = {step.name: step.rank for step in STEPS}


@dataclass(frozen=True, slots=True)
class ChangedNote:
    """A note that is on both sides."""

    before: NoteState
    after: NoteState
    fields: tuple[str, ...]
    """The names of what differs: fields, and `text`."""


@dataclass(frozen=True, slots=True)
class ChangedSkill:
    """A skill that is on both sides."""

    before: SkillState
    after: SkillState

    @property
    def is_up(self) -> bool:
        """Whether it is on a higher step than before."""
        return _RANK[self.after.step] > _RANK[self.before.step]


@dataclass(frozen=True, slots=True)
class LostEvidence:
    """A skill that notes showed and none shows now."""

    before: SkillState
    notes: tuple[str, ...]
    """The titles of the notes that showed it."""


@dataclass(frozen=True, slots=True)
class LostPage:
    """A page whose address went away and leads nowhere now."""

    address: str
    """From the site's root, encoded as far as the alias that brings it back has to be: `/learnings/c%23/`."""
    title: str
    heir: str | None
    """The path of the page that should have the alias; None where nobody can know."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Problems, or pieces of advice, that came, and how many went."""

    new: tuple[Problem, ...]
    mended: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs, in the order of the portfolio."""

    base: str
    head: str
    added: tuple[NoteState, ...]
    removed: tuple[NoteState, ...]
    renamed: tuple[ChangedNote, ...]
    changed: tuple[ChangedNote, ...]
    gained: tuple[SkillState, ...]
    lost: tuple[SkillState, ...]
    renamed_skills: tuple[ChangedSkill, ...]
    up: tuple[ChangedSkill, ...]
    down: tuple[ChangedSkill, ...]
    """Skills on a lower step than before; those that no note shows any more are in `lost_evidence` instead."""
    lost_evidence: tuple[LostEvidence, ...]
    lost_pages: tuple[LostPage, ...]
    problems: Findings | None
    """None where one side doesn't know its problems; so with `advice`."""
    advice: Findings | None


def compare(base: Snapshot, head: Snapshot) -> Difference:
    """Return what was done to the portfolio between two moments."""
    gone = [note for path, note in base.notes.items() if path not in head.notes]
    come = [note for path, note in head.notes.items() if path not in base.notes]
    renames = find_renames(gone, come)
    arrived = set(renames.values())
    kept = ((note, head.notes[path]) for path, note in base.notes.items() if path in head.notes)
    both = _skill_pairs(base, head)
    stepped = [ChangedSkill(before, after) for before, after in both if before.step != after.step]
    unshown = [before for before, after in both if before.evidence and not after.evidence]
    return Difference(
        base=base.name,
        head=head.name,
        added=tuple(note for note in come if note.path not in arrived),
        removed=tuple(note for note in gone if note.path not in renames),
        renamed=tuple(_changed(base.notes[old], head.notes[new]) for old, new in sorted(renames.items())),
        changed=tuple(change for before, after in kept if (change := _changed(before, after)).fields),
        gained=_absent(head, {after.name for _, after in both}),
        lost=_absent(base, {before.name for before, _ in both}),
        renamed_skills=tuple(ChangedSkill(before, after) for before, after in both if before.name != after.name),
        up=tuple(skill for skill in stepped if skill.is_up),
        down=tuple(skill for skill in stepped if not skill.is_up and skill.before not in unshown),
        lost_evidence=tuple(
            LostEvidence(skill, tuple(_title(base, path) for path in skill.evidence)) for skill in unshown
        ),
        lost_pages=tuple(_lost_pages(base, head, renames)),
        problems=_findings(base, head, renames, advice=False),
        advice=_findings(base, head, renames, advice=True),
    )


def _changed(before: NoteState, after: NoteState) -> ChangedNote:
    names = dict.fromkeys(chain(before.facts, after.facts))
    fields = [name for name in names if before.facts.get(name) != after.facts.get(name)]
    if before.text != after.text:
        fields.append("text")
    return ChangedNote(before, after, tuple(fields))


def _title(snapshot: Snapshot, path: str) -> str:
    return snapshot.notes[path].title if path in snapshot.notes else path


def _skill_pairs(base: Snapshot, head: Snapshot) -> list[tuple[SkillState, SkillState]]:
    """Return the skills of both sides, also one whose name is now an alias of its new name."""
    heirs = {
        alias: skill for skill in head.skills.values() if skill.name not in base.skills for alias in skill.aliases
    }
    pairs = []
    for name, before in base.skills.items():
        after = head.skills.get(name) or heirs.get(name)
        if after:
            pairs.append((before, after))
    return pairs


def _absent(snapshot: Snapshot, names: set[str]) -> tuple[SkillState, ...]:
    return tuple(skill for skill in snapshot.skills.values() if skill.name not in names)


def _lost_pages(base: Snapshot, head: Snapshot, renames: Mapping[str, str]) -> list[LostPage]:
    heirs = {page_address(old): new for old, new in renames.items()}
    heirs |= {
        page_address(skill.path): head.catalogue_path for skill in base.skills.values() if head.catalogue_path
    }
    return [
        LostPage(_alias(address), title, heirs.get(address))
        for address, title in base.pages.items()
        if address not in head.pages and f"{address}index.html" not in head.redirects
    ]


def _alias(address: str) -> str:
    """Return the alias that stands for an address: what has a meaning in one is encoded, letters stay letters."""
    return "/" + re.sub(r"[%?#]", lambda match: quote(match[0]), address)


def _findings(base: Snapshot, head: Snapshot, renames: Mapping[str, str], *, advice: bool) -> Findings | None:
    """Tell problems apart by what they say of which note; on which line is no matter."""
    if base.problems is None or head.problems is None:
        return None
    known: Counter[tuple[str, str, str]] = Counter()
    for problem in base.problems:
        if (problem.severity is Severity.ADVICE) is advice:
            known[renames.get(problem.path, problem.path), problem.code, problem.message] += 1
    new = []
    for problem in head.problems:
        if (problem.severity is Severity.ADVICE) is advice:
            key = (problem.path, problem.code, problem.message)
            if known[key]:
                known[key] -= 1
            else:
                new.append(problem)
    return Findings(tuple(new), known.total())
