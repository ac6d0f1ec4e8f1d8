"""Gives the tests of what programs read the repository's own site, built with an address."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.this_site import build_own_site


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site, whose address is `this_site.ADDRESS`."""
    return build_own_site(tmp_path_factory.mktemp("own"))
