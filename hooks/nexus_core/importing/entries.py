"""Makes project and challenge notes of the projects and challenges that an original describes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nexus_core.importing import vocabulary
from nexus_core.importing.drafts import Draft, Drafts, heading_shift
from nexus_core.importing.folders import best_folder, own_folder
from nexus_core.importing.outline import Section
from nexus_core.importing.records import Record
from nexus_core.importing.skills import Skills
from nexus_core.importing.units import Unit, cut, of_section
from nexus_core.read.markdown import without_code_blocks
from nexus_core.schema.kinds import CHALLENGE, PROJECT, Kind

PROJECT_FIELDS = frozenset(
    {"technologies", "highlights", "skills", "repo", "demo", "role", "status", "description", "title"}
)
CHALLENGE_FIELDS = frozenset(
    {"problem", "solution", "key_learning", "skills", "technologies", "description", "title"}
)

_TITLE_LENGTH = 70


def take_one_project(section: Section, drafts: Drafts, skills: Skills) -> None:
    """Make one project note of a README that is about one project."""
    draft = _add_project(of_section(section, PROJECT_FIELDS), drafts, skills)
    if "technologies" not in draft.fields:
        tools = (below for below in section.walk() if vocabulary.section_kind(below.title) == "tools")
        lines = {number for below in tools for number in below.lines} or set(section.lines)
        draft.set("technologies", skills.used_in(without_code_blocks(drafts.original.text(lines))))


def take_projects(section: Section, drafts: Drafts, skills: Skills) -> None:
    """Make a note of each project in a section; other text goes to the section's own page."""
    units, rest = cut(section, PROJECT_FIELDS)
    for unit in units:
        _add_project(unit, drafts, skills)
    _section_page(section, PROJECT, units, rest, drafts)


def take_challenges(section: Section, drafts: Drafts, skills: Skills) -> None:
    """Make a note of each challenge in a section; other text goes to the section's own page."""
    units, rest = cut(section, CHALLENGE_FIELDS)
    for unit in units:
        text = " ".join(found.text for found in unit.record.fields.values())
        folder = best_folder(CHALLENGE, drafts.folders, unit.title, text)
        draft = drafts.note(CHALLENGE, folder, _short(unit.title), unit.comment)
        draft.taken |= unit.lines
        _take_challenge(draft, unit, drafts, skills)
        _keep_rest(drafts, draft, unit)
    _section_page(section, CHALLENGE, units, rest, drafts)


def _add_project(unit: Unit, drafts: Drafts, skills: Skills) -> Draft:
    folder = own_folder(PROJECT, unit.title, drafts.folders)
    draft = drafts.note(PROJECT, PROJECT.folder, _short(unit.title), unit.comment, slug=folder)
    draft.taken |= unit.lines
    _take_project(draft, unit, skills)
    _keep_rest(drafts, draft, unit)
    return draft


def _take_project(draft: Draft, unit: Unit, skills: Skills) -> None:
    record = unit.record
    _take_texts(draft, record, ("description", "role"))
    said = record.fields["status"].text if "status" in record.fields else ""
    status = vocabulary.status_of(said)
    _take(draft, record, "status", status)
    if status:
        draft.comments["status"] = f"{draft.comments.get('status', 'Status')}: {said}"
    _take_names(draft, record, "technologies", skills, ("Also used", "technologies"))
    _take_names(draft, record, "skills", skills, ("Shown in projects", "competences"))
    for name in ("repo", "demo"):
        _take(draft, record, name, record.fields[name].address if name in record.fields else "")
    if unit.address and "repo" not in draft.fields:
        draft.set("repo", unit.address)
    _take(draft, record, "highlights", record.fields["highlights"].items if "highlights" in record.fields else [])


def _take_challenge(draft: Draft, unit: Unit, drafts: Drafts, skills: Skills) -> None:
    record = unit.record
    _take_texts(draft, record, ("description", "problem"))
    _take(draft, record, "solution", record.fields["solution"].items if "solution" in record.fields else [])
    _take_texts(draft, record, ("key_learning",))
    project = _project_of(draft, drafts)
    if project:
        draft.set("project", project)
    for name in ("technologies", "skills"):
        if name in record.fields:
            names = record.fields[name].names
            known = skills.adopt(names, "Also used", "technologies")
            if names and len(known) == len(names):
                draft.set("skills", [*draft.fields.get("skills", []), *known], record.fields[name].words)
                draft.taken |= record.fields[name].lines
                del record.fields[name]
    if "skills" not in draft.fields:
        texts = [str(value) for name, value in draft.fields.items() if name != "project"]
        texts += [drafts.original.lines[number] for number in sorted(record.rest)]
        draft.set("skills", skills.used_in(" ".join(texts)))


def _take_texts(draft: Draft, record: Record, names: Sequence[str]) -> None:
    for name in names:
        _take(draft, record, name, record.fields[name].text if name in record.fields else "")


def _take_names(draft: Draft, record: Record, name: str, skills: Skills, new: tuple[str, str]) -> None:
    """Take a list of skills, but for one that names what the catalogue lacks and may not be given."""
    found = record.fields.get(name)
    if found is None or not found.names:
        return
    known = skills.adopt(found.names, *new)
    if len(known) == len(found.names):
        _take(draft, record, name, known)
    else:
        draft.set(name, known)


def _take(draft: Draft, record: Record, name: str, value: object) -> None:
    """Move a field to the draft; one without a value stays in the record, and so in the note's text."""
    if value and name in record.fields:
        found = record.fields.pop(name)
        draft.set(name, value, found.words)
        draft.taken |= found.lines


def _keep_rest(drafts: Drafts, draft: Draft, unit: Unit) -> None:
    left = set(unit.record.rest)
    for found in unit.record.fields.values():
        left |= found.lines
    drafts.keep(draft, left - unit.lines, shift=heading_shift(unit.section, 2) if unit.section else 0)


def _section_page(section: Section, kind: Kind, units: Sequence[Unit], rest: set[int], drafts: Drafts) -> None:
    heading = set(range(section.first, section.start))
    if any(unit.section is section for unit in units):
        return
    draft = drafts.page(f"{kind.folder}/README.md", vocabulary.clean(section.title) or kind.title, section.title)
    if draft:
        if draft.taken:
            draft.add(f"## {vocabulary.clean(section.title)}")
        draft.taken |= heading
        drafts.keep(draft, rest, shift=heading_shift(section, 2))


def _short(title: str) -> str:
    """Cut what is rather a sentence than a title behind a word."""
    words = " ".join(title.split()).rstrip(".")
    if len(words) <= _TITLE_LENGTH:
        return words
    return words[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + "\u2026"


def _project_of(draft: Draft, drafts: Drafts) -> str:
    """Return the path of the project that a challenge calls its own ("my e-commerce project"), if one fits."""
    text = " ".join(str(value) for value in draft.fields.values())
    named = {re.sub(r"\W", "", word.casefold()) for word in re.findall(r"(\S+) (?:project|application)\b", text)}
    fitting = [
        other.path
        for other in drafts
        if other.path.startswith(f"{PROJECT.folder}/") and other.path.count("/") > 1
        if any(len(word) > 3 and word in re.sub(r"\W", "", str(other.fields["title"]).casefold()) for word in named)
    ]
    return fitting[0] if len(fitting) == 1 else ""
