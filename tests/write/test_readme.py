"""The README's table of kinds, which a new field or kind reaches by itself."""

from __future__ import annotations

from pathlib import Path

from nexus_core.model.loading import load
from nexus_core.schema.fields import NoteFields
from nexus_core.schema.kinds import KINDS
from nexus_core.write.readme import fill
from support.small_sites import repository_in, write

TABLE = "<!-- nexus/readme kinds -->\n<!-- /nexus/readme -->\n"


def rows(root: Path, files: dict[str, str]) -> dict[str, str]:
    """Return the last cell of each row by its first."""
    table = fill(TABLE, load(repository_in(write(root, files))).portfolio).split("\n")[4:-3]
    cells = [row.strip("| ").split(" | ") for row in table]
    return {row[0]: row[-1] for row in cells}


def test_the_table_of_kinds_has_every_field(tmp_path: Path) -> None:
    shown = rows(tmp_path, {"learnings/README.md": "# Learnings\n"})
    assert "`repo`, `links`" in shown["[learnings](learnings/README.md)"]
    for kind in KINDS:
        fields = next(fields for folder, fields in shown.items() if kind.folder in folder)
        own = [name for name in kind.fields.model_fields if name not in NoteFields.model_fields]
        assert fields.split(", ") == [f"`{name}`" for name in own]
    assert shown["any"].split(", ") == [f"`{name}`" for name in NoteFields.model_fields]
    assert len(shown) == len(KINDS) + 1


def test_a_mark_in_code_stays(tmp_path: Path) -> None:
    portfolio = load(repository_in(write(tmp_path, {}))).portfolio
    shown = f"# How\n\n```html\n{TABLE}```\n\n`<!-- nexus/readme nothing -->` and\n\n    {TABLE[:28]}\n\n"
    filled = fill(f"{shown}{TABLE}", portfolio)
    assert filled.startswith(shown)
    assert filled.count("| any |") == 1
