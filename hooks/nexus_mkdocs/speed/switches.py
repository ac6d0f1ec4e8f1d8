"""Turns off all that is there for speed, or one trick, to measure it or to compare what is built without it."""

from __future__ import annotations

import os

VARIABLE = "NEXUS_WITHOUT"
"""The environment variable that names what a build does without: `speed` for all of it, or some of `TRICKS`."""

TRICKS = ("converter", "shared", "lexer", "search", "templates", "cache", "workers", "edits")


def uses(trick: str) -> bool:
    """Return whether a build uses a trick, or `speed` at all."""
    without = os.environ.get(VARIABLE, "").replace(",", " ").split()
    return trick not in without and "speed" not in without
