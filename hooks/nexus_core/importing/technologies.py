"""Knows common technologies: their usual names and others, what they imply, and what shows them in code.

The list is `technologies.txt` beside this file, one technology a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_suffix(".txt")


@dataclass(frozen=True, slots=True)
class Technology:
    """One line of the list."""

    name: str
    category: str
    aliases: tuple[str, ...]
    misspellings: tuple[str, ...]
    words: frozenset[str]
    """Those of its names that are words as well, in lower case: in running text they say nothing."""
    implies: tuple[str, ...]
    code: tuple[str, ...]


def read_list(text: str) -> Iterator[Technology]:
    """Yield the technologies of a list."""
    category = ""
    for line in text.splitlines():
        if line.startswith("["):
            category = line.strip("[]")
        elif line and line[0] != "#":
            names, others, implied, code = ([*line.split("|"), "", "", ""])[:4]
            written = [names.strip(), *_entries(others)]
            yield Technology(
                name=written[0].lstrip("*"),
                category=category,
                aliases=tuple(each.lstrip("*") for each in written[1:] if each[0] != "~"),
                misspellings=tuple(each[1:] for each in written[1:] if each[0] == "~"),
                words=frozenset(each[1:].casefold() for each in written if each[0] == "*"),
                implies=tuple(_entries(implied)),
                code=tuple(_entries(code)),
            )


def _entries(cell: str) -> list[str]:
    return [entry for each in cell.split(",") if (entry := each.strip())]


@cache
def _spellings() -> Mapping[str, Technology]:
    every = tuple(read_list(LIST.read_text(encoding="utf-8")))
    found: dict[str, Technology] = {}
    for each in every:
        for spelling in (each.name, *each.aliases, *each.misspellings):
            found.setdefault(spelling.casefold(), each)
    return found


def find_technology(name: str) -> Technology | None:
    """Return the technology of a name, however it is spelt, or None."""
    return _spellings().get(" ".join(name.split()).casefold())


def technology(name: str) -> str:
    """Return the usual spelling of a technology, or an empty string where the list lacks it."""
    found = find_technology(name)
    return found.name if found else ""


def corrected(name: str) -> str:
    """Return a name without a usual misspelling, its version or another case; an alias is returned as it is."""
    plain = re.sub(r"\s+v?\d+(?:\.[\dx]+)*\+?$", "", name)
    found = find_technology(name) or find_technology(plain)
    if found is None:
        return name
    wrong = {each.casefold() for each in (found.name, *found.misspellings)}
    return found.name if {name.casefold(), plain.casefold()} & wrong else name


def technologies_in(text: str) -> dict[str, str]:
    """Return the technologies that running text names, each with its category, in the order of the text."""
    words = re.findall(r"[\w.+#/-]*[\w+#]", text)
    spellings = _spellings()
    found: dict[str, str] = {}
    index = 0
    while index < len(words):
        for size in (4, 3, 2, 1):
            folded = " ".join(words[index : index + size]).casefold()
            known = spellings.get(folded)
            if known and folded not in known.words:
                found.setdefault(known.name, known.category)
                index += size - 1
                break
        index += 1
    return found
