"""What the READMEs of the repository and of its folders show of the portfolio, as plain Markdown between marks."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from nexus_core.model.portfolio import Portfolio
from nexus_core.read.paths import relative
from nexus_core.read.readme_blocks import find_blocks
from nexus_core.schema.fields import NoteFields
from nexus_core.schema.kinds import KINDS, PAGE, PROJECT, kind_of
from nexus_core.write.components import COMPONENTS
from nexus_core.write.markup import Place, escape, render
from nexus_core.write.view import View


def _skill_table(portfolio: Portfolio, path: str) -> str:
    rows = [(category, category.skills) for category in portfolio.catalogue.categories if category.skills]
    return str(render("components/readme_skill_table.md.j2", Place(View(portfolio), path), rows=rows))


def _project_cards(portfolio: Portfolio, path: str) -> str:
    place = Place(View(portfolio), path, level=3)
    return str(render("components/readme_project_cards.md.j2", place, notes=portfolio.entries(PROJECT)))


def _notes(portfolio: Portfolio, path: str) -> str:
    """Return a list of the notes of the README's folder, those of each folder in it below its title."""
    kind, shelf = kind_of(path), posixpath.dirname(path)
    lines: list[str] = []
    for note in portfolio.entries(kind, shelf):
        folder = note.shelf
        if folder != shelf:
            shelf, found = folder, portfolio.folders[kind].find(folder)
            lines += ["", f"## {escape(found.title if found else folder)}", ""]
        said = f": {escape(note.description)}" if note.description else ""
        lines.append(f"- [{escape(note.title)}]({relative(path, note.path)}){said}")
    return "\n".join(lines).strip("\n")


def _components(portfolio: Portfolio, path: str) -> str:
    rows = ["| Component | Shows | Options |", "| --- | --- | --- |"]
    for component in COMPONENTS.values():
        options = ", ".join(f"`{name}`" for name in component.options.model_fields) or "none"
        rows.append(f"| `{component.name}` | {component.summary} | {options} |")
    return "\n".join(rows)


def _kinds(portfolio: Portfolio, path: str) -> str:
    common = ", ".join(f"`{name}`" for name in NoteFields.model_fields)
    rows = ["| Folder | Holds | Fields |", "| --- | --- | --- |", f"| any | every note | {common} |"]
    for kind in KINDS:
        front = f"{kind.folder}/index.md" if kind is PAGE else f"{kind.folder}/README.md"
        folder = f"[{kind.folder}]({front})" if front in portfolio.notes else kind.folder
        fields = ", ".join(f"`{name}`" for name in kind.fields.model_fields if name not in NoteFields.model_fields)
        rows.append(f"| {folder} | {kind.fields.__doc__} | {fields} |")
    return "\n".join(rows)


BLOCKS: dict[str, Callable[[Portfolio, str], str]] = {
    "notes": _notes,
    "skill-table": _skill_table,
    "project-cards": _project_cards,
    "components": _components,
    "kinds": _kinds,
}
"""What can stand in a README, by the name in its comment."""


def fill(text: str, portfolio: Portfolio, path: str = "README.md") -> str:
    """Return the text of the README at a path with every marked block written anew.

    Raises:
        ValueError: a block has an unknown name, or no end.
    """
    for block in reversed(find_blocks(text)):
        write = BLOCKS.get(block["name"])
        if write is None:
            raise ValueError(f"unknown block '{block['name']}', there are {', '.join(BLOCKS)}")
        written = f"{block['open']}\n\n{write(portfolio, path) or 'None yet.'}\n\n{block['close']}"
        text = text[: block.start()] + written + text[block.end() :]
    return text
