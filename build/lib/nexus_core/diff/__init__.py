"""Compares a portfolio at two moments: snapshots (`snapshot`) in, differences (`comparison`) out, then printed."""

from __future__ import annotations

from nexus_core.diff.comparison import Difference, compare
from nexus_core.diff.snapshot import Snapshot, of_json, of_loaded

__all__ = ["Difference", "Snapshot", "compare", "of_json", "of_loaded"]
