"""Advice on skills that a note lists and doesn't show, or shows and doesn't list."""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.checks.base import Check, advice, notes_of_their_own
from nexus_core.model.loading import Loaded
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.showing import often_named
from nexus_core.problems.problem import Problem

OFTEN = 3
"""Sentences that say something of a skill from which on the note is taken to show it."""


def _find(loaded: Loaded) -> Iterator[Problem]:
    for note in notes_of_their_own(loaded.portfolio):
        yield from _unshown(note, loaded.portfolio)
        yield from _unlisted(note, loaded.portfolio)


def _unshown(note: Note, portfolio: Portfolio) -> Iterator[Problem]:
    named, shown = portfolio.skills_of(note), portfolio.shown_skills(note)
    for field in ("technologies", "skills"):
        written = note.front.fields.get(field)
        for index, name in enumerate(written if isinstance(written, list) else ()):
            skill = portfolio.catalogue.find(str(name))
            if skill in named and skill not in shown:
                count = f"this note lists {len(named)} skill{'s' * (len(named) > 1)}, shows {len(shown)}"
                message = f"{count}: nothing in it shows '{skill.name}'"
                yield advice(note, (field, index), "unshown-skill", message, "say how in a sentence, or drop it")


def _unlisted(note: Note, portfolio: Portfolio) -> Iterator[Problem]:
    listed = {skill.name for skill in portfolio.catalogue.paired(note.named_skills)}
    for name in often_named(note.texts, portfolio.catalogue.vocabulary, listed, OFTEN):
        message = f"the text shows '{name}', which the note doesn't list"
        yield advice(note, ("skills",), "unlisted-skill", message, "add it to skills?")


CHECK = Check(("unshown-skill", "unlisted-skill"), _find, is_advice=True)
