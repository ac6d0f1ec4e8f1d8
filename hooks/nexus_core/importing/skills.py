"""Gathers the catalogue of skills from sections on tools, and knows a skill by its name afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nexus_core.importing import vocabulary
from nexus_core.importing.drafts import Drafts
from nexus_core.importing.outline import Piece, Section
from nexus_core.importing.technologies import corrected, find_technology, technologies_in, technology
from nexus_core.model.catalogue import Catalogue
from nexus_core.read.markdown import inline_text

PATH = "docs/skills/README.md"
_WITH_BRACKETS = re.compile(r"(?P<name>[^()]+?)\s*\((?P<inner>[^()]+)\)")
_ARROW = re.compile(r"\s(?:\u2192|[-=]>)\s")
_DESCRIBED = re.compile(
    r"(?:\*\*|__)(?P<bold>[^*]+?)(?:\*\*|__)(?:\s*:|\s+(?:[-\u2013\u2014\u2192]|[-=]>)\s|(?<=:\*\*)|(?<=:__))"
    r"|(?P<plain>[^*:]+?)\s+(?:\u2192|[-=]>)\s"
)
"""An item that names a skill before it says something of it."""
_WITH_DASH = re.compile(r"(?P<name>.+?)\s+[-\u2013\u2014]\s+(?P<inner>\w+)(?: level)?")


class Skills:
    """The skills that the imported notes may name: the repository's catalogue, or one that is gathered."""

    def __init__(self, catalogue: Catalogue, *, may_add: bool) -> None:
        self._catalogue = catalogue
        self._may_add = may_add
        self._categories: dict[tuple[str, str], list[str | dict[str, Any]]] = {}
        self._names = {
            name.casefold(): skill.name for skill in catalogue.skills for name in (skill.name, *skill.aliases)
        }

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The gathered categories as front matter."""
        found = []
        for (category, kind), skills in self._categories.items():
            extra = {"type": kind} if kind != "technologies" else {}
            known = [self._seeded(skill) for skill in skills] if kind == "technologies" else skills
            found.append({"category": category, **extra, "skills": known})
        return found

    def _seeded(self, skill: str | dict[str, Any]) -> str | dict[str, Any]:
        """Return an entry with what is known of its technology: what it implies here, and what shows it in code."""
        entry = {"name": skill} if isinstance(skill, str) else skill
        found = find_technology(entry["name"])
        if found is None:
            return skill
        implied = [name for each in found.implies if (name := self.resolve(each))]
        name = entry["name"].casefold()
        usual = () if " " in name else (name,)
        code = list(dict.fromkeys((*usual, *found.code))) if set(found.code) - {name} else []
        seeds = {"implies": implied, "code": code}
        more = {field: value for field, value in seeds.items() if value and field not in entry}
        return entry | more if more else skill

    def add(self, category: str, text: str, kind: str = "technologies") -> None:
        """Add a skill as it is written, `Python (Advanced)` with its level, unless it is known."""
        match = _WITH_BRACKETS.fullmatch(text) or _WITH_DASH.fullmatch(text)
        if match and "," in match["inner"]:
            for name in (match["name"], *vocabulary.names(match["inner"])):
                self.add(category, name, kind)
            return
        if match and vocabulary.LEVELS.fullmatch(re.sub(r"\s+level$", "", match["inner"], flags=re.IGNORECASE)):
            self._add(category, kind, {"name": match["name"], "level": match["inner"]})
        elif match and vocabulary.is_remark(match["inner"]):
            self._add(category, kind, {"name": match["name"]})
        elif match and "(" in text and re.fullmatch("[A-Z]{2,5}", match["inner"]):
            self._add(category, kind, {"name": match["name"], "aliases": [match["inner"]]})
        elif match and "(" in text:
            self._add(category, kind, {"name": text, "aliases": [match["name"], match["inner"]]})
        else:
            self._add(category, kind, {"name": text})

    def _add(self, category: str, kind: str, entry: dict[str, Any]) -> None:
        name = " ".join(entry["name"].split())
        if kind == "competences":
            name = name[:1].upper() + name[1:]
        if not self._may_add or name.casefold() in self._names:
            return
        usual = corrected(name)
        if usual != name and usual.casefold() not in self._names:
            if usual.casefold() != name.casefold():
                entry.setdefault("aliases", []).append(name)  # its own spelling goes on naming it
            name = usual
        aliases = [alias for alias in entry.pop("aliases", ()) if alias.casefold() not in self._names]
        full = {**entry, "name": name} | ({"aliases": aliases} if aliases else {})
        self._categories.setdefault((category, kind), []).append(name if full == {"name": name} else full)
        for known in (name, *aliases):
            self._names[known.casefold()] = name

    def resolve(self, name: str) -> str | None:
        """Return the catalogue's spelling of a name, or None."""
        return self._names.get(" ".join(name.split()).casefold())

    def adopt(self, names: list[str], category: str, kind: str) -> list[str]:
        """Return the catalogue's spelling of each name, adding those it lacks where it may be added to."""
        for name in names:
            if self._known(name) is None:
                self.add(category, name, kind)
        return list(dict.fromkeys(known for name in names if (known := self._known(name))))

    def _known(self, name: str) -> str | None:
        """Return the catalogue's spelling of a name, or of another one of the same technology."""
        found = find_technology(name)
        others = (found.name, *found.aliases) if found else ()
        return next((known for each in (name, *others) if (known := self.resolve(each))), None)

    def used_in(self, text: str) -> list[str]:
        """Return the skills that a text names, with common technologies added that no list of skills gave."""
        found = dict.fromkeys(self.named_in(text))
        for name, category in technologies_in(text).items():
            found |= dict.fromkeys(self.adopt([name], category, "technologies"))
        return list(found)

    def named_in(self, text: str) -> list[str]:
        """Return the skills whose names stand in a text, in the order of the catalogue.

        A short name such as "Go" or "REST" counts only as it is written; a longer one in any case.
        """
        found: dict[str, None] = {}
        for folded, skill in self._names.items():
            near = re.search(rf"(?<![\w.+#]){re.escape(folded)}(?![\w+#])", text, re.IGNORECASE)
            if near and (len(folded) > 4 or near[0] == skill or near[0].isupper()):
                found[skill] = None
        return list(found)


