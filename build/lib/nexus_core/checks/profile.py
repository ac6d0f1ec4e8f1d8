"""Advice on what the profile doesn't say yet."""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.checks.base import Check, advice
from nexus_core.model.loading import Loaded
from nexus_core.problems.problem import Problem
from nexus_core.schema.kinds import PAGE
from nexus_core.schema.kinds.page import PageFields


def _find(loaded: Loaded) -> Iterator[Problem]:
    profile = loaded.portfolio.profile
    for note in loaded.portfolio.notes.values():
        if note.kind is not PAGE or note.fields_as(PageFields).profile is not profile:
            continue
        for name in ("name", "headline", "portrait"):
            if not getattr(profile, name):
                yield advice(note, ("profile", name), "incomplete-profile", f"the profile has no {name} yet")
        for index, contact in enumerate(profile.contacts):
            if not contact.url and not contact.text:
                place = ("profile", "contacts", index)
                yield advice(note, place, "incomplete-profile", f"{contact.label} has no url yet")


CHECK = Check(("incomplete-profile",), _find, is_advice=True)
