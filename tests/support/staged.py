"""Replaces the folder that it is given by two new files: a program to interrupt."""

from __future__ import annotations

import sys
from pathlib import Path

from nexus_core.storage.folder_swap import Staging

with Staging(Path(sys.argv[1])) as staging:
    for name in ("a", "b"):
        (staging.new / name).write_text("new", encoding="utf-8")
    staging.publish()
