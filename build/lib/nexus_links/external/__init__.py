"""Checks links to other sites: politely, and without being led into the local network.

A link's address is parsed and refused if it isn't public (`target`, `network`), waits for its turn (`rate_limits`),
is requested (`client`), requested again where that may help (`retries`) and followed (`redirects`). What was found
becomes problems (`outcomes`) and is kept (`cache`); `run` does all of it.
"""

from __future__ import annotations

from nexus_links.external.options import Options
from nexus_links.external.outcomes import Code, ExternalLink
from nexus_links.external.run import Progress, check

__all__ = ["Code", "ExternalLink", "Options", "Progress", "check"]
