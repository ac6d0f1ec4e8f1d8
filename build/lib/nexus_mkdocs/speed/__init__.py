"""Everything that is there only for speed, behind one entrance and one switch; see the README beside this file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

from nexus_mkdocs.speed.switches import uses

if TYPE_CHECKING:
    from nexus_mkdocs.events import SiteEvents


def install(config: MkDocsConfig, start: Callable[[], SiteEvents], *, serving: bool, dirty: bool) -> None:
    """Start a build that takes less time than it would by itself, and writes the same site.

    Args:
        config: the settings.
        start: loads the portfolio and registers the events of its build. It isn't called if nothing has changed.
        serving: whether the site is served.
        dirty: whether MkDocs was asked to build only the pages that it finds changed.
    """
    if not uses("speed"):
        start()
        return
    # What the rest needs takes longer to import than it takes to see that nothing has changed.
    from nexus_mkdocs.speed.cache.skip_build import Unchanged, nothing_changed  # noqa: PLC0415

    if not serving and not dirty and nothing_changed(config):
        config.plugins["nexus/unchanged"] = Unchanged()
        return
    from nexus_mkdocs.speed.events import SpeedEvents  # noqa: PLC0415

    config.plugins["nexus/speed"] = SpeedEvents(config, start, serving=serving, dirty=dirty)
