"""Turns the old addresses that notes list into redirects, and records those that can't become one.

An alias never replaces a page, and a redirect leads to a note's page. So none leads to another redirect, and there
are no chains or loops.
"""

from __future__ import annotations

import mimetypes
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from nexus_core.model.catalogue import Catalogue
from nexus_core.model.note import Note, is_index
from nexus_core.read.paths import page_address
from nexus_core.read.repository import is_markdown
from nexus_core.schema.kinds import SECTIONS

NAME_LIMIT = 255
"""Bytes that the name of one file or folder may have on the usual file systems."""

PATH_LIMIT = 1024
"""Bytes that a whole path may have on all of them."""

_UNPRINTED = re.compile(r"[\x00-\x1f\x7f\ufffd]")

_MADE = ("404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json")
"""Files that every build writes."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """One old address of a note's page."""

    old: str
    """Where the page was, from the site's root: `old/page/`, `old/page.html`, or its source, `old/page.md`."""
    target: str
    """The path of the note whose page it is."""

    def file(self, *, directory_urls: bool = True) -> str:
        """Return the file, in the built site, that a browser asks for at the old address."""
        if is_markdown(self.old):
            return published_file(self.old, directory_urls=directory_urls)
        return self.old if self.old and not self.old.endswith("/") else f"{self.old}index.html"


class Refusal(NamedTuple):
    """Why an alias can't be an old address."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class RefusedAlias:
    """An alias of a note that doesn't become a redirect."""

    note: Note
    index: int
    """Its place in the note's `aliases`, from 0."""
    refusal: Refusal


class Aliases(NamedTuple):
    """What has become of the aliases of all notes."""

    redirects: tuple[Redirect, ...]
    refused: tuple[RefusedAlias, ...]


def published_file(path: str, *, directory_urls: bool = True) -> str:
    """Return the file, in the built site, of the page made of a source; `directory_urls` is MkDocs's setting."""
    address = page_address(path)
    return f"{address}index.html" if directory_urls or is_index(path) else f"{address.removesuffix('/')}.html"


def resolve_aliases(notes: Iterable[Note], catalogue: Catalogue, files: Iterable[str], site_url: str) -> Aliases:
    """Return a redirect for each alias of the notes, and the aliases that are wrong.

    `files` are what is published besides pages, and `site_url` is the address of the site, or empty. Whatever has
    an address already keeps it, and of two notes that list the same alias the first one gets it.
    """
    every = tuple(notes)
    if not any(True for note in every for _ in _aliases(note)):
        return Aliases((), ())
    taken = _Taken(every, catalogue, files)
    redirects, refused = [], []
    for note in every:
        for index, alias in _aliases(note):
            read = read_alias(alias, site_url)
            redirect = Redirect(read, note.path) if isinstance(read, str) else None
            refusal = taken.claim(redirect, alias) if redirect else read
            if isinstance(refusal, Refusal):
                refused.append(RefusedAlias(note, index, refusal))
            elif redirect:
                redirects.append(redirect)
    return Aliases(tuple(redirects), tuple(refused))


def _aliases(note: Note) -> Iterator[tuple[int, str]]:
    """Yield a note's aliases with their places in the list as it is written."""
    written = note.front.fields.get("aliases")
    for index, alias in enumerate(written if isinstance(written, list) else ()):
        if isinstance(alias, str):
            yield index, alias


def read_alias(alias: str, site_url: str) -> str | Refusal:
    """Return the old address that an alias means, from the site's root, or why it means none."""
    try:
        parts = urlsplit(alias.strip())
    except ValueError:
        return Refusal("invalid-alias", f"'{alias}' is not an address", "write it like /old/page/")
    path: str | None = parts.path
    if parts.scheme or parts.netloc:
        path = _below_site(parts, site_url)
        if path is None:
            return _elsewhere(alias, parts, site_url)
    path = unquote(path or "")
    if not path:
        return Refusal("invalid-alias", f"'{alias}' names no page", "write it like /old/page/, or leave it out")
    if parts.query or parts.fragment:
        part = "a query (?…)" if parts.query else "a fragment (#…)"
        return Refusal("invalid-alias", f"'{alias}' has {part}, which a redirect can't match", _meant(path))
    if "\\" in path or _UNPRINTED.search(path):
        meant = _UNPRINTED.sub("", path.replace("\\", "/"))
        return Refusal("invalid-alias", f"'{alias}' is not an address", _meant(meant))
    return _inside(alias, path)


