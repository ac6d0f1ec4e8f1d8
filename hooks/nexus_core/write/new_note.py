"""Writes the text of a new note, and puts a file in place so that no reader sees half of it."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path

from nexus_core.read.safe_yaml import UNFIT
from nexus_core.schema.kinds import Kind
from nexus_core.storage.locked_folder import Workspace, clear_abandoned
from nexus_core.write.yaml_text import scalar


def new_note(kind: Kind, title: str, day: dt.date, skills: Sequence[str] = ()) -> str:
    """Return the text of a new note: what is known filled in, what is to be written left empty."""
    words = " ".join(UNFIT.sub("", title).split())
    lines = [f"title: {scalar(words)}", "description:", f"date: {day.isoformat()}"]
    lines += kind.starter_fields
    lines.append(f"skills: [{', '.join(scalar(name) for name in skills)}]")
    parts = ["---\n" + "\n".join(lines) + "\n---\n"]
    parts += [f"## {heading}\n\n<!-- {hint} -->\n" for heading, hint in kind.starter_headings]
    return "\n".join(parts)


def replace(path: Path, content: str | bytes) -> None:
    """Replace a file's content at once: a reader sees the old file or the new one, never half of it.

    Raises:
        OSError: it can't be written; what was there is there still.
    """
    prefix = f".{path.name}.nexus-"
    clear_abandoned(path.parent, prefix, lambda _: None)
    workspace = Workspace(path.parent, prefix)
    try:
        staged = workspace.path / "new"
        staged.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        if path.exists():
            shutil.copymode(path, staged)
        staged.replace(path)
    finally:
        workspace.close()
