"""Finds the addresses written in source files, each with its place: Markdown, HTML, YAML, CSS, JSON."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import yaml

from nexus_core.problems.problem import Span
from nexus_core.read.markdown import code, prose
from nexus_core.read.markdown_links import Definition, InlineLink, address_as_read, definitions, inline_links

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STYLE = re.compile(r"<style\b[^>]*>.*?</style\s*>", re.DOTALL | re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_AUTOLINK = re.compile(r"<(?P<value>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*|[^\s<>@:/]+@[^\s<>]+)>")
_NAMES = (
    "href|src|srcset|imagesrcset|poster|action|formaction|data|cite|background|longdesc|ping|xlink:href|usemap|style"
    "|content"
)
_ATTRIBUTE = re.compile(
    rf"(?<![\w-])(?P<name>{_NAMES})\s*=\s*(?P<quote>[\"'])(?P<value>.*?)(?P=quote)", re.DOTALL | re.IGNORECASE
)
_UNQUOTED = re.compile(
    r"(?<=[\s{])(?P<name>href|src|poster|action|data|cite)=(?P<value>[^\s\"'>}]+)", re.IGNORECASE
)
_BARE = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"'`]+", re.IGNORECASE)
_STRING = re.compile(r"(?P<quote>[\"'])(?P<value>(?:(?!(?P=quote))[^\n\\]|\\.)+)(?P=quote)")
_JINJA = re.compile(
    r"\{\{-?\s*(?:(?:base_url\s*-?\}\}/|config\.site_url\s*-?\}\}/?)(?P<bare>[^\s\"'<>{}]+)"
    r"|(?P<quote>[\"'])(?P<value>[^\"'\n]+)(?P=quote)\s*\|\s*url\b)"
)
BASE = re.compile(r"<base\b[^>]*>", re.IGNORECASE)
_URL = re.compile(r"url\(\s*(?P<quote>[\"']?)(?P<value>[^\"')]+)(?P=quote)\s*\)", re.IGNORECASE)


_NOTES = (".md", ".markdown", ".mdown", ".mkd")
_DATA = (".html", ".htm", ".css", ".js", ".json", ".svg", ".xml", ".yml", ".yaml", ".py")


class Kind(StrEnum):
    """How an address is written, which says what becomes of it in the page."""

    MARKDOWN = "Markdown"
    """MkDocs makes it lead to the page of the file that it names."""
    MARKUP = "markup"
    """HTML and CSS: it stands in the page as it is."""
    SCALAR = "scalar"
    """A value of YAML: a theme or a plugin does with it what it likes."""
    TEMPLATE = "template"
    """What a template makes start from the root of the site."""
    MENTION = "mention"
    """Where no syntax says that it is one."""


@dataclass(frozen=True, slots=True)
class Written:
    """An address as it stands in a source file."""

    value: str
    """As it is written, without the marks around it."""
    offset: int
    """Index of its first character in the file."""
    kind: Kind = Kind.MARKUP

    @property
    def read(self) -> str:
        """The address as it is read: entities and escapes decoded."""
        if self.kind is Kind.SCALAR:
            return self.value
        if self.kind is Kind.MARKUP:
            return html.unescape(self.value)
        return address_as_read(self.value)


class SourceText:
    """The text of one source file, and the addresses in it."""

    def __init__(self, path: str, text: str, *, is_included: bool = False) -> None:
        self.path = path
        # A snippet becomes part of a page whatever its name; data keep the syntax that is their own.
        self.is_markdown = path.endswith(_NOTES) or (is_included and not path.endswith(_DATA))
        """Whether code is told by Markdown's rules."""
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def front_end(self) -> int:
        """The index after the front matter, 0 if there is none."""
        match = re.match(r"---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", self.text, re.DOTALL | re.MULTILINE)
        return match.end() if match else 0

    @property
    def _front_start(self) -> int:
        return self.text.index("\n") + 1

    @cached_property
    def prose(self) -> str:
        """The text with front matter, code and comments blanked, every other character in its place."""
        if not self.is_markdown:
            text = _COMMENT.sub(_blank, self.text)
            if self.path.endswith(".css"):
                return _STYLE_COMMENT.sub(_blank, text)
            text = _STYLE.sub(lambda style: _STYLE_COMMENT.sub(_blank, style[0]), text)
            return _SCRIPT.sub(lambda match: _blank_group(match, 1), text)
        return _blank_text(self.text[: self.front_end]) + prose(self.text[self.front_end :])

    def in_code(self, offset: int) -> bool:
        """Return whether a place lies in code."""
        return any(start <= offset - self.front_end < end for start, end in code(self.text[self.front_end :]))

    def span(self, offset: int, width: int) -> Span:
        """Return a place in the file."""
        line = bisect_right(self._starts, offset)
        return Span(line, offset - self._starts[line - 1] + 1, max(1, width))

    def line(self, span: Span) -> str:
        """Return the text of a place's line."""
        end = self._starts[span.line] - 1 if span.line < len(self._starts) else len(self.text)
        return self.text[self._starts[span.line - 1] : end]

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins: a page may hold thousands of links."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def links(self) -> list[Written]:
        """What is an address by its syntax, in order."""
        if self.path.endswith((".yml", ".yaml")):
            return list(self._scalars(0, self.text))
        found = (
            list(
                self._scalars(
                    self._front_start, self.text[self._front_start : self.front_end].rpartition("\n---")[0]
                )
            )
            if self.front_end
            else []
        )
        text = self.prose
        if self.is_markdown:
            links: list[InlineLink | Definition] = [*inline_links(text), *definitions(text)]
            found += (Written(link.address, link.offset, Kind.MARKDOWN) for link in links)
            found += (Written(m["value"], m.start("value"), Kind.MARKDOWN) for m in _AUTOLINK.finditer(text))
        if self.path.endswith((".css", ".html", ".htm", ".svg", ".md", ".markdown")):
            found += [Written(m["value"].strip(), m.start("value")) for m in _URL.finditer(text)]
        markup = BASE.sub(_blank, text)
        for pattern in (_ATTRIBUTE, _UNQUOTED):
            found += [written for m in pattern.finditer(markup) for written in _of_attribute(m)]
        if self.path.endswith((".html", ".xml")):
            for m in _JINJA.finditer(text):
                group = "bare" if m["bare"] else "value"
                found.append(Written(m[group], m.start(group), Kind.TEMPLATE))
        return sorted(dict.fromkeys(found), key=lambda written: written.offset)

    @cached_property
    def mentions(self) -> list[Written]:
        """What may be an address where no syntax says so: bare ones, and strings of scripts and data."""
        found = [
            Written(m[0].rstrip(".,;:!?"), m.start(), Kind.MENTION)
            for m in _BARE.finditer(BASE.sub(_blank, self.prose))
        ]
        found += [
            Written(m["value"], m.start("value"), Kind.MENTION)
            for m in _STRING.finditer(BASE.sub(_blank, self.text))
        ]
        return sorted(found, key=lambda written: written.offset)

    def _scalars(self, offset: int, text: str) -> Iterator[Written]:
        try:
            for token in yaml.scan(text, Loader=yaml.SafeLoader):
                if isinstance(token, yaml.ScalarToken):
                    yield Written(str(token.value).strip(), start_of(token, offset, self.text), Kind.SCALAR)
        except yaml.YAMLError:
            return


