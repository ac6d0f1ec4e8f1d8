"""The cache of what was found at addresses, one JSON file.

A file that is missing, broken, of another version or read-only is ignored.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from nexus_core.storage.files import write_file
from nexus_links.external.options import Options
from nexus_links.external.outcomes import Code, Outcome

_NEVER_KEPT = {Code.RATE_LIMITED, Code.NOT_CHECKED, Code.REFUSED_ADDRESS, Code.INVALID_URL}
"""Says nothing about the address, or is known without asking."""


class _Entry(NamedTuple):
    found: float
    """When, in seconds since 1970."""
    outcome: Outcome


class _File(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)

    version: Literal[2]
    entries: dict[str, _Entry]


class Cache:
    """What was found at addresses, by address."""

    def __init__(self, options: Options) -> None:
        self._path = options.cache
        self._max_age = options.max_age
        self._max_age_of_failures = options.max_age_of_failures
        self._entries = self._read()
        self._has_news = False

    def get(self, url: str, anchors: Collection[str], now: float) -> Outcome | None:
        """Return what was found at an address, unless it is too old or lacks one of these anchors."""
        entry = self._entries.get(url)
        if entry is None or not self._is_fresh(entry, now):
            return None
        if entry.outcome.code is Code.FINE and not entry.outcome.anchors.keys() >= set(anchors):
            return None
        return entry.outcome

    def put(self, url: str, outcome: Outcome, now: float) -> None:
        """Remember what was found at an address."""
        if outcome.code not in _NEVER_KEPT:
            self._entries[url] = _Entry(now, outcome)
            self._has_news = True

    def save(self, now: float) -> None:
        """Write the file, merged with what another run has written meanwhile; the newer result is kept."""
        if self._path is None or not self._has_news:
            return
        merged = self._read()
        for url, entry in self._entries.items():
            other = merged.get(url)
            if other is None or entry.found >= other.found or not self._is_fresh(other, now):
                merged[url] = entry
        self._entries = {url: entry for url, entry in merged.items() if self._is_fresh(entry, now)}
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = _File(version=2, entries=dict(sorted(self._entries.items())))
            write_file(self._path, f"{file.model_dump_json(indent=1)}\n")
        self._has_news = False

    def _is_fresh(self, entry: _Entry, now: float) -> bool:
        # A time in the future is from before the clock was set back, so the age is unknown.
        limit = self._max_age if entry.outcome.code is Code.FINE else self._max_age_of_failures
        return 0 <= now - entry.found < limit

    def _read(self) -> dict[str, _Entry]:
        try:
            text = self._path.read_bytes() if self._path else b""
            return dict(_File.model_validate_json(text, strict=True).entries)
        except (OSError, ValidationError):
            return {}
