"""Advice on what the profile doesn't say yet."""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.checks.base import Check, advice
from nexus_core.model.loading import Loaded
from nexus_core.problems.problem import Problem
from nexus_core.schema.kinds import PAGE
from nexus_core.schema.kinds.page import PageFields

UNREACHABLE = "unreachable-author"
"""What an author is told before all else."""


def find(loaded: Loaded) -> Iterator[Problem]:
    """Yield what the profile doesn't say."""
    profile = loaded.portfolio.profile
    for note in loaded.portfolio.notes.values():
        if note.kind is not PAGE or note.fields_as(PageFields).profile is not profile:
            continue
        if not profile.is_reachable:
            hint = "give the profile a name, and a contact with a url or an email"
            yield advice(note, ("profile",), UNREACHABLE, "nobody can reach you", hint)
        for name in ("name", "headline", "portrait"):
            if not getattr(profile, name):
                yield advice(note, ("profile", name), "incomplete-profile", f"the profile has no {name} yet")
        for index, contact in enumerate(profile.contacts):
            if not contact.url and not contact.text:
                place = ("profile", "contacts", index)
                yield advice(note, place, "incomplete-profile", f"{contact.label} has no url yet")


CHECK = Check((UNREACHABLE, "incomplete-profile"), find, is_advice=True)