def take_tools(section: Section, drafts: Drafts, skills: Skills) -> bool:
    """Take the skills that a section lists; say whether it listed any. What is no list stays as text."""
    listed = list(_lists(section))
    if not any(names for _, names, _, _ in listed):
        return False
    draft = drafts.page(PATH, vocabulary.clean(section.title), section.title)
    if draft is None:
        return False
    for category, names, lines, words in listed:
        for name in names:
            skills.add(category, name)
        draft.taken |= lines
        if words:
            draft.comments["catalogue"] = "; ".join(filter(None, (draft.comments.get("catalogue"), words)))
    draft.taken.update(range(section.first, section.start))
    drafts.keep(draft, set(range(section.start, section.end)) - draft.taken)
    return True


def lists_skills(section: Section) -> bool:
    """Say whether a section on skills is mostly lists of names, rather than text on what was learned."""
    if "skill" not in section.title.casefold():
        return False
    listed = {number for _, _, lines, _ in _lists(section) for number in lines}
    pieces = [piece for below in section.walk() for piece in below.pieces if piece.kind != "break"]
    return bool(listed) and len(listed) * 2 > sum(len(piece.lines) for piece in pieces)


def _lists(section: Section, above: str = "") -> Iterator[tuple[str, list[str], set[int], str]]:
    """Yield each list of names: its category, the names, its lines, and words that stand nowhere else."""
    category = above or vocabulary.clean(section.title) or "Skills"
    head, words = (set(range(section.first, section.start)), "") if above else (set(), "")
    parent = category
    for index, piece in enumerate(section.pieces):
        found = _names_in(piece)
        following = section.pieces[index + 1] if index + 1 < len(section.pieces) else None
        if piece.kind == "header" and following and not _names_in(following) and _described(following):
            yield category, [], set(), ""
        elif piece.kind == "header":
            yield category, [], set(piece.lines), " | ".join(inline_text(cell) for cell in piece.cells)
        elif piece.kind == "item" and _has_nested(section.pieces, index):
            parent = inline_text(piece.text).rstrip(":")
            yield parent, [], set(piece.lines), ""
        elif found:
            own, names = found
            under = parent if piece.kind == "item" and piece.depth else category
            yield own or under, names, set(piece.lines) | head, words
            head = set()
        elif described := _described(piece):  # its line stays as text
            yield category, described, set(), ""
    for below in section.sections:
        title = vocabulary.clean(below.title)
        if _is_described(below, title):
            yield category, [technology(title) or title], set(), ""
        else:
            yield from _lists(below, title)


def _is_described(section: Section, title: str) -> bool:
    """Say whether a heading is itself the skill that the list below it tells of."""
    items = [piece for piece in section.pieces if piece.kind == "item"]
    if technology(title):
        return not any(technology(inline_text(piece.text)) for piece in items)
    prose = bool(items) and not any(_names_in(piece) or _described(piece) for piece in items)
    return prose and not section.sections and vocabulary.is_name(title) and not vocabulary.section_kind(title)


def _names_in(piece: Piece) -> tuple[str, list[str]] | None:
    """Return the category that a piece gives, if it does, and the names in it; None when it is prose."""
    if piece.kind == "row" and len(piece.cells) > 1:
        category = inline_text(piece.cells[0])
        names = [name for cell in piece.cells[1:] for name in vocabulary.names(inline_text(cell))]
        if _technologies(vocabulary.names(category)) and not _technologies(names):
            return None
    elif piece.kind in {"item", "line"} and not _ARROW.search(piece.text):
        label = vocabulary.label(piece.text)
        category = label.words if label else ""
        names = vocabulary.names(inline_text(label.value if label else piece.text))
        if piece.kind == "line" and not label and len(names) < 2:
            return None
    else:
        return None
    return (category, names) if names and all(map(vocabulary.is_skill, names)) else None


def _described(piece: Piece) -> list[str]:
    """Return the names in an item such as `**Celery and RabbitMQ**: what they are for`."""
    if piece.kind == "row":
        return _technologies([name for cell in piece.cells for name in vocabulary.names(inline_text(cell))])
    match = _DESCRIBED.match(piece.text) if piece.kind == "item" else None
    if match is None and piece.kind == "item":
        begins = re.match(r"(?P<name>.+?)\s+(?:[-\u2013\u2014]|with|for)\s+(?P<rest>.*)", inline_text(piece.text))
        named = _technologies([corrected(begins["name"])]) if begins else []
        return [*named, *technologies_in(begins["rest"])] if begins and named else []
    names = vocabulary.names((match["bold"] or match["plain"]).rstrip(": ")) if match else []
    return names if all(map(vocabulary.is_name, names)) else []


def _technologies(names: list[str]) -> list[str]:
    """Return those of some names that are technologies."""
    return [name for name in names if technology(corrected(re.sub(r"\s*\([^()]*\)$", "", name)))]


def _has_nested(pieces: list[Piece], index: int) -> bool:
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    return following is not None and following.kind == "item" and following.depth > pieces[index].depth
