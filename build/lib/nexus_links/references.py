"""Finds links by reference, `[text][label]`, and tells them from brackets that mean something else.

Indices, the classes of a regular expression, the options of a command, a log's stamps and the selectors of a
stylesheet are written in the same way, and are no links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nexus_core.read.markdown_links import bracket_pairs

_CLASS = re.compile(r"\^?(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\\[A-Za-z]|[^\w\s`!]|_)+")
"""The inside of `[a-z0-9_]`."""
_OPTION = re.compile(r"--?\w[\w-]*(?:[ =|].*)?")
_SELECTOR = re.compile(r"[\w-]+[~|^$*]?=\S+")
_STAMP = re.compile(r"\d+[-:/.][\d:.,/TZ +-]*")
"""The time or the date that a log's line begins with."""
_LEVEL = re.compile(r"TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL")
_BEFORE = re.compile(r"(?:[^\W_]_*|[\[\]])\Z")
"""What comes before an index, or before brackets in brackets."""
_IMAGE = re.compile(r"(?<!\\)!\Z")
_REPEATED = re.compile(r"\+|[?*](?=\s|$)|\{\d")
"""How often a class of a regular expression may come."""
_MARKUP = re.compile(r"[!`<\[]")


class LinkByReference(NamedTuple):
    """A link by reference as it stands in a source, whether its label is defined or not."""

    start: int
    end: int
    label: str
    shown: str
    """What a page shows of it that tells it from other text, if the label is not defined."""


def links_by_reference(prose: str, text: str) -> Iterator[LinkByReference]:
    """Yield the links by reference of a source.

    Args:
        prose: the source with its code blanked, each character in its place.
        text: the source as it is.
    """
    ends = dict(bracket_pairs(prose))
    for start, after in ends.items():
        end, last = after - 1, ends.get(after, 0) - 1
        if last < 0:
            continue
        is_image = _IMAGE.search(prose, max(0, start - 2), start) is not None
        first = start - is_image
        if not is_image and _BEFORE.search(prose, max(0, start - 3), start):
            continue
        words, label = text[start + 1 : end], text[end + 2 : last]
        if not _is_prose(words, label, prose[last + 1 : last + 3], is_image=is_image):
            shown = f"][{label}]" if _MARKUP.search(words) else text[first : last + 1]
            yield LinkByReference(first, last + 1, label.strip() or words, shown)


def _is_prose(words: str, label: str, behind: str, *, is_image: bool) -> bool:
    either = (words.strip(), label.strip())
    if label.startswith("^") or "[" in label or (words and not either[0]):
        return True  # a footnote behind brackets, a list in a list, a box to tick
    if not re.search(r"\w", label or words) or (not label and _MARKUP.search(words)):
        return True
    if is_image:
        return False
    if max(map(len, either)) < 2 or all(part.isdecimal() for part in either):
        return True
    if _REPEATED.match(behind) and any(map(_CLASS.fullmatch, either)):
        return True
    is_log = _STAMP.fullmatch(either[0]) or any(map(_LEVEL.fullmatch, either))
    return bool(is_log or any(p.fullmatch(part) for p in (_CLASS, _OPTION, _SELECTOR) for part in either if part))
