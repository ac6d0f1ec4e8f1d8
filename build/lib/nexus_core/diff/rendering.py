"""Prints what a change does to a portfolio: as Markdown for a pull request's summary, and as JSON for programs."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from nexus_core.diff.comparison import ChangedNote, ChangedSkill, Difference, Findings
from nexus_core.diff.snapshot import NoteState, SkillState
from nexus_core.model.steps import BY_NAME
from nexus_core.problems.printable import one_line
from nexus_core.problems.reports import as_json as problems_as_json
from nexus_core.write.markup import counted, escape

MAX_ROWS = 50
"""Entries of one list that are printed; JSON has them all."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        finalize=safe,
        autoescape=True,  # makes macros return Markup, which `safe` then leaves alone
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["counted"] = counted
    return environment


def as_markdown(difference: Difference) -> str:
    """Return the difference as GitHub's Markdown; whatever a note or a revision is called stays text."""
    template = _environment().get_template("summary.md.j2")
    text = template.render(
        difference=difference,
        counts=_counts(difference),
        skills=_skill_lines(difference),
        notes=_note_rows(difference),
        max_rows=MAX_ROWS,
        label=_label,
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _counts(difference: Difference) -> list[str]:
    """Say in a few words what was done, the empty parts left out."""
    d = difference
    counts = (
        (len(d.added), "note added", "notes added"),
        (len(d.renamed), "note renamed", "notes renamed"),
        (len(d.changed), "note changed", "notes changed"),
        (len(d.removed), "note removed", "notes removed"),
        (len(d.gained), "skill gained", "skills gained"),
        (len(d.lost), "skill lost", "skills lost"),
        (len(d.renamed_skills), "skill renamed", "skills renamed"),
        (len(d.up), "skill a step up", "skills a step up"),
        (len(d.down), "skill a step down", "skills a step down"),
        (len(d.lost_evidence), "claim without evidence", "claims without evidence"),
        (len(d.lost_pages), "address lost", "addresses lost"),
    )
    return [counted(*count) for count in counts if count[0]]


def _skill_lines(difference: Difference) -> list[tuple[str, str]]:
    """Return the name of each skill that something happened to, and what."""
    stepped = [(skill, "") for skill in difference.up] + [(skill, "down, ") for skill in difference.down]
    return [
        *((s.after.name, f"{way}{_label(s.before)} to {_label(s.after)}") for s, way in stepped),
        *((s.name, f"new, {_label(s)}") for s in difference.gained),
        *((s.after.name, f"was called {s.before.name}") for s in difference.renamed_skills),
        *((s.name, f"gone from the catalogue, was {_label(s)}") for s in difference.lost),
    ]


def _label(skill: SkillState) -> str:
    return BY_NAME[skill.step].label


def _note_rows(difference: Difference) -> list[tuple[str, NoteState, str, str]]:
    """Return what happened to each note, the note, its old path if it had another, and what of it differs."""
    return [
        *(("added", note, "", "") for note in difference.added),
        *(("renamed", n.after, n.before.path, ", ".join(n.fields)) for n in difference.renamed),
        *(("changed", n.after, "", ", ".join(n.fields)) for n in difference.changed),
        *(("removed", note, "", "") for note in difference.removed),
    ]


def as_json(difference: Difference) -> str:
    """Return the difference as one JSON object, whose names stay the same from version to version."""
    d = difference
    data = {
        "base": d.base,
        "head": d.head,
        "notes": {
            "added": [_note(note) for note in d.added],
            "removed": [_note(note) for note in d.removed],
            "renamed": [_changed_note(note) for note in d.renamed],
            "changed": [_changed_note(note) for note in d.changed],
        },
        "skills": {
            "gained": [_skill(skill) for skill in d.gained],
            "lost": [_skill(skill) for skill in d.lost],
            "renamed": [_changed_skill(skill) for skill in d.renamed_skills],
            "up": [_changed_skill(skill) for skill in d.up],
            "down": [_changed_skill(skill) for skill in d.down],
            "lost_evidence": [{**_skill(lost.before), "notes": lost.notes} for lost in d.lost_evidence],
        },
        "lost_pages": [asdict(page) for page in d.lost_pages],
        "problems": _findings(d.problems),
        "advice": _findings(d.advice),
    }
    # A workflow's runner takes `##[` for a command wherever it stands; inside a JSON text it can be written so.
    return json.dumps(data, indent=2).replace("##[", "##\\u005b")


def _note(note: NoteState) -> dict[str, str]:
    return {"path": note.path, "kind": note.kind, "title": note.title}


def _changed_note(note: ChangedNote) -> dict[str, Any]:
    old = {"old_path": note.before.path} if note.before.path != note.after.path else {}
    return {**_note(note.after), **old, "fields": note.fields}


def _skill(skill: SkillState) -> dict[str, str]:
    return {"name": skill.name, "step": skill.step}


def _changed_skill(skill: ChangedSkill) -> dict[str, str]:
    return {
        "name": skill.after.name,
        "old_name": skill.before.name,
        "step": skill.after.step,
        "old_step": skill.before.step,
    }


def _findings(findings: Findings | None) -> dict[str, Any] | None:
    if findings is None:
        return None
    return {"new": json.loads(problems_as_json(findings.new))["problems"], "mended": findings.mended}


def safe(value: object) -> Markup:
    """Return a value's text as Markdown that shows that text and nothing else, anywhere but where a line begins."""
    if isinstance(value, Markup):
        return value
    # Behind another character, what would begin a block needs no escape: `/a/` stays an address to be copied.
    return escape(f".{one_line(str(value))}")[1:]
