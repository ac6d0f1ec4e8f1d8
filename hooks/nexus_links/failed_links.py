"""Finds what was meant to be a link and never became one: it is still there as text when the page is built.

A suspicion comes from the source and is confirmed by what the built page shows, so brackets in code, in escapes
or in a diagram are never taken for links.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from nexus_core.read.written_links import SourceText
from nexus_links.addresses import Fault
from nexus_links.references import links_by_reference

_FILE = (
    r"[^\s()\[\]<>]*\.(?:md|html?|png|jpe?g|gif|svg|webp|pdf|css|js|json|ya?ml|txt|zip|gz|py|ipynb|csv|docx?|xlsx?|pptx?"
    r"|mp[34]|webm)(?:#[^\s()\[\]]*)?"
)
_ADDRESS = (
    r"(?:(?:https?|mailto|ftp|tel):(?:[^\s()\[\]]|\([^\s()]*\))+|\.{0,2}/[^\s()\[\]]*|#[^\s()\[\]]+|www\.[^\s()\[\]]+"
    rf"|[\w.-]+(?:/[\w.-]+)*/|{_FILE})"
)
_TEXT = r"[^\[\]\n]*(?:\n(?![ \t]*\n)[^\[\]\n]*)?"


@dataclass(frozen=True, slots=True)
class _Pattern:
    code: str
    regex: re.Pattern[str]
    message: str
    hint: str


_PATTERNS = (
    _Pattern(
        "missing-footnote",
        re.compile(r"(?<!\\)\[\^(?P<label>[^\]\s]+)\](?!\+|\{\d)"),
        "there is no footnote '{label}'",
        "write '[^{label}]: …' at the end, or take the mark away",
    ),
    _Pattern(
        "unknown-name",
        re.compile(
            r"(?<![\\\[])!?\[\[(?P<label>[^\W\d_][^\[\]\n|#]*)(?:#[^\[\]\n|]*)?(?:\|[^\[\]\n]*)?\]\](?![\](])"
        ),
        "'[[{label}]]' leads nowhere: it stays text",
        "link the page with '[{label}](…)'",
    ),
    _Pattern(
        "space-in-link",
        re.compile(rf"(?<!\\)\[(?P<text>{_TEXT})(?<!\\)\][ \t]+\((?P<label>{_ADDRESS})(?:\s+[\"'][^\"']*[\"'])?\)"),
        "a space between the brackets: the link stays text",
        "write '[…]({label})'",
    ),
    _Pattern(
        "swapped-brackets",
        re.compile(rf"(?<![\]\\\w])\((?P<text>[^()\[\]\n]+)\)\[(?P<label>{_ADDRESS})\]"),
        "the brackets are the wrong way round: the link stays text",
        "write '[{text}]({label})'",
    ),
    _Pattern(
        "unrendered-link",
        re.compile(rf"(?<!\\)\[(?P<text>{_TEXT})(?<!\\)\]\((?P<label>[^\s()]+)"),
        "this link stays text",
        "close its brackets; in raw HTML, give the tag around it the attribute 'markdown'",
    ),
)

_END = r"(?![\w.-])"
"""What an address goes on with, if it is a longer one."""

_RANGES = re.compile(r"(?:\\?.-.|\\[wsdWSDnt]|[^\w\s]){1,}")
"""The inside of a regular expression's `[^…]`."""

_MARKS = re.compile(r"(?:\\(?=[*_`~\"'])|[*_`~\"'\u2018\u2019\u201c\u201d])+")
"""Marks of emphasis and of speech, escaped ones too: a page may show others in their place."""

_ASIDE = re.compile(r"[xX]?|trace|debug|info|notice|note|warn(?:ing)?|error|fatal|critical", re.IGNORECASE)
"""What stands in brackets before a remark in round ones."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A piece of source that looks like a link which isn't one."""

    fault: Fault
    offset: int
    written: str
    shown: str
    """What a page shows of it if it is none."""


def suspicions(source: SourceText) -> Iterator[Suspicion]:
    """Yield what looks like an unmade link in a Markdown file, the first reading of each place only."""
    taken: set[int] = set()
    prose = source.prose
    if "[" not in prose:
        return
    for pattern in _PATTERNS:
        for match in pattern.regex.finditer(prose):
            if match.start() not in taken and not _means_another(pattern.code, match):
                taken.add(match.start())
                names = {name: " ".join((value or "").split()) for name, value in match.groupdict().items()}
                fault = Fault(pattern.code, pattern.message.format(**names), pattern.hint.format(**names))
                written = source.text[match.start() : match.end()]
                yield Suspicion(fault, match.start(), written, written)
    for link in links_by_reference(prose, source.text):
        if link.start not in taken:
            label = " ".join(link.label.split())
            message = f"'{label}' is not defined: the link stays text"
            hint = f"write '[{label}]: address' below, or the address in round brackets"
            fault = Fault("undefined-reference", message, hint)
            yield Suspicion(fault, link.start, source.text[link.start : link.end], link.shown)


def is_shown(suspicion: Suspicion, shown: str, prose: str) -> bool:
    """Return whether a page shows a suspected link as it was written, and more often than its source escapes it.

    Args:
        suspicion: what is suspected.
        shown: the text of the built page.
        prose: the text of the source without its code.
    """
    bare = _bare(suspicion.shown)
    whole = rf"{re.escape(bare)}{_END if suspicion.fault.code == 'unrendered-link' else ''}"
    # Of `[text][nope]` the first half may be a link by itself: then only the second is left as text.
    half = re.sub(r"^!?\[(.+)\]\[", r"\1[", bare)
    page, source = _bare(shown), _bare(prose)
    plain = len(re.findall(rf"(?<!\\){whole}", source))
    escaped = len(re.findall(whole, html.unescape(source.replace("\\", "")))) - plain
    return len(re.findall(whole, page)) > max(0, escaped) or (half != bare and half in page)


def _bare(text: str) -> str:
    """Return a text without marks of emphasis, and with one blank for any."""
    return re.sub(r"\s+", " ", _MARKS.sub("", text)).strip()


def _means_another(code: str, match: re.Match[str]) -> bool:
    """Return whether it is the class of a regular expression, a footnote, a log's level or a box to tick."""
    if code == "missing-footnote":
        line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
        is_own = match.string.startswith(":", match.end()) and not line.strip(" \t>")
        return is_own or _RANGES.fullmatch(match["label"]) is not None
    return code == "space-in-link" and _ASIDE.fullmatch(match["text"].strip()) is not None
