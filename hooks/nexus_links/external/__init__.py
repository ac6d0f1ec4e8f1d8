"""Checks the links that lead to other sites, as a polite guest and without ever being led into this network.

A link goes one way: its address is judged (`target`), waits its turn (`limits`), is asked for (`client`, on
connections that `network` has judged), is asked for again where that may help (`visits`), is followed to where it
leads (`following`), and what was found (`outcome`) becomes problems (`problems`) and is kept (`cache`). `checking`
runs all of it; `changed` says which lines a change touched, for those who want only the links on them.
"""

from __future__ import annotations

from nexus_links.external.changed import changed_lines
from nexus_links.external.options import Options
from nexus_links.external.outcome import Code
from nexus_links.external.run import ExternalLink, Progress, check

__all__ = ["Code", "ExternalLink", "Options", "Progress", "changed_lines", "check"]
