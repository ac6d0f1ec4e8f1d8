"""Works out which characters a match of a regular expression can begin with.

The answer is read off the parsed expression and errs on one side: whatever isn't sure to be impossible is taken for
possible. This reaches into a private part of Python, the parser of `re`; where that is missing or answers in a way
that this module doesn't know, everything is possible.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from typing import Any

try:
    from re import _constants as of  # type: ignore[attr-defined] # neither is published
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover # a Python that has them elsewhere
    of = parser = None

KNOWN = frozenset(string.ascii_letters + string.digits + string.punctuation + " \n\t")
"""The characters that are told apart: every class of characters takes them in the same way, whatever the flags."""

_Characters = frozenset[str]
_NONE: _Characters = frozenset()
_ASCII = 128


def first_characters(pattern: re.Pattern[str]) -> _Characters:
    """Return the known characters that a match of a pattern can begin with; all if a match can be empty."""
    if parser is None:
        return KNOWN
    try:
        characters, is_passed = _sequence(parser.parse(pattern.pattern, pattern.flags), pattern.flags)
    except Exception:  # the parser is not ours: whatever it gives or raises, the expression is not understood
        return KNOWN
    return KNOWN if is_passed else characters


def _sequence(items: Iterable[tuple[Any, Any]], flags: int) -> tuple[_Characters, bool]:
    """Return what a match of a sequence can begin with, and whether it can be empty."""
    found = _NONE
    for operation, value in items:
        characters, is_passed = _item(operation, value, flags)
        found |= characters
        if not is_passed:
            return found, False
    return found, True


def _item(operation: Any, value: Any, flags: int) -> tuple[_Characters, bool]:
    if operation in (of.LITERAL, of.NOT_LITERAL, of.ANY, of.IN):
        return _one(operation, value, flags), False
    if operation in (of.MAX_REPEAT, of.MIN_REPEAT, of.POSSESSIVE_REPEAT):
        characters, is_passed = _sequence(value[2], flags)
        return characters, is_passed or value[0] == 0
    if operation is of.SUBPATTERN:
        _, added, removed, items = value
        return _sequence(items, (flags | added) & ~removed)
    if operation is of.ATOMIC_GROUP:
        return _sequence(value, flags)
    if operation is of.BRANCH:
        found = [_sequence(items, flags) for items in value[1]]
        return _NONE.union(*(characters for characters, _ in found)), any(is_passed for _, is_passed in found)
    if operation in (of.AT, of.ASSERT, of.ASSERT_NOT):  # what only looks takes no character
        return _NONE, True
    return KNOWN, True


def _one(operation: Any, value: Any, flags: int) -> _Characters:
    """Return which characters an operation can take that takes one."""
    if operation is of.ANY:
        return KNOWN if flags & re.DOTALL else KNOWN - {"\n"}
    if operation is of.LITERAL:
        return _range(value, value, flags)
    if operation is of.NOT_LITERAL:
        return KNOWN if flags & re.IGNORECASE else KNOWN - {chr(value)}
    if value[0][0] is not of.NEGATE:
        return _members(value, flags)
    return KNOWN if flags & re.IGNORECASE else KNOWN - _members(value[1:], flags)


def _members(members: Iterable[tuple[Any, Any]], flags: int) -> _Characters:
    found = _NONE
    for operation, value in members:
        if operation is of.CATEGORY:
            found |= _CATEGORIES[str(value)]
        else:
            first, last = value if operation is of.RANGE else (value, value)
            found |= _range(first, last, flags)
    return found


def _range(first: int, last: int, flags: int) -> _Characters:
    if not flags & re.IGNORECASE:
        return frozenset(map(chr, range(first, min(last, _ASCII) + 1))) & KNOWN if first < _ASCII else _NONE
    if last >= _ASCII:  # some of these are another case of a letter that is known
        return KNOWN
    characters = "".join(map(chr, range(first, last + 1)))
    return frozenset(characters.lower() + characters.upper()) & KNOWN


_WORD = frozenset(character for character in KNOWN if character.isalnum() or character == "_")
_DIGIT = frozenset(string.digits)
_SPACE = frozenset(" \n\t")
_CATEGORIES = {
    "CATEGORY_DIGIT": _DIGIT,
    "CATEGORY_NOT_DIGIT": KNOWN - _DIGIT,
    "CATEGORY_SPACE": _SPACE,
    "CATEGORY_NOT_SPACE": KNOWN - _SPACE,
    "CATEGORY_WORD": _WORD,
    "CATEGORY_NOT_WORD": KNOWN - _WORD,
}
