"""Replaces the folder that it is given by two new files: a program to interrupt."""

from __future__ import annotations

import sys
from pathlib import Path

from nexus_core.storage.folder_swap import FolderSwap

with FolderSwap(Path(sys.argv[1])) as swap:
    for name in ("a", "b"):
        (swap.new / name).write_text("new", encoding="utf-8")
    swap.publish()
