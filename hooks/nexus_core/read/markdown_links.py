"""Finds the links of a Markdown text, and the names in double brackets: where prose can stand and nowhere else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from nexus_core.read.markdown import without_html_blocks
from nexus_core.read.markdown_regions import blanked
from nexus_core.read.paths import resolve

MAX_ADDRESS = 2000
"""Characters looked at for the end of an address."""

_BRACKET = re.compile(r"\\.|\[|\]|\n[ \t>]*\n", re.DOTALL)
_PARENTHESIS = re.compile(r"\\.|[()]|\n[ \t>]*(?=\n|\Z)", re.DOTALL)
_ANGLED = re.compile(r"<(?P<address>[^<>\n]*)>")
_TITLE = re.compile(r"\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\))\s*$")
_DEFINITION = re.compile(
    r"^[ \t>]{0,8}\[(?!\^)(?P<label>[^\]\n]+)\]:[ \t]*\n?[ \t]*"
    r"(?:<(?P<angled>[^<>\n]*)>|(?P<address>[^\s<>]+>?))[^\n]*",
    re.MULTILINE,
)
_LABEL = re.compile(r"\s?\[(?P<label>[^\[\]]+)\]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
"""A tag, or an address between angle brackets."""

_BEGINS_LIKE_A_NAME = re.compile(r"\.?[\d-]*[^\W\d_]")

_NAME = re.compile(r"(?<![\\!\[])\[\[(?P<name>[^\[\]\n|]*?)(?:\\?\|(?P<words>[^\[\]\n]+))?\]\](?![\](])")


class InlineLink(NamedTuple):
    """A link or a picture whose address follows its words: `[words](address "title")`."""

    start: int
    """The offset of its first bracket, or of the `!` of a picture."""
    end: int
    address: str
    offset: int
    """Where the address begins."""
    is_image: bool


class Definition(NamedTuple):
    """What a reference leads to: `[label]: address`."""

    start: int
    end: int
    label: str
    address: str
    offset: int
    """Where the address begins."""


class NameInBrackets(NamedTuple):
    """A skill or a note that is linked by its name: `[[name]]`, `[[name|words]]`, `[[name#heading]]`."""

    start: int
    end: int
    name: str
    words: str
    """What the link shows, as Markdown; empty if that is the name."""

    @property
    def is_surely_meant(self) -> bool:
        """Whether it begins like a name, as `.NET` does; `[[1, 2]]` is one only if something is called so."""
        return bool(_BEGINS_LIKE_A_NAME.match(self.name))


def inline_links(text: str) -> Iterator[InlineLink]:
    """Yield the inline links and pictures of a text without code, in the order of their ends."""
    if "](" not in text:
        return
    for start, after in bracket_pairs(text):
        found = _address(text, after + 1) if text.startswith("(", after) else None
        if found:
            is_image = text.startswith("![", max(0, start - 1))
            yield InlineLink(start - is_image, *found, is_image=is_image)


def bracket_pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where brackets begin and end that belong together within a paragraph, escaped ones aside."""
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text):
        sign = bracket[0]
        if sign == "[":
            opened.append(bracket.start())
        elif sign == "]":
            if opened:
                yield opened.pop(), bracket.end()
        elif sign[0] == "\n":
            opened.clear()


def _address(text: str, start: int) -> tuple[int, str, int] | None:
    """Return where a link ends whose parenthesis opens before an offset, its address, and where that begins."""
    depth, limit = 0, start + MAX_ADDRESS
    while text[start : start + 1].isspace():
        start += 1
    angled = _ANGLED.match(text, start)
    for sign in _PARENTHESIS.finditer(text, angled.end() if angled else start, limit):
        if sign[0] == ")" and not depth:
            address = angled["address"] if angled else _TITLE.sub("", text[start : sign.start()]).strip()
            return sign.end(), address, start + bool(angled)
        if sign[0][0] == "\n":
            return None
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
    return None


def definitions(text: str) -> Iterator[Definition]:
    """Yield the definitions of references in a text without code."""
    if "]:" not in text:
        return
    for match in _DEFINITION.finditer(text):
        group = "address" if match["address"] else "angled"
        yield Definition(*match.span(), match["label"], match[group].removesuffix(">"), match.start(group))


def used_definitions(text: str) -> Iterator[Definition]:
    """Yield the definitions of a text without code that some link of it uses."""
    by_label = {_label(definition.label): definition for definition in definitions(text)}
    spans = {definition.start for definition in by_label.values()}
    for start, after in bracket_pairs(text) if by_label else ():
        label = _LABEL.match(text, after)
        used = by_label.get(_label(label["label"] if label else text[start + 1 : after - 1]))
        if used and not text.startswith("(", after) and text.rfind("\n", 0, start) + 1 not in spans:
            yield used
            del by_label[_label(used.label)]


def _label(written: str) -> str:
    return " ".join(written.split()).casefold()


def link_targets(path: str, body: str) -> tuple[str, ...]:
    """Return the repository paths that the body of the note at a path links to, each once, in order."""
    if "](" not in body and "]:" not in body:
        return ()
    text = without_html_blocks(body)
    links: list[InlineLink | Definition] = [link for link in inline_links(text) if not link.is_image]
    links += definitions(text)
    links.sort(key=lambda link: link.offset)
    targets = (resolve(path, address_as_read(link.address)) for link in links)
    return tuple(dict.fromkeys(target for target in targets if target and target != path))


def address_as_read(written: str) -> str:
    """Return what an address means that is written in Markdown: with its entities and escapes decoded."""
    return _ESCAPE.sub(r"\1", html.unescape(written)) if "\\" in written or "&" in written else written


def names_in_brackets(body: str) -> tuple[NameInBrackets, ...]:
    """Return the names in double brackets of a text in order, none from code, HTML, links or what defines one."""
    if "[[" not in body or "[[" not in (text := without_html_blocks(body)):
        return ()
    found = []
    for match in _NAME.finditer(blanked(text, sorted(_taken(text)))):
        # Names and words may hold code and tags of their own.
        name, words = (
            body[slice(*match.span(group))].strip() if match[group] else "" for group in ("name", "words")
        )
        if name:
            found.append(NameInBrackets(*match.span(), name, words))
    return tuple(found)


def without_brackets(markup: str) -> str:
    """Return an inline text as a page shows it: what is linked by name in its words."""
    for link in reversed(names_in_brackets(markup)):
        if link.is_surely_meant:
            markup = f"{markup[: link.start]}{link.words or link.name}{markup[link.end :]}"
    return markup


def _taken(text: str) -> Iterator[tuple[int, int]]:
    """Yield where markup stands in which brackets are not names: tags, links, and definitions of references."""
    yield from (tag.span() for tag in _TAG.finditer(text))
    yield from ((link.start, link.end) for link in inline_links(text))
    labels = set()
    for definition in definitions(text):
        labels.add(definition.label.casefold())
        yield definition.start, definition.end
    for start, after in bracket_pairs(text) if labels else ():
        label = _LABEL.match(text, after)
        if label and label["label"].casefold() in labels:
            yield start, label.end()
