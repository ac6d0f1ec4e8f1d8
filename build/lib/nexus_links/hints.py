"""Improves the message and hint of a broken link by what is known of the project's sources."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

from nexus_core.problems.spelling import closest
from nexus_core.read.paths import relative
from nexus_links.addresses import Fault, cleaned, to_replace
from nexus_links.built_site import BuiltSite
from nexus_links.placeholders import placeholder_in
from nexus_links.project import Project

_UNFOUND = frozenset({"missing-page", "missing-file", "wrong-case"})


class Hints:
    """Hints from source files, also from those that weren't published."""

    def __init__(self, project: Project, site: BuiltSite) -> None:
        self._project = project
        self._site = site
        self._unbuilt = {
            address: source
            for source in project.sources.values()
            if not source.is_built
            for address in (site.address_of(source.destination), site.address_of(source.destination).rstrip("/"))
        }

    def improved(self, fault: Fault, value: str, address: str, uri: str) -> Fault:
        """Return a fault with a better message or hint, if there is one.

        Args:
            fault: why the address leads nowhere.
            value: the address as the page has it.
            address: the full address.
            uri: the page's source, as links between pages name it; empty where it has none.
        """
        if fault.code not in _UNFOUND:
            return fault
        part = placeholder_in(value)
        if part:
            return to_replace(part)
        unbuilt = self._unbuilt.get(address.partition("#")[0])
        if unbuilt:
            message = f"'{unbuilt.path}' is a draft or excluded: the site doesn't have it"
            return Fault("excluded-page", message, "publish it, or link another page")
        if "@" in value and "/" not in value:
            return fault._replace(hint=f"did you mean 'mailto:{value}'?")
        return self._from_source(fault, value, uri) if uri else fault

    def _from_source(self, fault: Fault, value: str, uri: str) -> Fault:
        """Improve a fault by reading the address as a path from its source file."""
        parts = urlsplit(cleaned(value))
        if parts.scheme or parts.netloc or parts.path.startswith("/") or parts.path.endswith("/"):
            return fault
        name = posixpath.normpath(posixpath.join(posixpath.dirname(uri), unquote(parts.path)))
        if not posixpath.splitext(name)[1] or name.startswith("../"):
            return fault
        source = self._project.sources.get(name)
        if source and source.is_built:
            hint = f"in HTML write '{relative(_page_folder(self._site, uri, self._project), source.destination)}'"
            return fault._replace(message=f"from the page's address this doesn't lead to '{name}'", hint=hint)
        same = next((known for known in self._project.sources if known.casefold() == name.casefold()), None)
        near = same or closest(name, self._project.sources)
        hint = f"did you mean '{relative(uri, near)}'?" if near else "see whether it was moved or renamed"
        code = "wrong-case" if same else fault.code
        return Fault(code, f"there is no '{name}'" + (": its name is spelt differently" if same else ""), hint)


def _page_folder(site: BuiltSite, uri: str, project: Project) -> str:
    """Return a path in the folder that a page's relative addresses start from."""
    address = site.address_of(project.sources[uri].destination).removeprefix(site.address)
    return f"{address}index.html" if not address or address.endswith("/") else address
