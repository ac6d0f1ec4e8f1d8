"""Shows the callouts that GitHub shows, `> [!NOTE]` and its kin, as the theme's admonitions."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockQuoteProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

TYPES = {"note": "note", "tip": "tip", "important": "info", "warning": "warning", "caution": "danger"}
"""The theme's name for each sort of callout."""

_MARK = re.compile(rf"\s*\[!(?P<type>{'|'.join(TYPES)})\][ \t]*(?:\n|\Z)", re.IGNORECASE)

_QUOTE_SIGN = re.compile(r"\A {0,3}>[ ]?")


class Callouts(Extension):
    """The Markdown extension. A quotation whose first line is anything else stays one, as on GitHub."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Look at quotations before what stands in them is converted."""
        md.parser.blockprocessors.register(_SeparateQuotes(md.parser), "quote", priority=20)
        md.treeprocessors.register(_CalloutProcessor(md), "nexus-callouts", priority=30)

    def __repr__(self) -> str:
        return type(self).__name__


class _SeparateQuotes(BlockQuoteProcessor):
    """Keeps a callout apart from the quotation before or after it; Python-Markdown makes one of them."""

    _begins_callout = False

    def run(self, parent: Element, blocks: list[str]) -> None:
        self._begins_callout = _MARK.match(_QUOTE_SIGN.sub("", blocks[0])) is not None
        super().run(parent, blocks)

    def lastChild(self, parent: Element) -> Element | None:  # noqa: N802 # its name in Markdown
        last = super().lastChild(parent)
        first = last[0] if last is not None and last.tag == "blockquote" and len(last) else None
        is_callout = first is not None and _MARK.match(first.text or "") is not None
        return None if self._begins_callout or is_callout else last


class _CalloutProcessor(Treeprocessor):
    def run(self, root: Element) -> None:
        for quote in list(root.iter("blockquote")):
            first = next(iter(quote), None)
            mark = _MARK.match(first.text or "") if first is not None and first.tag == "p" else None
            if first is not None and mark:
                _turn(quote, first, mark["type"].lower(), (first.text or "")[mark.end() :])


def _turn(quote: Element, first: Element, name: str, rest: str) -> None:
    body = list(quote) if rest.strip() else list(quote)[1:]
    first.text = rest
    quote.tag = "div"
    for child in list(quote):
        quote.remove(child)
    quote.attrib = {"class": f"admonition {TYPES[name]}"}
    SubElement(quote, "p", {"class": "admonition-title"}).text = name.capitalize()
    quote.extend(body)
