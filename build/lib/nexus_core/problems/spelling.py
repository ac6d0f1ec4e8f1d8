"""Names in messages: the one that was probably meant, and several of which one will do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

CUTOFF = 0.75
"""Similarity from which a name counts as meant; lower than this, suggestions are more odd than helpful."""


def closest(word: str, names: Iterable[str], *, cutoff: float = CUTOFF) -> str | None:
    """Return the name most like `word`, regardless of case, or None when none is near."""
    by_folded = {name.casefold(): name for name in names}
    matches = get_close_matches(word.casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[matches[0]] if matches else None


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Return `did you mean 'name'?`, or an empty string when no name is near."""
    match = closest(word, names)
    return f"did you mean '{match}'?" if match else ""


def either(names: Sequence[str]) -> str:
    """Return the names as alternatives: `a`, `a or b`, `a, b or c`."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
