"""Of many warnings of one sort, the first are told and the others counted."""

from __future__ import annotations

from pathlib import Path

from support.small_sites import BASE, build_site, write


def test_warnings_of_one_sort_are_fifty_and_a_count(tmp_path: Path) -> None:
    links = "".join(f"[x](gone-{number}.md)\n\n" for number in range(80))
    places = "".join(f"[x](#place-{number})\n\n" for number in range(60))
    files = {"learnings/a.md": f"# A\n\n{links}", "learnings/b.md": f"# B\n\n{places}"}
    site = build_site(write(tmp_path, {**BASE, **files}))
    assert site.failed
    told = [warning for warning in site.warnings if "a link 'gone-" in warning]
    assert (len(told), sum("a link '#place-" in warning for warning in site.warnings)) == (50, 50)
    assert [warning.partition(" like")[0] for warning in site.warnings if warning.startswith("and ")] == [
        "and 30 more",
        "and 10 more",
    ]
