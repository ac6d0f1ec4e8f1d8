"""Writes the text of a new note: its front matter and its headings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from nexus_core.problems.characters import NON_PRINTABLE
from nexus_core.schema.kinds import Kind
from nexus_core.write.headings import title_heading
from nexus_core.write.yaml_text import scalar


def new_note(kind: Kind, title: str, day: dt.date, skills: Sequence[str] = ()) -> str:
    """Return the text of a new note: what is known filled in, what is to be written left empty."""
    words = " ".join(NON_PRINTABLE.sub("", title).split())
    heading = title_heading(words)
    lines = [] if heading else [f"title: {scalar(words)}"]
    lines += ["description:", f"date: {day.isoformat()}"]
    lines += kind.starter_fields
    lines.append(f"skills: [{', '.join(scalar(name) for name in skills)}]")
    parts = ["---\n" + "\n".join(lines) + "\n---\n", *([f"{heading}\n"] if heading else [])]
    parts += [f"## {heading}\n\n<!-- {hint} -->\n" for heading, hint in kind.starter_headings]
    return "\n".join(parts)
