"""Decides for each reference of a built site whether it works in a browser, and where it leads."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from nexus_core.problems.problem import Severity
from nexus_links.addresses import LOOPBACK, WEB, Fault, cleaned, fault_of, scheme_of
from nexus_links.built_site import BuiltSite, Destination
from nexus_links.html_page import Reference
from nexus_links.own_repository import repository_check
from nexus_links.placeholders import is_example_host
from nexus_links.project import Project

_OPENING = frozenset({"a", "area", "iframe", "embed", "object"})
_STARTING = re.compile(r"\b(?:serve|server|runserver|start|dev|up|run|launch|preview)\b", re.IGNORECASE)
"""Words of a command that starts a server."""


class LinkRules:
    """Checks the addresses of a site, each once, however many pages have it."""

    def __init__(self, project: Project, site: BuiltSite) -> None:
        self._site = site
        self._repository = repository_check(project.root, project.repo_url, project.edit_uri)
        self._results: dict[tuple[str, str, bool], Fault | None] = {}
        self._faults: dict[tuple[str, str | None, bool], Fault | None] = {}
        self._opened: set[str] = set()

    def check(self, page: str, reference: Reference) -> tuple[Fault | None, Destination | None]:
        """Return what is wrong with a reference, and where it leads."""
        value = cleaned(reference.value)
        if not value and (reference.tag, reference.attribute) in {("form", "action"), ("a", "ping")}:
            return None, None
        # The site's own host is valid, even if it is localhost or example.com.
        key = (value, reference.shown, reference.attribute == "json-ld")
        if key not in self._faults:
            own = self._site.is_on_host(value)
            self._faults[key] = None if own else fault_of(value, reference.shown, is_template=key[2])
        fault = self._in_context(page, reference, value, self._faults[key])
        if fault:
            return fault, None
        if scheme_of(value) not in {"", *WEB}:
            return None, None
        try:
            target = self._site.from_page(page, value)
        except ValueError as error:
            return Fault("invalid-url", f"not a valid address: {error}"), None
        if not target.is_own:
            return self._repository(target.address, target.fragment), target
        if reference.tag in _OPENING:
            self._opened.add(target.address)
        place = (target.address, target.fragment, reference.attribute == "usemap")
        if place not in self._results:
            self._results[place] = self._own_fault(target, page, reference)
        return self._results[place], target

    def _in_context(self, page: str, reference: Reference, value: str, fault: Fault | None) -> Fault | None:
        """Return what is left of a fault on its page: tutorials start servers, and show markup that works."""
        if fault is None or not page.endswith((".html", ".htm")):
            return fault
        if fault.code == "localhost" and reference.shown is not None and reference.tag in _OPENING:
            return _of_tutorial(fault, value, reference.shown, self._site.document(page).code)
        is_reserved = fault.code == "placeholder" and is_example_host(urlsplit(value).hostname or "")
        bare = re.sub(r"^(?:https?:)?//|/$", "", value)
        return None if is_reserved and bare in self._site.document(page).code else fault

    def is_opened(self, path: str) -> bool:
        """Return whether a link or a frame checked so far leads to a file as a document of its own."""
        return self._site.address_of(path) in self._opened

    def _own_fault(self, target: Destination, page: str, reference: Reference) -> Fault | None:
        found = self._site.file_at(target)
        if isinstance(found, Fault):
            return found
        if reference.attribute == "usemap":
            has_map = target.fragment in self._site.document(page).maps
            return None if has_map else Fault("missing-anchor", f"this page has no map '{target.fragment}'")
        if not found.endswith((".html", ".htm")) and target.fragment in self._site.style_hooks:
            return None
        if reference.attribute in {"content", "json-ld"} or self._site.has_anchor(found, target.fragment):
            return None
        document = self._site.document(found) if found.endswith((".html", ".htm")) else None
        if document and document.refreshes_to:
            onward = self._site.from_page(found, document.refreshes_to)
            file = self._site.file_at(onward) if onward.is_own else ""
            if isinstance(file, str) and (not file or self._site.has_anchor(file, target.fragment)):
                return None
        if target.fragment.startswith("fnref:"):
            note = target.fragment.removeprefix("fnref:")
            message = f"nothing on this page refers to the footnote '{note}'"
            return Fault("missing-anchor", message, f"write '[^{note}]' where it belongs, or remove it")
        near = self._site.near_anchor(found, target.fragment)
        shown = found.removesuffix("index.html") or "the home page"
        hint = f"did you mean '#{near}'?" if near else "give the id of a heading that is there"
        return Fault("missing-anchor", f"'{shown}' has no '#{target.fragment}'", hint)

    def is_linked(self, page: str, name: str) -> bool:
        """Return whether a reference checked so far leads to a name on a page."""
        address = self._site.address_of(page)
        return any((address, fragment, False) in self._results for fragment in (name, quote(name)))


def _of_tutorial(fault: Fault, value: str, shown: str, code: str) -> Fault | None:
    """Return what is wrong with a link to the reader's own machine on a page with some code."""
    if re.search(rf"(?<![\w.]){LOOPBACK}(?!\w)", shown):
        return None
    parts = urlsplit(value)
    path = parts.path.rstrip("/")
    is_named = re.search(rf"\b{parts.port}\b" if parts.port else LOOPBACK, code) is not None
    if is_named and path in code:
        return None
    return fault._replace(severity=Severity.ADVICE) if not path and _STARTING.search(code) else fault
