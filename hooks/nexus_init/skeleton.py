"""The files of a new portfolio: those in the folder beside this one, filled in, and a first note of each kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nexus_core.importing.importer import Imported
from nexus_core.schema.kinds import SECTIONS, Kind
from nexus_core.write.new_note import new_note
from nexus_core.write.yaml_text import scalar

_FILES = Path(__file__).resolve().parent / "skeleton"
_HOME = "docs/index.md"
_DRAFT = """\
---
# A draft: only you see it, while `mkdocs serve` runs. Write it, and remove these two lines.
draft: true
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """What has to be known to begin a portfolio."""

    requirement: str
    """The line that requires this package."""
    name: str = ""
    """The author's name, if they give it."""
    description: str = "What I learned, built and struggled with."

    @property
    def site_name(self) -> str:
        """What the site is called."""
        return f"{self.name}: portfolio" if self.name else "My portfolio"


def skeleton(answers: Answers, day: dt.date, imported: Iterable[Imported] = ()) -> dict[str, str]:
    """Return the texts of a new portfolio's files by their paths, with what was imported in their places.

    Args:
        answers: what is known.
        day: the date of the first notes.
        imported: the files that were made of a README.
    """
    # A home page that holds nothing of the README is better begun as others are.
    found = {file.path: file.text for file in imported if file.lines or file.path != _HOME}
    if answers.name and _HOME in found:
        found[_HOME] = _with_profile(found[_HOME], answers.name)
    return {**dict(_plain_files(answers)), **dict(_first_notes(day, found)), **found}


def content(answers: Answers, day: dt.date) -> dict[str, str]:
    """Return those files that are an author's own: notes and pages."""
    files = skeleton(answers, day)
    return {path: text for path, text in files.items() if path.endswith(".md") and "/" in path}


def _plain_files(answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file in the folder; `x.j2` is filled in, `dot_x` is written as `.x`."""
    templates = Environment(  # noqa: S701 # what is written is YAML and Markdown
        loader=FileSystemLoader(_FILES), undefined=StrictUndefined, keep_trailing_newline=True
    )
    templates.filters["scalar"] = scalar
    values = {**asdict(answers), "site_name": answers.site_name}
    for file in sorted(path for path in _FILES.rglob("*") if path.is_file()):
        inside = file.relative_to(_FILES).as_posix()
        text = templates.get_template(inside).render(values) if file.suffix == ".j2" else file.read_text("utf-8")
        yield inside.removesuffix(".j2").replace("dot_", "."), text


def _first_notes(day: dt.date, found: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield a draft of each kind of which there is no note yet."""
    for kind in SECTIONS:
        if not any(_is_note(path, kind) for path in found):
            folder = f"{kind.folder}/my-first-{kind.name}"
            path = f"{folder}.md" if kind.nested else f"{folder}/README.md"
            yield path, new_note(kind, f"My first {kind.name}", day).replace("---\n", _DRAFT, 1)


def _is_note(path: str, kind: Kind) -> bool:
    return path.startswith(f"{kind.folder}/") and path != f"{kind.folder}/README.md"


def _with_profile(home: str, name: str) -> str:
    """Return an imported home page with the author's name, where it doesn't say one."""
    line = f"  name: {scalar(name)}\n"
    front = home.partition("\n---\n")[0] if home.startswith("---\n") else ""
    if not front:
        return f"---\nprofile:\n{line}---\n\n{home}"
    if "\nprofile:\n" not in front:
        return home.replace("---\n", f"---\nprofile:\n{line}", 1)
    return home if "\n  name:" in front else home.replace("\nprofile:\n", f"\nprofile:\n{line}", 1)
