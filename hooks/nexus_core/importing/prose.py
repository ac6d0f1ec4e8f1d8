"""Makes learnings, checklists and pages of the sections that are text: what was learned, practised, planned."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from nexus_core.importing import vocabulary
from nexus_core.importing.drafts import Draft, Drafts, heading_shift, lines_of
from nexus_core.importing.folders import best_folder
from nexus_core.importing.outline import Piece, Section
from nexus_core.importing.skills import Skills
from nexus_core.read.markdown import inline_text
from nexus_core.read.paths import relative
from nexus_core.schema.kinds import LEARNING, RESOURCE, Kind

_PRACTICES = "resources/best-practices"
_SUFFIX = re.compile(r"(?: practices)?(?: (?:i(?:['\u2019](?:ve|m))?|we) \w+)*$", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"']+")

PAGES = {
    "journey": "docs/journey.md",
    "takeaways": "docs/takeaways.md",
    "collaboration": "docs/collaboration.md",
    "goals": "docs/whats-next.md",
    "contact": "docs/connect.md",
    "structure": "docs/repository-structure.md",
}
"""The page of each kind of section that has a customary one."""


def take_learnings(section: Section, drafts: Drafts, skills: Skills) -> None:
    """Make a learning of each topic in a section: a bold line above a list, or else a heading."""
    topics = [below for below in section.walk() if below is not section and not below.sections]
    if not topics:
        _take_topic(section, LEARNING, "", drafts, skills)
        return
    index = drafts.page(f"{LEARNING.folder}/README.md", vocabulary.clean(section.title), section.title)
    if index and index.taken:
        index.add(f"## {vocabulary.clean(section.title)}")
    links: list[str] = []
    for below in section.walk():
        if below in topics:
            draft = _take_topic(below, LEARNING, "", drafts, skills)
            links.append(f"- [{draft.fields['title']}]({relative(LEARNING.folder + '/README.md', draft.path)})")
        elif index:
            index.add("\n".join(links))
            links.clear()
            index.taken |= set(range(below.first, below.start))
            if below is not section:
                index.add(f"## {vocabulary.clean(below.title)}")
            drafts.keep(index, lines_of(below.pieces))
    if index:
        index.add("\n".join(links))


def take_practices(section: Section, drafts: Drafts, skills: Skills) -> None:
    """Make a checklist of each topic in a section on best practices."""
    index = drafts.page(f"{_PRACTICES}/README.md", vocabulary.clean(section.title), section.title)
    if index:
        index.taken |= set(range(section.first, section.start))
        drafts.keep(index, lines_of(section.pieces))
    for below in section.sections:
        _take_topic(below, RESOURCE, _PRACTICES, drafts, skills, slug=_SUFFIX.sub("", below.title))


def take_resources(section: Section, drafts: Drafts, skills: Skills) -> None:
    """Make one resource of a section on links and documents."""
    _take_topic(section, RESOURCE, "", drafts, skills)


def _take_topic(
    section: Section, kind: Kind, folder: str, drafts: Drafts, skills: Skills, *, slug: str = ""
) -> Draft:
    title = vocabulary.clean(section.title)
    text = "\n".join(drafts.original.lines[section.start : section.end])
    place = folder or best_folder(kind, drafts.folders, title)
    draft = drafts.note(kind, place, title, section.title if section.title != title else "", slug=slug)
    draft.set("skills", skills.named_in(f"{title}\n{text}"))
    draft.taken |= set(range(section.first, section.start))
    drafts.keep(draft, range(section.start, section.end), shift=heading_shift(section, 2))
    return draft


def take_page(section: Section, kind: str, drafts: Drafts, lines: Iterable[int]) -> Draft:
    """Put lines of a section on its page: a customary one, or one of its own name."""
    title = vocabulary.clean(section.title) or "Notes"
    comment = section.title if section.title != title else ""
    draft = drafts.page(PAGES[kind], title, comment) if kind in PAGES else None
    draft = draft or drafts.page(drafts.free_page(title), title, comment) or Draft("")
    if draft.taken:
        draft.add(f"## {title}")
    draft.taken |= set(range(section.first, section.start))
    drafts.keep(draft, lines, shift=heading_shift(section, 3 if len(draft.body) else 2))
    return draft


def take_goals(section: Section, drafts: Drafts) -> None:
    """Take the goals of a section as front matter where they are lists, the rest as text."""
    draft = take_page(section, "goals", drafts, ())
    groups, rest = [], set(range(section.start, section.own_end))
    if "goals" in draft.fields or draft.path != PAGES["goals"]:
        drafts.keep(draft, range(section.start, section.end), shift=heading_shift(section, 2))
        return
    for below in [section, *section.sections]:
        items = [piece for piece in below.pieces if piece.kind == "item"]
        if items and (below is section or not below.sections):
            groups.append({"title": vocabulary.clean(below.title), "goals": [_goal(piece) for piece in items]})
            draft.taken |= lines_of(items) | set(range(below.first, below.start))
            rest |= set(range(below.start, below.own_end))
            rest -= draft.taken
        elif below is not section:
            rest |= set(below.lines)
    drafts.keep(draft, rest, shift=heading_shift(section, 2))
    if groups:
        draft.set("goals", groups)
        draft.add("<!-- nexus/goals -->")


def _goal(piece: Piece) -> dict[str, str]:
    text = re.sub(r"^\[[ xX]\]\s+", "", piece.text)
    label = vocabulary.label(text)
    if label is None or not label.value:
        return {"title": inline_text(text)}
    return {"title": label.words, "text": inline_text(label.value)}


def take_contacts(section: Section, drafts: Drafts, home: Draft | None) -> None:
    """Take the ways to reach the author into the home page's profile where they are a list, the rest as text."""
    items = [piece for piece in section.pieces if piece.kind == "item"]
    contacts = [_contact(piece) for piece in items]
    lines = set(range(section.start, section.end))
    if home is None or not items or None in contacts or "profile" in home.fields:
        take_page(section, "contact", drafts, lines)
        return
    home.set("profile", {"contacts": contacts})
    home.taken |= lines_of(items)
    draft = take_page(section, "contact", drafts, lines - lines_of(items))
    draft.add("<!-- nexus/contact -->")


def _contact(piece: Piece) -> dict[str, Any] | None:
    """Return a contact as the profile has it, or None where the item says more than a label and one address."""
    label = vocabulary.label(piece.text)
    if label is None:
        return None
    address = _ADDRESS.search(label.value)
    if not address:
        return {"label": label.words, "text": inline_text(label.value)} if "@" not in label.value else None
    words = inline_text(label.value).replace(address[0], "").strip()
    return {"label": label.words, **({"text": words} if words else {}), "url": address[0].rstrip(".,;")}
