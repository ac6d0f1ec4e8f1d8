"""The words of a catalogue: what its skills are called, found in a text with one pattern.

A technology's alias, and its name if that is short, counts only as the catalogue writes it: "rest" and "go" are
words of English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

SHORT = 6
"""Letters from which on the name of a technology counts however it is written."""

_LEFT = r"(?<![\w.+#@&$\\-])"
_RIGHT = r"(?![\w+#&]|\.\w)"
_RIGHT_OF_SIGN = r"(?![+#])"
_VERBS = frozenset({"go", "express", "make", "spark", "spring", "dash"})
"""Names that begin an order in English, where a sentence begins with them."""
_OBJECT = re.compile(
    r"\s+(?:a|ahead|all|an|as|back|beyond|by|down|each|every|everything|for|from|how|in|into|it|its|on|over|straight|that"
    r"|the|them|these|this|through|to|up|what|with|your)\b"
)
_LABEL = re.compile(
    r"(?:appendix|axis|case|category|class|column|drive|figure|grade|group|hepatitis|instance|level|node|option|part|plan"
    r"|point|process|section|step|transaction|type|variable|version|vitamin)\s+\Z",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(?<![\w+#'\u2019])(?![AI]\b)[A-Z](?![\w+#'\u2019])")
_DENIED = re.compile(
    r"\b(?:unlike|without|instead of|rather than|no|nor|neither|not(?: in| on| to| by| with)?)\s+\Z", re.IGNORECASE
)


_WORD = re.compile(r"\w+")


class Mention(NamedTuple):
    """A place of a text that names skills."""

    start: int
    end: int
    skills: tuple[str, ...]
    is_name: bool
    """Whether it is what one of them is called, and no other phrase that shows it."""


@dataclass(frozen=True, slots=True)
class _Term:
    skill: str
    phrase: str
    is_exact: bool
    is_name: bool


class Vocabulary:
    """The terms of all skills, and the pattern that tells whether a text has one of them at a place."""

    def __init__(self) -> None:
        """Begin without a term."""
        self._terms: dict[str, list[_Term]] = {}
        self._first_words: dict[str, set[tuple[str, int]]] = {}
        self._pattern: re.Pattern[str] | None = None

    def add(self, name: str, aliases: Iterable[str], words: Iterable[str], *, is_technology: bool) -> None:
        """Take in what a skill is called, and the phrases that show it."""
        is_short = len(re.findall(r"[^\W\d_]", name)) < SHORT
        found = [_Term(name, name, is_technology and is_short, is_name=True)]
        found += (_Term(name, alias, is_technology, is_name=True) for alias in aliases)
        found += (_Term(name, phrase, is_exact=False, is_name=False) for phrase in words)
        for term in found:
            key = _key(term.phrase)
            if first := _WORD.search(key):
                self._terms.setdefault(key, []).append(term)
                self._first_words.setdefault(term.skill, set()).add((first[0], first.start()))
        self._pattern = None

    def mentions(self, text: str, skills: Iterable[str] | None = None) -> list[Mention]:
        """Return where a text names a skill, or one of some, in order; of places that overlap, the first."""
        lower = text.lower()
        if len(lower) != len(text):  # a few letters are two in lower case
            lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
        self._pattern = self._pattern or _compiled(self._terms)
        found: list[Mention] = []
        end = 0
        for start in sorted(self._places(lower, self._first_words if skills is None else skills)):
            match = self._pattern.match(lower, start) if start >= end else None
            if match is None:
                continue
            terms = [term for term in self._terms[_key(match[0])] if _is_written(term, text[slice(*match.span())])]
            if terms:
                end = match.end()
                names = tuple(dict.fromkeys(term.skill for term in terms))
                found.append(Mention(start, end, names, any(term.is_name for term in terms)))
        return found

    def often_in(self, text: str, least: int) -> list[str]:
        """Return the skills that a text may name so many times."""
        lower = text.lower()
        counts = (
            (skill, sum(lower.count(word) for word, _ in words)) for skill, words in self._first_words.items()
        )
        return [skill for skill, count in counts if count >= least]

    def _places(self, text: str, skills: Iterable[str]) -> set[int]:
        """Return where terms of some skills may begin."""
        places = set()
        for word, before in {pair for skill in skills for pair in self._first_words.get(skill, ())}:
            place = text.find(word)
            while place >= 0:
                places.add(place - before)
                place = text.find(word, place + 1)
        places.discard(-1)
        return places


def is_meant(sentence: str, start: int, end: int) -> bool:
    """Return whether a name stands for the skill where it is in a sentence: not as a verb, a label, or denied."""
    before, name, after = sentence[:start], sentence[start:end], sentence[end:]
    if _DENIED.search(before):
        return False
    if name.lower() in _VERBS and not before.strip(" \"'(*_") and _OBJECT.match(after):
        return False
    if len(name) > 1:
        return True
    is_initial = re.match(r"\.\s*[A-Z]", after) or (before.endswith("(") and after.startswith(")"))
    others = {letter for letter in _LETTER.findall(f"{before} {after}") if letter != name}
    return not (is_initial or _LABEL.search(before) or others - {"C", "R", "D"})


def _is_written(term: _Term, found: str) -> bool:
    """Return whether a term is written as it has to be; an "s" at its end may come or go."""
    if not term.is_exact:
        return True
    written = re.sub(r"[\s-]+", " ", found)
    return written.removesuffix("s") == re.sub(r"[\s-]+", " ", term.phrase).removesuffix("s")


def _key(phrase: str) -> str:
    """Return what the ways to write a phrase have in common."""
    return re.sub(r"[\s-]+", " ", phrase.lower()).strip().removesuffix("s")


def _compiled(terms: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of all terms, of which longer ones come first; those of a letter are tried together."""
    groups: dict[str, list[str]] = {}
    for term in sorted(filter(None, terms), key=len, reverse=True):
        rest = r"(?:[ \t]*\n[ \t]*|[ \t]+|-)".join(map(re.escape, term[1:].split(" ")))
        plural = "s?" if len(term) > 1 and term[-1].isalnum() else ""
        right = _RIGHT if term[-1].isalnum() else _RIGHT_OF_SIGN
        groups.setdefault(term[0], []).append(f"{rest}{plural}{right}")
    alternatives = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())
    return re.compile(f"{_LEFT}(?:{'|'.join(alternatives)})")
