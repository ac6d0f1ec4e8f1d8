"""Lets a build leave out what makes it faster, to compare what comes of it.

There is `markdown` (`rendering`), `nav` (`bounded_nav`), `templates` (`remembered`), `blanks` (`compact`), `search`
(`search_index`) and `incremental`.
"""

from __future__ import annotations

import os


def uses(trick: str) -> bool:
    """Say whether a build uses a trick: the environment variable NEXUS_WITHOUT names those that it leaves out."""
    return trick not in os.environ.get("NEXUS_WITHOUT", "").replace(",", " ").split()