def _below_site(parts: SplitResult, site_url: str) -> str | None:
    """Return the path of a full address below the site's, or None where it is elsewhere."""
    site = urlsplit(site_url)
    base = site.path.rstrip("/") + "/"
    is_site = parts.scheme in {"", "http", "https"} and parts.netloc.casefold() == site.netloc.casefold() != ""
    if not is_site or not f"{parts.path}/".startswith(base):
        return None
    return "/" + parts.path[len(base) :]


def _elsewhere(alias: str, parts: SplitResult, site_url: str) -> Refusal:
    if not site_url:
        message = f"'{alias}' is a full address, but mkdocs.yml has no site_url to compare it with"
        return Refusal("alias-outside", message, "write it from the site's root, like /old/page/")
    hint = _meant(parts.path if parts.netloc else "")
    return Refusal("alias-outside", f"'{alias}' is not below {site_url}", hint)


def _inside(alias: str, path: str) -> str | Refusal:
    """Return a decoded path without its dots, as a folder unless it ends like a page's file."""
    clean = posixpath.normpath(path.lstrip("/") or ".")
    if clean == ".." or clean.startswith("../"):
        meant = f"{clean}/" if path.endswith("/") else clean
        return Refusal("alias-outside", f"'{alias}' leads out of the site", _meant(meant.replace("../", "")))
    if clean == ".":
        return ""
    names = [name.encode() for name in clean.split("/")]
    if max(map(len, names)) > NAME_LIMIT or len(b"/".join(names)) > PATH_LIMIT:
        return Refusal("invalid-alias", "this is too long for the name of a file", "shorten it")
    if path.endswith("/"):
        return _without_index(f"{clean}/")
    if is_markdown(clean) or clean.endswith((".html", ".htm")):
        return _without_index(clean)
    if mimetypes.guess_type(clean)[0]:
        hint = f"if it was a page, write '/{clean}/'"
        return Refusal("invalid-alias", f"'{alias}' names a file: only the address of a page redirects", hint)
    return f"{clean}/"


def _without_index(clean: str) -> str:
    """Return an address without the name that servers add to it: `old/` for `old/index.html`."""
    return clean.removesuffix("index.html") if f"/{clean}".endswith("/index.html") else clean


def _meant(path: str) -> str:
    """Return a hint with the address below the site that was probably meant."""
    inside = path.strip("/.")
    return f"did you mean '/{inside}{'/' if path.endswith('/') else ''}'?" if inside else "write it like /old/page/"


class _Owner(NamedTuple):
    """What has an address."""

    name: str
    by_alias: bool = False


class _Taken:
    """The files that the site has already, and what each is."""

    def __init__(self, notes: Iterable[Note], catalogue: Catalogue, files: Iterable[str]) -> None:
        self._owners: dict[str, _Owner] = {}
        self._folders: dict[str, _Owner] = {}
        for note in notes:
            self._add(published_file(note.path), _Owner(note.path))
        for skill in catalogue.skills:
            self._add(published_file(skill.path), _Owner(f"the skill '{skill.name}'"))
        for kind in {note.kind for note in notes} & set(SECTIONS):
            self._add(f"{kind.folder}/index.html", _Owner(f"the section {kind.title}"))
        for file in files:
            self._add(file.removeprefix("docs/"), _Owner(file))
        for file in _MADE:
            self._add(file, _Owner("a file that every site has"))

    def _add(self, file: str, owner: _Owner) -> None:
        """Note whose a file is; names that differ in case alone are one file on many a file system."""
        key = file.casefold()
        self._owners.setdefault(key, owner)
        for folder in _folders_of(key):
            self._folders.setdefault(folder, owner)

    def claim(self, redirect: Redirect, alias: str) -> Refusal | None:
        """Give a redirect its file, or say whose it is."""
        key = redirect.file().casefold()
        owners = (self._owners.get(path) for path in (key, *_folders_of(key)))
        owner = next(filter(None, owners), None) or self._folders.get(key)
        if owner is None:
            self._add(key, _Owner(redirect.target, by_alias=True))
            return None
        if owner.name == redirect.target:
            what = "a duplicate of another alias" if owner.by_alias else "this page's own address"
            return Refusal("needless-alias", f"'{alias}' is {what}", "remove it")
        if owner.by_alias:
            return Refusal("alias-taken", f"'{alias}' is already an alias of {owner.name}", "keep one")
        return Refusal(
            "alias-taken", f"'{alias}' is the address of {owner.name}", "remove the alias, or move what is there"
        )


def _folders_of(file: str) -> Iterator[str]:
    """Yield the folders that a file lies in, without the site's root."""
    while file := posixpath.dirname(file):
        yield file
