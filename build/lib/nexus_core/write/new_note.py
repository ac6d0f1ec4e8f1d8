"""Writes the text of a new note: its front matter and its headings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from nexus_core.problems.characters import NON_PRINTABLE
from nexus_core.schema.kinds import Kind
from nexus_core.write.yaml_text import scalar


def new_note(kind: Kind, title: str, day: dt.date, skills: Sequence[str] = ()) -> str:
    """Return the text of a new note: what is known filled in, what is to be written left empty."""
    words = " ".join(NON_PRINTABLE.sub("", title).split())
    lines = [f"title: {scalar(words)}", "description:", f"date: {day.isoformat()}"]
    lines += kind.starter_fields
    lines.append(f"skills: [{', '.join(scalar(name) for name in skills)}]")
    parts = ["---\n" + "\n".join(lines) + "\n---\n"]
    parts += [f"## {heading}\n\n<!-- {hint} -->\n" for heading, hint in kind.starter_headings]
    return "\n".join(parts)
