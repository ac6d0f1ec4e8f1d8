"""Decides for each reference of a built site whether it works in a browser, and where it leads."""

from __future__ import annotations

from urllib.parse import quote

from nexus_links.addresses import WEB, Fault, cleaned, fault_of, scheme_of
from nexus_links.built_site import BuiltSite, Destination
from nexus_links.html_page import Reference
from nexus_links.own_repository import repository_check
from nexus_links.project import Project


class LinkRules:
    """Checks the addresses of a site, each once, however many pages have it."""

    def __init__(self, project: Project, site: BuiltSite) -> None:
        self._site = site
        self._repository = repository_check(project.root, project.repo_url, project.edit_uri)
        self._results: dict[tuple[str, str, bool], Fault | None] = {}
        self._faults: dict[tuple[str, str | None, bool], Fault | None] = {}

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
        fault = self._faults[key]
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
        place = (target.address, target.fragment, reference.attribute == "usemap")
        if place not in self._results:
            self._results[place] = self._own_fault(target, page, reference)
        return self._results[place], target

    def _own_fault(self, target: Destination, page: str, reference: Reference) -> Fault | None:
        found = self._site.file_at(target)
        if isinstance(found, Fault):
            return found
        if reference.attribute == "usemap":
            has_map = target.fragment in self._site.document(page).maps
            return None if has_map else Fault("missing-anchor", f"this page has no map '{target.fragment}'")
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