def start_of(scalar: yaml.ScalarToken | yaml.ScalarNode, offset: int, text: str) -> int:
    """Return where the words of a YAML scalar begin, after its quotation mark or the mark of a block.

    Args:
        scalar: the scalar.
        offset: the index at which the YAML begins.
        text: the text that holds it.
    """
    start = offset + int(scalar.start_mark.index)
    if scalar.style in {"|", ">"}:
        block = re.compile(r"[|>][^\n]*\s*").match(text, start)
        return block.end() if block else start
    return start + (scalar.style in {"'", '"'})


def _of_attribute(match: re.Match[str]) -> Iterator[Written]:
    """Yield an attribute's value, and the parts of one that is a list of addresses."""
    name, value, start = match["name"].lower(), match["value"], match.start("value")
    yield Written(value, start)
    if name in {"srcset", "imagesrcset", "ping"}:
        for part in re.finditer(r"[^\s,]\S*[^\s,]|[^\s,]", value):
            yield Written(part[0], start + part.start())
    elif name == "content" and "url" in value.lower():
        for part in re.finditer(r"url\s*=\s*[\"']?([^\"']+)", value, re.IGNORECASE):
            yield Written(part[1].strip(), start + part.start(1))


def _blank(match: re.Match[str]) -> str:
    return _blank_text(match[0])


def _blank_group(match: re.Match[str], group: int) -> str:
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    return match[0][:start] + _blank_text(match[0][start:end]) + match[0][end:]


def _blank_text(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
