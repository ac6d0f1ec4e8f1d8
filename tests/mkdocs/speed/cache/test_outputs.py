"""What was built is put into a site that is there, whatever is in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_mkdocs.speed.cache.outputs import files_below, put_in_place
from support.small_sites import write


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x", "x/index.html"),
        ("x/index.html", "x"),
        ("q/a.txt q/deep/b.txt", "q"),
        ("q", "q/a.txt q/deep/b.txt"),
        ("a/b c", "a c/d/e"),
    ],
)
def test_a_file_and_a_folder_swap_names(before: str, after: str, tmp_path: Path) -> None:
    site = write(tmp_path / "site", dict.fromkeys(("stays.html", *before.split()), "old"))
    built = write(tmp_path / "built", dict.fromkeys(after.split(), "new"))
    found = put_in_place(built, site, files_below(site), {"stays.html"})
    texts = {path: (site / path).read_text(encoding="utf-8") for path in files_below(site)}
    assert texts == {"stays.html": "old", **dict.fromkeys(after.split(), "new")}
    assert found == files_below(site)
