"""Finds what was meant to be a link and never became one: it is still there as text when the page is built.

A suspicion comes from the source and is confirmed by what the built page shows, so brackets in code, in escapes
or in a diagram are never taken for links.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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
_UNRENDERED = "unrendered-link"
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
        _UNRENDERED,
        re.compile(rf"(?<!\\)\[(?P<text>{_TEXT})(?<!\\)\]\((?P<label>[^\s()]+)"),
        "this link stays text",
        "close its brackets; in raw HTML, give the tag around it the attribute 'markdown'",
    ),
)

_BRACKET = re.compile(r"[\[\](]")
_END = re.compile(r"(?![\w.-])")
"""What an address goes on with, if it is a longer one."""

_RANGES = re.compile(r"(?:\\?.-.|\\[wsdWSDnt]|[^\w\s]){1,}")
"""The inside of a regular expression's `[^…]`."""

_MARKS = re.compile(r"(?:\\(?=[*_`~\"'])|[*_`~\"'\u2018\u2019\u201c\u201d])+")
"""Marks of emphasis and of speech, escaped ones too: a page may show others in their place."""

_ASIDE = re.compile(r"[xX]?|trace|debug|info|notice|note|warn(?:ing)?|error|fatal|critical", re.IGNORECASE)
"""What stands in brackets before a remark in round ones."""


@dataclass(frozen=True, slots=True)
class FailedLink:
    """A piece of source that looks like a link which isn't one."""

    fault: Fault
    offset: int
    written: str
    shown: str
    """What a page shows of it if it is none."""


def failed_links(source: SourceText, shown: str) -> Iterator[FailedLink]:
    """Yield what looks like a link in a Markdown file and is text on its page, more often than the file escapes it.

    Args:
        source: the file.
        shown: the text of the built page.
    """
    page, prose = _bare(shown), _bare(source.prose)
    # Every link is a candidate; the text of most pages rules them out at once.
    has_some = "](" in page
    suspected = [each for each in _suspicions(source) if has_some or each.fault.code != _UNRENDERED]
    texts = {_bare(each.shown) for each in suspected}
    # Of `[text][nope]` the first half may be a link by itself: then only the second is left as text.
    halves = {text: re.sub(r"^!?\[(.+)\]\[", r"\1[", text) for text in texts}
    is_there = _occurrences({*texts, *halves.values()}, page)
    plain = _occurrences(texts, prose, unless_after="\\")
    read = _occurrences(texts, html.unescape(prose.replace("\\", "")))
    for each in suspected:
        text = _bare(each.shown)
        key = (text, each.fault.code == _UNRENDERED)
        half = halves[text]
        if is_there[key] > max(0, read[key] - plain[key]) or (half != text and is_there[half, False]):
            yield each


def _occurrences(texts: set[str], within: str, *, unless_after: str = "") -> Counter[tuple[str, bool]]:
    """Return how often each text, which has a bracket, stands in another; with True, how often as a whole address.

    All are looked for at once, from each bracket on, so that a page of a thousand links is read once.
    """
    shapes: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for text in texts:
        first = _BRACKET.search(text)
        if first:
            shapes[first[0]].add((first.start(), len(text)))
    found: Counter[tuple[str, bool]] = Counter()
    for bracket in _BRACKET.finditer(within) if texts else ():
        for before, length in shapes[bracket[0]]:
            start = bracket.start() - before
            end = start + length
            if start >= 0 and (text := within[start:end]) in texts:
                if unless_after and within[start - 1 : start] == unless_after:
                    continue
                found[text, False] += 1
                found[text, True] += _END.match(within, end) is not None
    return found


def _suspicions(source: SourceText) -> Iterator[FailedLink]:
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
                yield FailedLink(fault, match.start(), written, written)
    for link in links_by_reference(prose, source.text):
        if link.start not in taken:
            label = " ".join(link.label.split())
            message = f"'{label}' is not defined: the link stays text"
            hint = f"write '[{label}]: address' below, or the address in round brackets"
            fault = Fault("undefined-reference", message, hint)
            yield FailedLink(fault, link.start, source.text[link.start : link.end], link.shown)


@lru_cache(maxsize=8)
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
