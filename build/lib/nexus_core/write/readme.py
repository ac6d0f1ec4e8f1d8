"""What README.md shows of the portfolio and of the components, as plain Markdown between comment marks."""

from __future__ import annotations

import re
from collections.abc import Callable

from nexus_core.model.portfolio import Portfolio
from nexus_core.read.markdown import code
from nexus_core.read.markdown_regions import blanked
from nexus_core.schema.fields import NoteFields
from nexus_core.schema.kinds import KINDS, PAGE, PROJECT
from nexus_core.write.components import COMPONENTS
from nexus_core.write.markup import Place, render
from nexus_core.write.view import View

_BLOCK = re.compile(
    r"(?P<open><!-- nexus/readme (?P<name>[\w-]+) -->)(?P<text>.*?)(?P<close><!-- /nexus/readme -->)", re.DOTALL
)
_OPEN = re.compile(r"<!-- nexus/readme ([\w-]+) -->")


def _skill_table(portfolio: Portfolio) -> str:
    rows = [(category, category.skills) for category in portfolio.catalogue.categories if category.skills]
    return str(render("components/readme_skill_table.md.j2", Place(View(portfolio), "README.md"), rows=rows))


def _project_cards(portfolio: Portfolio) -> str:
    place = Place(View(portfolio), "README.md", level=3)
    return str(render("components/readme_project_cards.md.j2", place, notes=portfolio.entries(PROJECT)))


def _components(portfolio: Portfolio) -> str:
    rows = ["| Component | Shows | Options |", "| --- | --- | --- |"]
    for component in COMPONENTS.values():
        options = ", ".join(f"`{name}`" for name in component.options.model_fields) or "none"
        rows.append(f"| `{component.name}` | {component.summary} | {options} |")
    return "\n".join(rows)


def _kinds(portfolio: Portfolio) -> str:
    common = ", ".join(f"`{name}`" for name in NoteFields.model_fields)
    rows = ["| Folder | Holds | Fields |", "| --- | --- | --- |", f"| any | every note | {common} |"]
    for kind in KINDS:
        front = f"{kind.folder}/index.md" if kind is PAGE else f"{kind.folder}/README.md"
        folder = f"[{kind.folder}]({front})" if front in portfolio.notes else kind.folder
        fields = ", ".join(f"`{name}`" for name in kind.fields.model_fields if name not in NoteFields.model_fields)
        rows.append(f"| {folder} | {kind.fields.__doc__} | {fields} |")
    return "\n".join(rows)


BLOCKS: dict[str, Callable[[Portfolio], str]] = {
    "skill-table": _skill_table,
    "project-cards": _project_cards,
    "components": _components,
    "kinds": _kinds,
}
"""What can stand in the README, by the name in its comment."""


def fill(text: str, portfolio: Portfolio) -> str:
    """Return the README's text with every marked block written anew.

    Raises:
        ValueError: a block has an unknown name, or no end.
    """
    seen = blanked(text, code(text))  # a mark in code shows how to write one
    names = _OPEN.findall(seen)
    unknown = [name for name in names if name not in BLOCKS]
    if unknown:
        raise ValueError(f"unknown block '{unknown[0]}', there are {', '.join(BLOCKS)}")
    blocks = list(_BLOCK.finditer(seen))
    if len(blocks) != len(names):
        raise ValueError("a block that begins with <!-- nexus/readme … --> has no <!-- /nexus/readme -->")
    for block in reversed(blocks):
        written = f"{block['open']}\n\n{BLOCKS[block['name']](portfolio)}\n\n{block['close']}"
        text = text[: block.start()] + written + text[block.end() :]
    return text
