"""Says from where this package was installed, so that a new portfolio requires it from the same place."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution

PACKAGE = "alx-project-nexus"


def requirement() -> str:
    """Return the line of a requirements file, from what pip has noted of the installation.

    See https://peps.python.org/pep-0610/. Nothing noted means an index; so does code that is run uninstalled.
    """
    try:
        installed = distribution(PACKAGE)
    except PackageNotFoundError:
        return PACKAGE
    return requirement_of(installed.read_text("direct_url.json"), installed.version)


def requirement_of(noted: str | None, version: str) -> str:
    """Return the requirement for a version with the `direct_url.json` that is given."""
    if not noted:
        return f"{PACKAGE}>={version}"
    place = json.loads(noted)
    url, vcs = place["url"], place.get("vcs_info")
    if not vcs:
        return f"{PACKAGE} @ {url}"
    # A branch or a tag was asked for, or nothing: the next installation gets what is newest there.
    revision = f"@{vcs['requested_revision']}" if vcs.get("requested_revision") else ""
    subdirectory = f"#subdirectory={place['subdirectory']}" if place.get("subdirectory") else ""
    return f"{PACKAGE} @ {vcs['vcs']}+{url}{revision}{subdirectory}"


def is_of_this_machine(line: str) -> bool:
    """Return whether a requirement can be installed here alone."""
    return "@ file:" in line
