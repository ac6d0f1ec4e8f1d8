"""Takes out of a page's HTML what a stranger's note has no business with, and says what that was.

The setting `extra.sanitise` is for those who accept notes of people whom they don't know. What stays is what
Markdown, the theme and the portfolio's components make: text, tables, pictures, code, tabs, task lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import nh3
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from selectolax.lexbor import LexborHTMLParser

from nexus_core.model.note import Note
from nexus_core.problems.problem import Problem, Span

SETTING = "sanitise"

_DRAWN = frozenset({"svg", "g", "path", "rect", "circle", "ellipse", "line", "polygon", "polyline", "text"})
_TAGS = (nh3.ALLOWED_TAGS - {"map", "area", "rtc"}) | _DRAWN | {"input", "label", "section", "tfoot"}

_EVERYWHERE = {"class", "id", "style", "title", "lang", "dir", "role", "align"}
_GEOMETRY = {
    *("viewBox", "preserveAspectRatio", "xmlns", "transform", "width", "height", "d", "points", "text-anchor"),
    *("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry"),
}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href", "name", "target", "rel", "hreflang", "download"},
    "img": {"src", "srcset", "alt", "width", "height", "loading"},
    "input": {"type", "name", "checked", "disabled"},
    "label": {"for"},
    "details": {"open"},
    "time": {"datetime"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "colgroup": {"span"},
    "col": {"span"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    "data": {"value"},
    **dict.fromkeys(_DRAWN, _GEOMETRY),
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_STYLES = {"text-align", "vertical-align", "width", "height", "max-width"}

_BOXES = {"checkbox", "radio"}
"""Task lists and tabs have boxes to tick; any other input asks a reader for something."""

_MADE_ID = re.compile(r"__(codelineno|span|tabbed|code)[-_][\d_-]+")
"""Ids of code and tabs. The theme looks for its own parts by other ids that begin like these."""

_THEMES_CLASS = re.compile(r"md-(?!button$|button--primary$|tags?$|icon$)")
"""Classes of the theme that lay something over the page or stand for its controls."""

_SCHEME = re.compile(r"[\s\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)


class _Removed(NamedTuple):
    """Something in a page's HTML that was left out."""

    tag: str
    attribute: str = ""
    """The one that isn't as it was; empty if the element is gone."""
    value: str = ""


def sanitises(config: MkDocsConfig) -> bool:
    """Return whether the settings ask for it.

    Raises:
        PluginError: they may, but not in words that can be relied on.
    """
    wanted = config.extra.get(SETTING, False)
    if "sanitize" in config.extra or not isinstance(wanted, bool):
        raise PluginError(f"mkdocs.yml: write the setting as 'extra: {{ {SETTING}: true }}', or leave it out")
    return wanted


def sanitised(content: str, path: str, note: Note | None) -> tuple[str, Problem | None]:
    """Return a page's HTML without what may do harm, and what is wrong if there was something.

    Args:
        content: the HTML.
        path: the page's path in the repository.
        note: what it was made of, if somebody wrote it.
    """
    cleaned = _CLEANER.clean(_without_inputs(content))
    removed = _first_removed(content, cleaned)
    return cleaned, _problem(removed, path, note) if removed else None


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Return an attribute's value as it may stay, or nothing where it may not."""
    if name == "id":
        return value if tag != "img" and _is_free(value) else None
    if name in {"for", "name"} and tag != "a":
        return value if _MADE_ID.fullmatch(value) else None
    if name == "class":
        return " ".join(word for word in value.split() if not _THEMES_CLASS.match(word)) or None
    if name.startswith("data-md"):
        return None
    if name == "srcset":
        return value if all(_is_safe(part) for part in value.split(",")) else None
    return value


def _is_free(name: str) -> bool:
    return not name.startswith("__") or _MADE_ID.fullmatch(name) is not None


def _is_safe(url: str) -> bool:
    scheme = _SCHEME.match(url)
    return scheme is None or scheme[1].lower() in _SCHEMES


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    attribute_filter=_attribute,
    generic_attribute_prefixes={"data-", "aria-"},
    filter_style_properties=_STYLES,
    url_schemes=_SCHEMES,
    link_rel=None,
)


def _without_inputs(content: str) -> str:
    """Return the HTML without inputs that are no boxes; a cleaner knows attributes, not what they make of a tag."""
    tree = LexborHTMLParser(content)
    asking = [node for node in tree.css("input") if (node.attributes.get("type") or "").lower() not in _BOXES]
    if not asking:
        return content
    for node in asking:
        node.decompose()
    return tree.body.inner_html or "" if tree.body else ""


def _first_removed(content: str, cleaned: str) -> _Removed | None:
    """Return the first thing in some HTML that isn't there once it is cleaned."""
    kept = _elements(cleaned)
    for tag, attributes in _elements(content):
        same_tag, others = next(kept, ("", {}))
        if tag != same_tag:
            return _Removed(tag)
        for name, value in attributes.items():
            if _spelling(name, value) != _spelling(name, others.get(name, "")) or name not in others:
                return _Removed(tag, name, value)
    return None


def _elements(content: str) -> Iterator[tuple[str, dict[str, str]]]:
    for node in LexborHTMLParser(f"<body>{content}").css("body *"):
        yield node.tag or "", {name: value or "" for name, value in node.attributes.items()}


def _spelling(name: str, value: str) -> str:
    """Return an attribute's value as a cleaner may write it too."""
    return "".join(value.split()).rstrip(";").lower() if name in {"class", "style"} else value


def _problem(removed: _Removed, path: str, note: Note | None) -> Problem:
    what = f"'{removed.attribute}' of <{removed.tag}>" if removed.attribute else f"<{removed.tag}>"
    span, line = _place(removed, note) if note else (Span(1), "")
    return Problem(
        path=path,
        span=span,
        code="unsafe-html",
        message=f"{what} is left out of the page",
        hint=f"the setting '{SETTING}' lets no text bring it; what follows may have more",
        source_line=line,
    )


def _place(removed: _Removed, note: Note) -> tuple[Span, str]:
    """Return where a note has what was removed, or its first line where that can't be told."""
    of_attribute = (removed.value, f"{removed.attribute}=") if removed.attribute else ()
    for needle in filter(None, (*of_attribute, f"<{removed.tag}")):
        for number, line in enumerate(note.body.split("\n")):
            column = line.lower().find(needle.lower())
            if column >= 0:
                return Span(note.body_line + number, column + 1, len(needle)), line
    return Span(note.body_line), ""
