"""A built site as a host serves it: which file an address leads to, in exact spelling, and what is in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from nexus_core.problems.spelling import closest
from nexus_links.addresses import Fault, cleaned
from nexus_links.deployments import Deployments
from nexus_links.html_page import HtmlPage, read_page

NOWHERE = "http://site.invalid/"
"""The address of a site that has none yet."""

_STYLE_HOOK = re.compile(r"\[\s*(?:src|href|srcset)\s*[$*~^|]?=\s*[\"']?[^\]\"'#]*#([\w-]+)")
"""A fragment in a selector, as in `img[src$="#only-dark"]`."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an address leads."""

    address: str
    """The full address, without its fragment."""
    fragment: str = ""
    """Behind the first `#`, as it is written."""
    is_own: bool = False
    """Whether it is on the site's own host."""


class BuiltSite:
    """The files of a built site, and the address that they have."""

    def __init__(self, root: Path, address: str = "", deployments: Deployments | None = None) -> None:
        self.root = root
        self._deployments = deployments or Deployments()
        self.address = (address or NOWHERE).rstrip("/") + "/"
        self._parts = urlsplit(self.address)
        self._documents: dict[str, HtmlPage] = {}
        self._starts: dict[str, str] = {}
        self._targets: dict[tuple[str, str], Destination] = {}

    @cached_property
    def files(self) -> frozenset[str]:
        """The paths of all files, with forward slashes."""
        return frozenset(path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file())

    @cached_property
    def folders(self) -> frozenset[str]:
        """The paths of all folders."""
        return frozenset(parent for path in self.files for parent in _parents(path))

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {path.casefold(): path for path in self.files}

    @cached_property
    def _addresses(self) -> frozenset[str]:
        return frozenset(path.removesuffix("index.html") for path in self.files if path.endswith("/index.html"))

    @property
    def pages(self) -> list[str]:
        """The paths of all HTML files, sorted."""
        return sorted(path for path in self.files if path.endswith((".html", ".htm")))

    def document(self, path: str) -> HtmlPage:
        """Return an HTML file as a browser reads it."""
        if path not in self._documents:
            self._documents[path] = read_page(self._text(path))
        return self._documents[path]

    def address_of(self, path: str) -> str:
        """Return the full address of a file; an index has that of its folder."""
        if path == "404.html":  # shown at any address; its links are made to start from the root
            return self.address
        return self.address + quote(re.sub(r"(?:^|(?<=/))index\.html$", "", path))

    def target(self, value: str, base: str) -> Destination:
        """Return where a cleaned address leads from a page whose address is `base`.

        Raises:
            ValueError: no browser could read it.
        """
        bare, _, fragment = value.partition("#")
        joined = _without_dots(urljoin(base, bare.replace(" ", "%20")) if bare else base)
        parts = urlsplit(joined)
        own = parts.scheme in {"http", "https"} and _host(parts) == _host(self._parts)
        if own and "//" in parts.path:  # hosts serve what has one slash, and 404.html is full of two
            parts = parts._replace(path=re.sub("/{2,}", "/", parts.path))
            joined = urlunsplit(parts)
        return Destination(
            joined, fragment, own and not self._is_elsewhere(parts.path, is_full=bool(urlsplit(bare).netloc))
        )

    def _is_elsewhere(self, path: str, *, is_full: bool) -> bool:
        """Return whether something else on the site's host serves a path."""
        whole, inside = self._split(path)
        if self._deployments.serve(whole, inside, self.folders):
            return True
        # A full address beside the site's is another site on the same host; a path beside it is a slip.
        is_moved = self._deployments.built_at(whole, inside) is not None
        return is_full and not is_moved and not f"{path}/".startswith(self._parts.path)

    def _split(self, path: str) -> tuple[str, str]:
        """Return a decoded path, and what of it is below the site; that is empty for one outside of it."""
        whole, prefix = unquote(path) or "/", unquote(self._parts.path)
        return whole, whole[len(prefix) :] if f"{whole}/".startswith(prefix) else ""

    def from_page(self, page: str, value: str) -> Destination:
        """Return where an address in a page leads, counting its `<base>`.

        Raises:
            ValueError: no browser could read it.
        """
        if page not in self._starts:
            base = self.document(page).base if page.endswith((".html", ".htm")) else ""
            own = self.address_of(page)
            self._starts[page] = urljoin(own, cleaned(base)) if base else own
        # A fragment alone leads from the base too: with a <base>, `#x` leaves the page.
        key = self._folded_up(self._starts[page], cleaned(value))
        if key not in self._targets:
            self._targets[key] = self.target(key[1], key[0])
        return self._targets[key]

    def _folded_up(self, start: str, value: str) -> tuple[str, str]:
        """Return an address and what it starts from with the same meaning, in the form that most pages share.

        From `a/b/`, `../c/` is `c/` from `a/`: a menu of thousands of pages is followed once, not from each.
        """
        if not value or value[0] in "#?" or ":" in value:
            return start, value
        folder = start.rpartition("/")[0] + "/"
        while value.startswith("../") and value[3:4] != "/" and self._is_inside(folder):
            value, folder = value[3:], folder[:-1].rpartition("/")[0] + "/"
        return folder, value

    def _is_inside(self, folder: str) -> bool:
        return len(folder) > len(self.address) and folder.startswith(self.address)

    def is_on_host(self, value: str) -> bool:
        """Return whether a cleaned address names the site's own host."""
        if self.address == NOWHERE or not re.match(r"(?:https?:)?//", value, re.IGNORECASE):
            return False
        try:
            return _host(urlsplit(value)) == _host(self._parts)
        except ValueError:
            return False

    def file_at(self, target: Destination) -> str | Fault:
        """Return the path of the file that an own address leads to, or why none does."""
        path, inside = self._split(urlsplit(target.address).path)
        prefix = unquote(self._parts.path)
        moved = self._deployments.built_at(path, inside)
        if moved is None and not f"{path}/".startswith(prefix):
            message = f"'{path}' is outside of the site, which begins at '{prefix}'"
            return Fault("outside-site", message, f"link the page by its file, or begin with '{prefix}'")
        inside = inside if moved is None else moved
        if inside in self.files:
            return inside
        folder = inside.rstrip("/")
        if inside in {"", folder, f"{folder}/"} and (folder in self.folders or not folder):
            index = f"{folder}/index.html".lstrip("/")
            return index if index in self.files else self._missing(f"{folder}/", "a folder without a page")
        return self._missing(inside, "")

    def _missing(self, path: str, why: str) -> Fault:
        candidates = (path, f"{path.rstrip('/')}/index.html", f"{path.rstrip('/')}.html")
        same = next((self._folded[name.casefold()] for name in candidates if name.casefold() in self._folded), None)
        code = "missing-page" if posixpath.splitext(path)[1] in {"", ".html", ".htm", ".md"} else "missing-file"
        if same and same not in candidates:
            return Fault("wrong-case", f"there is no '{path}' on the site", f"'{same}' is spelt differently")
        near = closest(path, self.files) or closest(re.sub(r"\.(?:md|html?)$|(?<!/)$", "/", path), self._addresses)
        hint = f"did you mean '{near.removesuffix('index.html')}'?" if near else ""
        return Fault(code, f"'{path}' is {why}" if why else f"there is no '{path}' on the site", hint)

    def has_anchor(self, path: str, fragment: str) -> bool:
        """Return whether a fragment leads to a place in a file, as in https://html.spec.whatwg.org/#find-a-potential-indicated-element."""
        bare = fragment.partition(":~:")[0]
        if not bare or bare.lower() == "top" or not path.endswith((".html", ".htm", ".svg")):
            return True
        if path.endswith(".svg"):
            return self._has_svg_anchor(path, bare)
        document = self.document(path)
        return any(name in document.ids or name in document.names for name in (bare, unquote(bare)))

    def _has_svg_anchor(self, path: str, fragment: str) -> bool:
        if fragment.startswith(("svgView(", "xywh=", "t=")):
            return True
        return re.search(rf"\bid\s*=\s*([\"']){re.escape(unquote(fragment))}\1", self._text(path)) is not None

    @cached_property
    def style_hooks(self) -> frozenset[str]:
        """The fragments of pictures that style sheets choose by; those of Material and GitHub count everywhere."""
        sheets = (self._text(path) for path in self.files if path.endswith(".css"))
        inside = (self.document(path).markup for path in self.pages)
        found = (name for text in (*sheets, *inside) if "#" in text for name in _STYLE_HOOK.findall(text))
        return frozenset((*found, "only-light", "only-dark", "gh-light-mode-only", "gh-dark-mode-only"))

    def is_template(self, path: str) -> bool:
        """Return whether a file that was only copied holds Jinja's marks, which nothing has filled in."""
        return re.search(r"\{[{%]", self._text(path)) is not None

    def _text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def near_anchor(self, path: str, fragment: str) -> str:
        """Return the anchor of a page that was probably meant, or an empty string."""
        return closest(unquote(fragment), self.document(path).ids) or "" if path.endswith((".html", ".htm")) else ""


def _host(parts: SplitResult) -> tuple[str, int]:
    """Return an address's host and port; the two schemes of the web count as one."""
    port = parts.port or 0
    return (parts.hostname or "", 0 if port in {80, 443} else port)


def _without_dots(address: str) -> str:
    """Return an address with `.` and `..` in its path followed, as browsers do, encoded ones too."""
    parts = urlsplit(address)
    if "/." not in parts.path and "%2e" not in parts.path.lower():
        return address
    path = re.sub(
        r"(?<=/)(?:\.|%2e){1,2}(?=/|$)", lambda m: "." * len(unquote(m[0])), parts.path, flags=re.IGNORECASE
    )
    return urlunsplit(parts._replace(path=urlsplit(urljoin("http://host/", path)).path))


def _parents(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
