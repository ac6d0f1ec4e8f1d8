"""Writes files below the current folder, one or several: a program to interrupt."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from nexus_core.storage.files import write_file, write_files

HERE = Path()
WAYS: Mapping[str, Callable[[], None]] = {
    "one": lambda: write_file(HERE / "old", "new"),
    "new": lambda: write_files(HERE, {"made/deep/a": "a", "made/b": "b", "there/c": "c"}),
    "replaced": lambda: write_files(HERE, {"old": "new", "there/old": "new", "made/a": "a"}, overwrite=True),
}

if __name__ == "__main__":
    WAYS[sys.argv[1]]()
