"""The characters that no text should have or that nobody sees, in one table."""

from __future__ import annotations

import re

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
"""Control characters but for tabs and line breaks."""
_BREAKS = "\n\r\x85\u2028\u2029"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""What steers the direction of text."""
_NONCHARACTERS = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
"""Halves of characters, and what Unicode keeps from being one."""

CURLY_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u201b"
"""Quotes of a word processor, which are letters to YAML."""

NON_PRINTABLE_CLASS = _CONTROL + _NONCHARACTERS
NON_PRINTABLE = re.compile(f"[{NON_PRINTABLE_CLASS}]")
"""A character that no page can show; hardly any may be in a feed, https://www.w3.org/TR/xml/#charsets."""

INVISIBLE = re.compile(f"[{_CONTROL}{_BREAKS}{_DIRECTION}{_NONCHARACTERS}]")
"""A character that acts or hides within a line; a tab does neither."""
