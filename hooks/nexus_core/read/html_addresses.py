"""Finds the addresses that lead somewhere in the HTML of a note: links, pictures and other media."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

TAG = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style)\b.*?</(?P=raw)\s*>"
    r"|<(?P<leads>a|area|img|source|video|audio|track|embed|iframe)\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.IGNORECASE | re.DOTALL,
)
"""A tag that may have an address, or what only looks as if there were one in it."""
ADDRESS = re.compile(
    r"(?<=\s)(?P<name>href|src|poster)\s*=\s*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))",
    re.IGNORECASE,
)


def address_in(attribute: re.Match[str]) -> str:
    """Return the address that a match of `ADDRESS` has; nothing where it stays on its page."""
    link = unescape(attribute["double"] or attribute["single"] or attribute["bare"] or "").strip()
    # The numbers of lines of code have such links too.
    return "" if link[:1] == "#" else link


class HtmlAddress(NamedTuple):
    """An address in a tag."""

    address: str
    offset: int
    """Where it begins."""
    start: int
    """Where the name of its attribute begins."""


def html_addresses(text: str) -> Iterator[HtmlAddress]:
    """Yield each address in the tags of a text without code that leads to another page."""
    for tag in TAG.finditer(text) if "=" in text and "<" in text else ():
        for found in ADDRESS.finditer(tag[0]) if tag["leads"] else ():
            if link := address_in(found):
                group = next(name for name in ("double", "single", "bare") if found[name])
                yield HtmlAddress(link, tag.start() + found.start(group), tag.start() + found.start())
