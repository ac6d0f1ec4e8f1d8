"""The plain Markdown of pages: what a program reads of a page that was composed for people.

What is there for the look alone goes: wrappers of HTML, comments, drawings and attribute lists. A mark, whose words
are in its title, becomes a link with those words, and a definition an entry of a list. Code stays as it is.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlsplit

from nexus_core.model.redirects import published_file
from nexus_core.read.markdown import code
from nexus_core.read.paths import relative, resolve
from nexus_core.read.repository import is_markdown
from nexus_core.write.outputs.site import Site
from nexus_core.write.pages import Page, pages
from nexus_core.write.shared_markdown import CLOSE, MARK, TO
from nexus_core.write.view import View

_STASHED = re.compile(f"{TO}([0-9]+){CLOSE}")

_EVIDENCE = re.compile(r'\s*<span class="marks">.*?</span>', re.DOTALL)
_UNSEEN = re.compile(r"<!--.*?-->|<(svg|script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = r"(?:[.#][\w:-]+|data-[\w-]+|[\w-]+=(?:\"[^\"\n]*\"|[\w-]+))"
_ATTRIBUTES = re.compile(rf"\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}")
_BREAK = re.compile(r"<br\s*/?>(?!\n)")
_TAG = re.compile(r"</?(?!(?:a|img)\b)[a-z][\w-]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
"""A tag of HTML. Links and pictures that are written in it say something that their words don't, and stay."""
_DEFINITION = "\n:   "
_ENTRY = re.compile(r"(?:[-*+]|\d+[.)]) ")
_LINK = re.compile(
    r"(?P<opened>!\[|\[)(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\((?P<to>[^()\s]+)(?:\s+\"(?P<title>[^\"]*)\")?\)",
    re.DOTALL,
)
_REFERENCE = re.compile(r"^( {0,3}\[[^\]\n]+\]:[ \t]+)(\S+)", re.MULTILINE)


def markdown_files(view: View, site: Site) -> Iterator[tuple[str, str]]:
    """Yield where the plain Markdown of each page is published, and its text."""
    plain_pages = PlainPages(view, site)
    for page in plain_pages.pages.values():
        file = plain_pages.file(page.path)
        yield file, plain_pages.text(page, file)


class PlainPages:
    """The plain Markdown of all pages: where it is published, its text, and where its links lead."""

    def __init__(self, view: View, site: Site) -> None:
        self.pages = pages(view)
        self._view = view
        self.site = site
        self._known: dict[tuple[str, str], dict[str, str | None]] = {}
        self._shared: dict[tuple[int, str], str] = {}

    def text(self, page: Page, file: str) -> str:
        """Return the plain Markdown of a page as it stands in a published file."""
        # Full addresses are the same wherever the text stands.
        form = f"plain, {self.site.url or file}"
        return self._view.compose_once(page.path, form, partial(self._compose, page, file))

    def _compose(self, page: Page, file: str) -> str:
        text = plain(page.compose_marked(), self._leader(page.path, file))
        return MARK.sub(lambda mark: self._shared_piece(int(mark[1]), file), text)

    def _shared_piece(self, number: int, file: str) -> str:
        """Return a piece in short: where a skill's page is linked to, no mark has to name its notes again."""
        key = (number, "" if self.site.url else posixpath.dirname(file))
        if key not in self._shared:
            text = _EVIDENCE.sub("", self._view.shared.text(number, ""))
            self._shared[key] = plain(text, self._leader("", file)).strip()
        return self._shared[key]

    def file(self, path: str) -> str:
        """Return where the plain Markdown of the page made of a source is published."""
        html = published_file(path, directory_urls=self.site.directory_urls)
        return f"{html.removesuffix('.html')}.md"

    def _leader(self, source: str, file: str) -> Callable[[str], str | None]:
        """Return what gives a link of a page's source as a published file has it; None if it leads to no page."""
        # All pages of a folder have their links to other files in common.
        known = self._known.setdefault((posixpath.dirname(source), posixpath.dirname(file)), {})

        def to(link: str) -> str | None:
            if link not in known:
                known[link] = self._lead(link, source, file)
            return known[link]

        return to

    def address(self, target: str, file: str) -> str:
        """Return the address of a published file: in full, or where the site's is not known from another file."""
        return self.site.at(target) if self.site.url else relative(file, target)

    def _lead(self, link: str, source: str, file: str) -> str | None:
        target = resolve(source, link)
        if target is None or link.startswith(("#", "?")) or "." not in posixpath.basename(target):
            return link
        if not is_markdown(target):
            return self.address(target.removeprefix("docs/"), file)
        if target not in self.pages:
            return None
        fragment = urlsplit(link).fragment
        return self.address(self.file(target), file) + (f"#{fragment}" if fragment else "")


def plain(markdown: str, to: Callable[[str], str | None]) -> str:
    """Return a page's composed Markdown for programs; `to` gives what each link becomes, or None for no link."""
    stash: list[str] = []

    def linked(match: re.Match[str]) -> str:
        words = _LINK.sub(linked, match["words"]) if "](" in match["words"] else match["words"]
        address = to(match["to"])
        if address is None:
            return words
        title = f' "{match["title"]}"' if words and match["title"] else ""
        return f"{match['opened']}{words or match['title'] or ''}]({address}{title})"

    text = "".join(_without_code(markdown, stash))
    text = _ATTRIBUTES.sub("", _UNSEEN.sub("", text))
    text = _TAG.sub("", _BREAK.sub("; ", text))
    text = "".join(_with_entries(text))
    text = _LINK.sub(linked, text).replace(")[", "), [")
    if "]:" in text:
        text = _REFERENCE.sub(lambda match: match[1] + (to(match[2]) or match[2]), text)
    text = re.sub(r"\n[ \t]*(?:\n[ \t]*)+\n", "\n\n", text).strip()
    return _STASHED.sub(lambda match: stash[int(match[1])], text) + "\n"


def _without_code(text: str, stash: list[str]) -> Iterator[str]:
    """Yield the pieces of a text, its code put away."""
    done = 0
    for start, end in code(text):
        stash.append(text[start:end])
        yield f"{text[done:start]}{TO}{len(stash) - 1}{CLOSE}"
        done = end
    yield text[done:]


def _with_entries(text: str) -> Iterator[str]:
    """Yield the pieces of a text, each term with its definition as an entry of a list."""
    end = 0
    while (place := text.find(_DEFINITION, end)) >= 0:
        line = text.rfind("\n", end, place) + 1
        after = place + len(_DEFINITION)
        if (end and not line) or not text[line:place].strip() or text[line].isspace():
            yield text[end:after]  # no term stands before it
        else:
            colon = ":\n    " if _ENTRY.match(text, after) else ": "
            yield f"{text[end:line]}- {text[line:place]}{colon}"
        end = after
    yield text[end:]
